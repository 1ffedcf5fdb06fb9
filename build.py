"""Make the documents: ``python build.py``; ``python build.py --help`` says what else it does."""

from __future__ import annotations

import sys

from reports.cli import main

if __name__ == "__main__":
    sys.exit(main())
