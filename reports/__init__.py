"""What is said, and the files made of it."""

VERSION = "0.1.0"
"""Version of the program; also in pyproject.toml, held together by a test."""
