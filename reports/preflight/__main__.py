"""Print the table of the rules: ``python -m reports.preflight > docs/preflight.md``."""

from __future__ import annotations

from reports.preflight.page import page

if __name__ == "__main__":
    print(page(), end="")
