"""Personal: what an edition says of its recipient, held against the table or against one row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from layouts.audience import Audience
from layouts.fonts import Faces
from layouts.located import Text, Words, quote
from layouts.master import COVER, Master
from layouts.problems import Place, Problem, Problems
from layouts.records import leaves
from reports.blocks.base import Block
from reports.coverage import UNDRAWN, lacking
from reports.inline import Plain, RecipientRef, parse, recipient_columns
from reports.notes import Spoken
from reports.pack import Section
from reports.recipients import Recipient
from reports.selection import Selection

OPTION = "--recipients"
SLOT = "meta"
"""Where the cover shows the lines for a recipient."""
MARK = "{recipient."
"""What a text has that names a column."""


class Said(NamedTuple):
    """A column that a text names."""

    column: str
    place: Place
    drawn: bool
    """Whether a face sets it; alternative texts and speaker notes are not set."""


def check_personal(
    selections: Sequence[Selection], recipient: Recipient | None, faces: Faces, problems: Problems
) -> None:
    """Add what the recipient lacks for the texts of these selections.

    Without a recipient no text may name a column; one who stands for all has the columns of the
    table; any other has something in every cell that is printed, in characters of the faces.
    """
    audience = selections[0].audience
    _check_cover(audience, problems)
    said = list(_said(selections))
    if recipient is None:
        for one in said:
            found = f"{{recipient.{one.column}}}, and no table of recipients"
            problems.add("no-recipient", one.place, found, f"a table with {OPTION}")
    elif recipient.everyone:
        said += _said_on_cover(audience)
        said += [one for selection in selections for one in _asked(selection)]
        for one in said:
            _known(one.column, one.place, recipient, problems)
    else:
        for texts in cover_lines(audience, recipient):
            said += _columns(texts.texts(), drawn=True)
        _check_row(said, recipient, faces, problems)


def check_rooms(audience: Audience, masters: Iterable[Master], problems: Problems) -> None:
    """Add every master that would leave the lines for the cover out: an opening page shows of the
    cover what it has frames for."""
    for master in masters if audience.personal.cover else ():
        _, template = master.template(COVER)
        if SLOT not in template.slots:
            found = f"no frame for 'meta' in the template {template.title!r} of the cover"
            place = audience.personal.at("cover")
            problems.add("no-frame", place, found, "a master that has one, or no lines")


def _known(column: str, place: Place, recipient: Recipient, problems: Problems) -> None:
    columns = recipient.values
    if column not in columns:
        found = f"the table of recipients has no column {quote(column)}"
        expected = "one of " + ", ".join(columns)
        problems.add("unknown-name", place, found, expected, given=column, names=columns)


def _check_row(
    said: Iterable[Said], recipient: Recipient, faces: Faces, problems: Problems
) -> None:
    wanted: dict[str, bool] = {}
    for column, place, drawn in said:
        if column not in wanted and not recipient.value(column):
            found = f"nothing in column {quote(column)}, which the text at {place} prints"
            problems.add("empty-cell", recipient.place(column), found, "a value")
        wanted[column] = wanted.get(column, False) or drawn
    drawn_values = "".join(recipient.value(column) for column, drawn in wanted.items() if drawn)
    missing = lacking(faces, drawn_values)
    for column, drawn in wanted.items():
        for char in recipient.value(column) if drawn else "":
            if char in missing:
                problems.add(
                    "missing-glyph",
                    recipient.place(column),
                    f"the theme's faces have no glyph for U+{ord(char):04X} {char!r}",
                    "another character, or a theme whose faces have it",
                )
                break


def cover_lines(audience: Audience, recipient: Recipient | None) -> Iterator[Words]:
    """The lines of the audience for the cover: those that have something to say of them."""
    if recipient is None:
        return
    for line in audience.personal.cover:
        columns = [c.name for text in line.texts() for c in recipient_columns(text)]
        if not columns or any(recipient.value(column) for column in columns):
            yield line


def _check_cover(audience: Audience, problems: Problems) -> None:
    """Lines for the cover hold words and columns alone: they are not of any one pack."""
    for line in audience.personal.cover:
        for text in line.texts():
            for piece in parse(text, problems):
                if not isinstance(piece, (Plain, RecipientRef)):
                    found = "a fact, link or reference in a line for the cover"
                    place = text.place_of(piece.offset)
                    problems.add("bad-value", place, found, "words and {recipient.column}")


def unmatched(selection: Selection, recipients: Sequence[Recipient]) -> list[Problem]:
    """What no row of the table is told: most likely a word that is written in another way."""
    out = Problems()
    for thing in _parts(selection):
        for column, words in thing.only.items():
            there = {recipient.value(column) for recipient in recipients}
            for n, word in enumerate(words):
                if word not in there:
                    found = f"no recipient has {quote(word)} in column {quote(column)}"
                    place = thing.at("only", column, n)
                    out.add("unused", place, found, given=word, names=there - {""})
    return list(out)


def _parts(selection: Selection) -> Iterator[Section | Block]:
    for section, blocks in selection.sections:
        yield section
        yield from blocks


def _asked(selection: Selection) -> Iterator[Said]:
    """Columns by which a selection chooses."""
    for thing in _parts(selection):
        for column in thing.only:
            yield Said(column, thing.at("only", column), drawn=False)


def _said_on_cover(audience: Audience) -> Iterator[Said]:
    for line in audience.personal.cover:
        yield from _columns(line.texts(), drawn=True)


def _said(selections: Sequence[Selection]) -> Iterator[Said]:
    """Columns that the texts of both documents name, in the lengths that these may take."""
    pack = selections[0].pack
    lengths = {n: None for one in selections for n in one.audience.lengths(one.output)}
    sections = {s.id: s for one in selections for s, _ in one.sections}
    blocks = {id(block): block for one in selections for block in one.blocks}
    for words in (pack.title, pack.subtitle, *(section.title for section in sections.values())):
        if words is not None:
            yield from _columns(map(words.pick, lengths), drawn=True)
    for block in blocks.values():
        for record, name, _, value, _ in leaves(block):
            if isinstance(value, Words):
                drawn = name not in UNDRAWN and not isinstance(record, Spoken)
                yield from _columns(map(value.pick, lengths), drawn=drawn)


def _columns(texts: Iterable[Text], *, drawn: bool) -> Iterator[Said]:
    for text in texts:
        for _, column, offset in recipient_columns(text) if MARK in text else ():
            yield Said(column, text.place_of(offset), drawn)
