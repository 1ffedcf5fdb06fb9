"""Exit statuses of the command; 128 + signal number when interrupted."""

from __future__ import annotations

FINE, FINDINGS, BAD_INPUT, NO_RESOURCE = 0, 1, 2, 3
DIFFERS = 4
"""What was compared is not the same."""
OUR_BUG = 70
