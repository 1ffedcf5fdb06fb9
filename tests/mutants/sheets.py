"""Changes to the CSV file of a dataset, and to a table of recipients."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from random import Random

from tests.mutants.base import NONSENSE, PERHAPS, SENSE, Family, Project
from tests.mutants.project import TABLE

SHEETS = Family("csv", ("own", "plain", "shipped"))
TABLES = Family("recipients", ("recipients",))
NO_NUMBERS = (
    *(
        "NaN",
        "inf",
        "-inf",
        "1e308",
        "1e-320",
        "1,234",
        "12 %",
        "twelve",
        "0x10",
        "",
        "1 000",
        "1_0",
    ),
    *("12.", ".5", "1e5", "--1", "٣", "9" * 30, "null", "TRUE", "1/2", "€5", "#REF!", "2019-01-01"),
)
LABELS = (
    *('=HYPERLINK("http://example.org")', "=cmd|'/C calc'!A0", "@SUM(1)", "+1", "-1", "=1+1"),
    *(
        "http://example.org",
        "file:///etc/passwd",
        "<b>x</b>",
        "a & b",
        "{x}",
        "**x**",
        "'",
        "x" * 150,
    ),
    *("\U0001f600", "中文", "\u05d0\u05d1", "e\u0301", "a\u00a0b", "NaN", "{adopters}"),
)


def _sheet(project: Project) -> tuple[Path, list[list[str]]]:
    path = project.root / (
        "shipped/shares.csv" if "shipped" in project.words else "pack/shares.csv"
    )
    with open(path, newline="", encoding="utf-8") as file:
        return path, list(csv.reader(file))


def _written(path: Path, rows: list[list[str]], separator: str = ",") -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8")


def _numbers(rows: list[list[str]]) -> list[tuple[int, int]]:
    """Where the rows below the head have a number."""
    cells = [(y, x) for y in range(1, len(rows)) for x in range(len(rows[y]))]
    return [(y, x) for y, x in cells if rows[y][x].replace(".", "").isdigit()]


@SHEETS.operator(NONSENSE)
def no_number(random: Random, project: Project) -> None:
    path, rows = _sheet(project)
    y, x = random.choice(_numbers(rows))
    rows[y][x] = random.choice(NO_NUMBERS)
    project.note(f"{y}, {x}: {rows[y][x]!r}")
    _written(path, rows)


@SHEETS.operator(PERHAPS)
def other_number(random: Random, project: Project) -> None:
    path, rows = _sheet(project)
    some = ("0", "-5", "1000000", "0.000001", "999999999999999", "-0", "00012", "1e3", "123456.789")
    for _ in range(random.randint(1, 3)):
        y, x = random.choice(_numbers(rows) or [(1, 0)])
        rows[y][x] = random.choice(some)
    _written(path, rows)


@SHEETS.operator(PERHAPS)
def all_the_same(random: Random, project: Project) -> None:
    path, rows = _sheet(project)
    number = random.choice(("0", "1", "-1", "100"))
    for y, x in _numbers(rows):
        rows[y][x] = number
    _written(path, rows)


@SHEETS.operator(PERHAPS)
def label(random: Random, project: Project) -> None:
    path, rows = _sheet(project)
    y = random.randrange(1, len(rows))
    rows[y][0] = random.choice(LABELS)
    project.note(rows[y][0])
    _written(path, rows)


@SHEETS.operator(NONSENSE)
def ragged(random: Random, project: Project) -> None:
    path, rows = _sheet(project)
    row = random.choice(rows[1:])
    if random.random() < 0.5:
        row.append("1")
    else:
        row.pop()
    _written(path, rows)


@SHEETS.operator(NONSENSE)
def head(random: Random, project: Project) -> None:
    path, rows = _sheet(project)
    x = random.randrange(len(rows[0]))
    rows[0][x] = random.choice(
        ("zq", "", rows[0][x - 1], rows[0][x].upper(), rows[0][x] + "\u0301")
    )
    project.note(rows[0][x])
    _written(path, rows)


@SHEETS.operator(NONSENSE)
def other_separator(random: Random, project: Project) -> None:
    path, rows = _sheet(project)
    _written(path, rows, random.choice(";\t|"))


@SHEETS.operator(PERHAPS)
def rows_of_others(random: Random, project: Project) -> None:
    path, rows = _sheet(project)
    many = random.choice((0, 1, 1, 25, 200, 1999))
    made = [[*rows[1][:1], *rows[1][1:]] for _ in range(many)]
    for n, row in enumerate(made):
        row[0] = f"row {n}"
    project.note(f"{many} rows")
    _written(path, [rows[0], *made])


@SHEETS.operator(NONSENSE)
def too_many(random: Random, project: Project) -> None:
    path, rows = _sheet(project)
    if random.random() < 0.3:
        path.write_text(",".join(f"c{n}" for n in range(1000)) + "\n" + ",".join("1" * 1000) + "\n")
        return
    many = random.choice((2001, 20_000, 100_000, 1_000_000))
    project.note(f"{many} rows")
    path.write_text(",".join(rows[0]) + "\n" + (",".join(rows[1]) + "\n") * many)


def _damaged(path: Path, random: Random, project: Project) -> None:
    data = path.read_bytes()
    ways = {
        "open quote": lambda: data.replace(b",", b',"', 1 + random.randrange(3)),
        "inner quote": lambda: data[:20].replace(b",", b',a"b') + data[20:],
        "nul": lambda: data + b"a,\0\n",
        "latin": lambda: data + b"\xe9t\xe9,1\n",
        "escape": lambda: data.replace(b"\n", b"\n\x1b[31m", 2),
        "bidi": lambda: data + "\u202ex,1\n".encode(),
        "utf-16": lambda: data.decode().encode("utf-16-le"),
        "nothing": lambda: b"",
        "blank": lambda: b"\n\n\n",
        "binary": lambda: random.randbytes(300) + b"\xff",
        "html": lambda: b"<html><body>Sign in, please</body></html>",
        "xlsx": lambda: b"PK\x03\x04" + bytes(60),
    }
    name = random.choice(list(ways))
    project.note(name)
    path.write_bytes(ways[name]())


@SHEETS.operator(NONSENSE)
def damaged_sheet(random: Random, project: Project) -> None:
    _damaged(_sheet(project)[0], random, project)


@SHEETS.operator(PERHAPS)
def flipped_sheet(random: Random, project: Project) -> None:
    path, _ = _sheet(project)
    data = bytearray(path.read_bytes())
    for _ in range(random.randint(1, 3)):
        data[random.randrange(len(data))] = random.choice(b'",\n;09a\r\t -.\xc3\xa9=')
    path.write_bytes(data)


@SHEETS.operator(SENSE)
def sheet_read_as_well(random: Random, project: Project) -> None:
    path, rows = _sheet(project)
    text = path.read_text(encoding="utf-8")
    quoted = io.StringIO()
    csv.writer(quoted, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    forms = (
        text.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + text.encode(),
        text.rstrip("\n").encode(),
        quoted.getvalue().encode(),
        (text + "\n\n").encode(),
    )
    path.write_bytes(random.choice(forms))


@TABLES.operator(NONSENSE)
def damaged_table(random: Random, project: Project) -> None:
    _damaged(project.root / "table.csv", random, project)


@TABLES.operator(NONSENSE)
def bad_row(random: Random, project: Project) -> None:
    rows = (
        *("../../secret,A,Brazil,,1", "/etc,A,Brazil,,1", "con,A,Brazil,,1", ",A,Brazil,,1"),
        *("kenya-1,A,Kenya,,1", "KENYA-1,A,Kenya,,1", "x,,Brazil,,1", "x,A,,,1", "x,A,Kenya,fr,1"),
        *("x,A,Kenya", "x,A,Kenya,,1,2", "x,\U0001f600,Kenya,,1", "x,中文,Kenya,,1"),
        *("a b,A,Kenya,,1", "x," + "N" * 201 + ",Kenya,,1", "x," + "name " * 39 + ",Kenya,,1"),
        *(".hidden,A,Kenya,,1", "-,A,Kenya,,1", "x\u00e9,A,Kenya,,1", 'x,"A,Kenya,,1'),
    )
    row = random.choice(rows)
    project.note(row)
    lines = TABLE.splitlines()
    lines.insert(random.randint(1, len(lines)), row)
    (project.root / "table.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


@TABLES.operator(PERHAPS)
def odd_row(random: Random, project: Project) -> None:
    names = (
        *(
            "<b>A</b>",
            "{recipient.seat}",
            "=1+1",
            "A & B",
            "**A**",
            "[x](javascript:1)",
            "%s",
            "\\",
        ),
        *("Ñandú Ýmir", "O\u2019Neill", "e" + "\u0301" * 30, "x" * 60, "X" * 199, "a\u00a0b", "’’"),
    )
    name = random.choice(names)
    project.note(name)
    quoted = '"' + name.replace('"', '""') + '"'
    text = TABLE + f"x-{random.randrange(9)},{quoted},Kenya,,9\n"
    (project.root / "table.csv").write_text(text, encoding="utf-8")


@TABLES.operator(NONSENSE)
def table_head(random: Random, project: Project) -> None:
    heads = (
        *(
            "ID,name,country,language,seat",
            "id,name,name,language,seat",
            "id;name;country;language;seat",
        ),
        *(
            "name,country,language,seat,x",
            "id,Name,country,language,seat",
            "id,name,country,language",
        ),
        *("id,nom,country,language,seat", ",,,,", "id,name,country,language,seat,"),
    )
    head_ = random.choice(heads)
    project.note(head_)
    text = TABLE.replace("id,name,country,language,seat", head_)
    (project.root / "table.csv").write_text(text, encoding="utf-8")


@TABLES.operator(NONSENSE)
def letter(random: Random, project: Project) -> None:
    path = project.root / "letter" / "pack.yaml"
    old, new = random.choice(
        (
            ("{recipient.name}", "{recipient.nome}"),
            ("{recipient.name}", "{recipient.}"),
            ("{recipient.country}", "{recipient.__class__}"),
            ("only: {country:", "only: {land:"),
            ("[Kenya, Brazil]", "Kenya"),
            ("[Kenya, Brazil]", "[[Kenya]]"),
            ("title: A harbour", "translations: {fr: ../../secret}\ntitle: A harbour"),
            ("title: A harbour", "translations: {fr: /etc}\ntitle: A harbour"),
            ("title: A harbour", "translations: fr\ntitle: A harbour"),
        )
    )
    project.note(new)
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


@TABLES.operator(NONSENSE)
def ids_asked_for(random: Random, project: Project) -> None:
    project.words += [
        "--only",
        random.choice(("zq", "", ",", "../x", "kenya-1,zq", "\u202e", "x" * 999)),
    ]
    project.note(project.words[-1])


@TABLES.operator(NONSENSE)
def table_elsewhere(random: Random, project: Project) -> None:
    paths = (
        "pack",
        "looks/templates/brand.pptx",
        "pack/photo.png",
        "nowhere.csv",
        "/dev/zero",
        "/dev/null",
    )
    paths += ("letter/pack.yaml", "../secret/token.txt", "table.csv/x", "\x7f", "~", "")
    project.words[project.words.index("table.csv")] = random.choice(paths)
    project.note(project.words[-1])
