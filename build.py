"""Make the documents: ``python build.py``; ``python build.py --help`` says what else it does."""

from __future__ import annotations

from reports.command import command

if __name__ == "__main__":
    command()
