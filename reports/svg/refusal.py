"""Why an SVG is refused: exceptions that name the code, and limits shared by all of the reader."""

from __future__ import annotations

SVG_BYTES = 2_000_000
ELEMENTS = 10_000
"""In the file, and again in the drawing once every ``use`` is followed."""
DEPTH = 60
"""Elements inside one another, followed through ``use``."""
SEGMENTS = 100_000
"""Of all paths drawn, clips included."""
READ = 10_000_000
"""Characters of attributes read, again wherever something is used."""
ARCS = 20_000
"""In one command of a path."""
STYLES = 300_000
"""Characters of style sheets and of different style attributes."""
LONGEST_COLOUR = 200
RULES = 1_000
"""Of style sheets, selectors counted one by one."""
MATCHES = 200_000
"""Rules that speak of elements, all together."""
LAYERS = 8
"""Clips and transparent groups inside one another."""
REACH = 100_000.0
"""Units from the picture's corner beyond which nothing is drawn: a hundred pictures away."""
REPORTED = 20
"""More problems in one file are not worth reporting one by one."""


class RefusedError(Exception):
    """Something in the file that is not drawn; ``code`` as in docs/errors.md."""

    code = "svg-value"

    def __init__(self, found: str, expected: str = "") -> None:
        super().__init__(found)
        self.found = found
        self.expected = expected


class UnsafeError(RefusedError):
    """What could run, load or grow."""

    code = "svg-unsafe"


class UnsupportedError(RefusedError):
    """What we cannot draw alike in both documents."""

    code = "svg-unsupported"


class TooLargeError(RefusedError):
    """A limit of this module is passed; ends the reading of the file."""

    code = "svg-too-large"


class MalformedError(RefusedError):
    """No well-formed XML, or no SVG; ends the reading of the file."""

    code = "svg-syntax"
