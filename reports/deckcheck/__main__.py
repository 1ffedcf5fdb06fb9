"""Print the table of the rules: ``python -m reports.deckcheck > docs/deck-rules.md``."""

from __future__ import annotations

from reports.deckcheck.page import page

if __name__ == "__main__":
    print(page(), end="")
