"""Make the documents: ``python build.py``; ``python build.py --help`` says what else it does."""

from __future__ import annotations

if __name__ == "__main__":
    try:
        from reports.command import command

        command()
    except KeyboardInterrupt:  # before it was heeded
        raise SystemExit(130) from None
