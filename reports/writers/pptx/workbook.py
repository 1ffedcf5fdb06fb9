"""The workbook inside a chart: a few small parts, so that people can edit the numbers.

Text cells hold shared strings, formatted as text, and numbers are numbers; there are no formulas
and no links, whatever the text looks like (a cell that begins with ``=`` is shown, not run, also
after somebody has opened it for editing). The range is a table, so that it grows with its rows.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any, NamedTuple

from reports.writers.pptx.markup import HEAD, text, value

SHEET = "Data"
TABLE = "Numbers"
LONGEST_HEAD = 255
"""Characters that the head of a table's column may have."""
_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_MOMENT = (1980, 1, 1, 0, 0, 0)
_TEXT_FORMAT = 49
"""The built-in number format ``@`` (ISO/IEC 29500-1, 18.8.30)."""
_OWN_FORMATS = 164
"""Number formats of a workbook's own are counted from here."""

_BOOK = (
    f'{HEAD}<workbook xmlns="{_SPACE}" xmlns:r="{_R}"><sheets>'
    f'<sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_ROOT = (
    f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
    f' Type="{_R}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)


class Column(NamedTuple):
    """One column: its head, its cells, and the number format of numbers in it."""

    head: str
    cells: tuple[str | float, ...]
    form: str = ""


def letters(n: int) -> str:
    """Letters of the ``n``-th column, counted from 0."""
    found = ""
    n += 1
    while n:
        n, rest = divmod(n - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def number(figure: float) -> str:
    """A number as a spreadsheet stores it: the shortest text that reads back the same."""
    return str(int(figure)) if figure == int(figure) else repr(float(figure))


class Workbook:
    """The columns of a chart: names or categories, the x values of a scatter chart, the series."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = list(columns)
        self.rows = len(self.columns[0].cells)

    @classmethod
    def of(cls, plan: Any) -> Workbook:
        """The columns of a chart plan."""
        chart = plan.chart
        first = []
        if chart.categories:
            first.append(Column("", chart.categories))
        if chart.type == "scatter":
            first.append(Column("", chart.xs, plan.x_format))
        first = [
            column._replace(head=head) for column, head in zip(first, _heads(chart), strict=True)
        ]
        rows = [Column(one.name, one.values, plan.number_format) for one in chart.series]
        return cls([*first, *rows])

    def cells(self, n: int) -> str:
        """Reference to the cells of column ``n`` below its head."""
        letter = letters(n)
        return f"{SHEET}!${letter}$2:${letter}${self.rows + 1}"

    def head(self, n: int) -> str:
        """Reference to the head of column ``n``."""
        return f"{SHEET}!${letters(n)}$1"

    @property
    def tabled(self) -> bool:
        """Whether the range can be a table: its heads must differ, whatever their case."""
        heads = [column.head.casefold() for column in self.columns]
        return len(set(heads)) == len(heads) and max(map(len, heads)) <= LONGEST_HEAD

    def content(self) -> bytes:
        """The file; its bytes depend on the columns alone."""
        strings = _Strings()
        forms = list(dict.fromkeys(column.form for column in self.columns if column.form))
        sheet = self._sheet(strings, forms)
        parts = {
            "[Content_Types].xml": _types(tabled=self.tabled),
            "_rels/.rels": _ROOT,
            "xl/workbook.xml": _BOOK,
            "xl/_rels/workbook.xml.rels": _related(
                ("worksheet", "worksheets/sheet1.xml"),
                ("styles", "styles.xml"),
                ("sharedStrings", "sharedStrings.xml"),
            ),
            "xl/worksheets/sheet1.xml": sheet,
            "xl/styles.xml": _styles(forms),
            "xl/sharedStrings.xml": strings.markup(),
        }
        if self.tabled:
            parts["xl/worksheets/_rels/sheet1.xml.rels"] = _related(
                ("table", "../tables/table1.xml")
            )
            parts["xl/tables/table1.xml"] = self._table()
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                member = zipfile.ZipInfo(name, _MOMENT)
                member.compress_type = zipfile.ZIP_DEFLATED
                member.create_system = 3
                member.external_attr = 0o600 << 16
                archive.writestr(member, content)
        return out.getvalue()

    @property
    def _range(self) -> str:
        return f"A1:{letters(len(self.columns) - 1)}{self.rows + 1}"

    def _sheet(self, strings: _Strings, forms: Sequence[str]) -> str:
        """The one worksheet (18.3.1.99)."""
        head = "".join(
            _cell(f"{letters(k)}1", column.head, strings, 1)
            for k, column in enumerate(self.columns)
        )
        rows = [f'<row r="1">{head}</row>']
        styles = [2 + forms.index(column.form) if column.form else 1 for column in self.columns]
        for n in range(self.rows):
            cells = "".join(
                _cell(f"{letters(k)}{n + 2}", column.cells[n], strings, styles[k])
                for k, column in enumerate(self.columns)
            )
            rows.append(f'<row r="{n + 2}">{cells}</row>')
        table = '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>' if self.tabled else ""
        return (
            f'{HEAD}<worksheet xmlns="{_SPACE}" xmlns:r="{_R}"><dimension ref="{self._range}"/>'
            f"<cols>{self._widths()}</cols><sheetData>{''.join(rows)}</sheetData>"
            f'<ignoredErrors><ignoredError sqref="{self._range}" numberStoredAsText="1"/>'
            f"</ignoredErrors>{table}</worksheet>"
        )

    def _widths(self) -> str:
        out = []
        for k, column in enumerate(self.columns, 1):
            longest = max(len(str(cell)) for cell in (column.head, *column.cells))
            width = min(max(longest + 2, 10), 60)
            out.append(f'<col min="{k}" max="{k}" width="{width}" customWidth="1"/>')
        return "".join(out)

    def _table(self) -> str:
        """The table over the whole range (18.5.1.2)."""
        columns = "".join(
            f'<tableColumn id="{k}" name="{value(column.head)}"/>'
            for k, column in enumerate(self.columns, 1)
        )
        return (
            f'{HEAD}<table xmlns="{_SPACE}" id="1" name="{TABLE}" displayName="{TABLE}"'
            f' ref="{self._range}" totalsRowShown="0"><tableColumns count="{len(self.columns)}">'
            f'{columns}</tableColumns><tableStyleInfo name="TableStyleLight1"'
            ' showFirstColumn="0" showLastColumn="0" showRowStripes="1" showColumnStripes="0"/>'
            "</table>"
        )


def _heads(chart: Any) -> tuple[str, ...]:
    """Heads of the columns before the series; a table takes none that is empty."""
    if chart.type != "scatter":
        usual = (chart.x_title or " ",)
    else:
        usual = (" ",) * bool(chart.categories) + (chart.x_title or "x",)
    return chart.heads if len(chart.heads) == len(usual) else usual


class _Strings:
    """The texts of a workbook, each stored once (18.4)."""

    def __init__(self) -> None:
        self._found: dict[str, int] = {}
        self._count = 0

    def index(self, words: str) -> int:
        """Where a text stands in the list."""
        self._count += 1
        return self._found.setdefault(words, len(self._found))

    def markup(self) -> str:
        """The part with all of them."""
        inside = "".join(
            f'<si><t xml:space="preserve">{text(words)}</t></si>' for words in self._found
        )
        return (
            f'{HEAD}<sst xmlns="{_SPACE}" count="{self._count}" uniqueCount="{len(self._found)}">'
            f"{inside}</sst>"
        )


def _cell(place: str, content: str | float, strings: _Strings, style: int) -> str:
    if isinstance(content, str):
        return f'<c r="{place}" s="1" t="s"><v>{strings.index(content)}</v></c>'
    return f'<c r="{place}" s="{style}"><v>{number(content)}</v></c>'


def _related(*parts: tuple[str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="rId{n}" Type="{_R}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(parts, 1)
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _types(*, tabled: bool) -> str:
    kinds = {
        "/xl/workbook.xml": "sheet.main",
        "/xl/worksheets/sheet1.xml": "worksheet",
        "/xl/styles.xml": "styles",
        "/xl/sharedStrings.xml": "sharedStrings",
    }
    if tabled:
        kinds["/xl/tables/table1.xml"] = "table"
    inside = "".join(
        f'<Override PartName="{name}" ContentType="{_KIND}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{inside}</Types>'
    )


def _styles(forms: Sequence[str]) -> str:
    """Cell formats: the usual one, text, and one for each number format (18.8.10)."""
    own = "".join(
        f'<numFmt numFmtId="{_OWN_FORMATS + n}" formatCode="{value(form)}"/>'
        for n, form in enumerate(forms)
    )
    kept = f'<numFmts count="{len(forms)}">{own}</numFmts>' if forms else ""
    cells = "".join(
        f'<xf numFmtId="{_OWN_FORMATS + n}" fontId="0" fillId="0" borderId="0" xfId="0"'
        ' applyNumberFormat="1"/>'
        for n in range(len(forms))
    )
    return (
        f'{HEAD}<styleSheet xmlns="{_SPACE}">{kept}<fonts count="1"><font><sz val="11"/>'
        '<name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill'
        ' patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        f'</cellStyleXfs><cellXfs count="{len(forms) + 2}"><xf numFmtId="0" fontId="0" fillId="0"'
        f' borderId="0" xfId="0"/><xf numFmtId="{_TEXT_FORMAT}" fontId="0" fillId="0"'
        f' borderId="0" xfId="0" applyNumberFormat="1" quotePrefix="1"/>{cells}</cellXfs>'
        "</styleSheet>"
    )
