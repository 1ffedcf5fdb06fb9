"""Substitutes: how wide a character may run where a deck's own faces are missing.

A viewer without the faces takes another one, and breaks the lines again. For every character the
widest of the likely ones counts: Arial (measured on Arimo, its metric twin), Noto Sans and
DejaVu Sans (which LibreOffice takes on most Linux machines), each upright and oblique. Verdana has
the widths of DejaVu Sans. All widths are in thousandths of an em.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

UNKNOWN = 1.35
"""Factor for a character that the tables do not have (measured: nine letters in ten of Source
Sans 3 run less than 1.3 times as wide in DejaVu Sans Bold)."""
ROUNDED = 1.01
"""Factor for what viewers round (LibreOffice draws one line in a hundred 0.6 per cent wider)."""
CHARACTERS = "".join(map(chr, range(0x20, 0x7F))) + ("\u00a0£§©«°±·»¼½¾¿×ßæðøþ–—‘’“”†‡•…‰€№⅓⅔→≤≥−")
REGULAR = (
    "318 401 460 838 637 951 780 275 391 391 551 838 318 361 318 372 637 637 637 637 637 637 "
    "637 637 637 637 337 337 838 838 838 557 1016 685 687 723 771 667 611 778 752 339 500 667 "
    "558 907 760 788 667 788 723 667 611 732 685 989 686 667 686 391 372 391 838 557 500 613 "
    "635 550 635 616 353 635 634 278 278 580 278 975 634 612 635 635 413 521 393 634 592 818 "
    "592 592 525 637 551 637 838 318 637 557 1000 618 500 838 334 618 970 970 970 611 838 631 "
    "996 612 612 635 557 1000 318 318 519 519 557 557 590 1000 1351 637 1073 970 970 1000 838 "
    "838 838 "
)
"""Regular and oblique."""

BOLD = (
    "349 457 521 838 696 1002 873 307 458 458 542 838 380 416 380 415 696 696 696 696 696 696 "
    "696 696 696 696 400 400 838 838 838 611 1000 774 763 734 831 684 684 821 837 389 557 775 "
    "638 996 837 851 733 851 771 721 683 813 774 1104 771 725 726 458 415 458 838 557 500 675 "
    "716 593 716 679 436 716 712 343 343 666 343 1042 712 688 716 716 494 596 479 712 652 924 "
    "646 652 583 712 551 712 838 349 696 557 1000 650 500 838 380 650 1036 1036 1036 611 838 "
    "720 1048 688 688 716 557 1000 380 380 658 658 557 557 640 1000 1455 696 1204 1036 1036 "
    "1000 838 838 838 "
)
"""Bold and bold oblique."""


@lru_cache(maxsize=2)
def widths(bold: bool) -> dict[str, int]:
    """Widths of the characters that the tables have."""
    numbers = map(int, (BOLD if bold else REGULAR).split())
    return dict(zip(CHARACTERS, numbers, strict=True))


def width(character: str, own: float, *, bold: bool) -> float:
    """The most that ``character`` takes in a likely substitute; ``own`` is its width in the face.

    Letters with accents are as wide as their base letters.
    """
    known = widths(bold)
    found = known.get(character) or known.get(unicodedata.normalize("NFD", character)[0])
    return float(found) if found is not None else own * UNKNOWN
