"""PDF syntax: numbers and strings (ISO 32000-1, 7.3)."""

from __future__ import annotations

_ESCAPED = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\"})


def number(value: float) -> str:
    """A length to a hundredth of a point (3.5 µm), without an exponent."""
    return f"{round(value, 2):g}"


def numbers(*values: float) -> str:
    """Several lengths with blanks between."""
    return " ".join([f"{round(value, 2):g}" for value in values])


def text(value: str) -> str:
    """A text string: as it is when plain ASCII, otherwise UTF-16BE with its mark, in hex."""
    if value.isascii() and value.isprintable():
        return f"({value.translate(_ESCAPED)})"
    return f"<FEFF{value.encode('utf-16-be').hex().upper()}>"


def octets(value: str) -> str:
    """A byte string: the characters in UTF-8, for identifiers that are compared, not shown."""
    if value.isascii() and value.isprintable():
        return f"({value.translate(_ESCAPED)})"
    return f"<{value.encode().hex().upper()}>"


def reference(number: int) -> str:
    """An indirect reference."""
    return f"{number} 0 R"
