"""The workbook inside a chart: six small parts, so that people can edit the numbers.

Text is stored as inline strings and numbers as numbers; there are no formulas and no links,
whatever the text looks like (a cell that begins with ``=`` is shown, not run).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from reports.writers.pptx.markup import HEAD, text, value

SHEET = "Data"
_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_MOMENT = (1980, 1, 1, 0, 0, 0)

_TYPES = (
    f'{HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/></Types>'
)
_ROOT = (
    f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
    f' Type="{_R}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_BOOK = (
    f'{HEAD}<workbook xmlns="{_SPACE}" xmlns:r="{_R}"><sheets>'
    f'<sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_BOOK_RELATIONS = (
    f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_R}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_R}/styles" Target="styles.xml"/></Relationships>'
)


def column(n: int) -> str:
    """Letters of the ``n``-th column, counted from 0."""
    letters = ""
    n += 1
    while n:
        n, rest = divmod(n - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cells(n: int, rows: int) -> str:
    """Reference to the values in column ``n`` of a sheet with that many rows below its head."""
    letter = column(n)
    return f"{SHEET}!${letter}$2:${letter}${rows + 1}"


def head(n: int) -> str:
    """Reference to the head of column ``n``."""
    return f"{SHEET}!${column(n)}$1"


def number(figure: float) -> str:
    """A number as a spreadsheet stores it: the shortest text that reads back the same."""
    return str(int(figure)) if figure == int(figure) else repr(float(figure))


def workbook(
    categories: Sequence[str], series: Sequence[tuple[str, Sequence[float]]], form: str
) -> bytes:
    """A workbook with a column of categories and one for each series (name, values).

    ``form`` is the number format of the values. The bytes depend on nothing else.
    """
    rows = [_row(1, ["", *(name for name, _ in series)], [])]
    for n, category in enumerate(categories):
        rows.append(_row(n + 2, [category], [values[n] for _, values in series]))
    wide = max([8, *(len(category) for category in categories)])
    sheet = (
        f'{HEAD}<worksheet xmlns="{_SPACE}"><cols><col min="1" max="1" width="{min(wide, 60)}"'
        f' customWidth="1"/></cols><sheetData>{"".join(rows)}</sheetData></worksheet>'
    )
    parts = (
        ("[Content_Types].xml", _TYPES),
        ("_rels/.rels", _ROOT),
        ("xl/workbook.xml", _BOOK),
        ("xl/_rels/workbook.xml.rels", _BOOK_RELATIONS),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/styles.xml", _styles(form)),
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            member = zipfile.ZipInfo(name, _MOMENT)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3
            member.external_attr = 0o600 << 16
            archive.writestr(member, content)
    return out.getvalue()


def _row(n: int, words: Sequence[str], figures: Sequence[float]) -> str:
    out = [
        f'<c r="{column(k)}{n}" t="inlineStr"><is><t xml:space="preserve">{text(word)}</t></is></c>'
        for k, word in enumerate(words)
    ]
    out += [
        f'<c r="{column(k)}{n}" s="1"><v>{number(figure)}</v></c>'
        for k, figure in enumerate(figures, len(words))
    ]
    return f'<row r="{n}">{"".join(out)}</row>'


def _styles(form: str) -> str:
    return (
        f'{HEAD}<styleSheet xmlns="{_SPACE}"><numFmts count="1"><numFmt numFmtId="164"'
        f' formatCode="{value(form)}"/></numFmts><fonts count="1"><font><sz val="11"/>'
        '<name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill'
        ' patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        '</cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"'
        ' xfId="0"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0"'
        ' applyNumberFormat="1"/></cellXfs></styleSheet>'
    )
