"""The house rules: who imports whom, no cycles, sizes, the two doors, one version."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from reports import VERSION

ROOT = Path(__file__).resolve().parent.parent
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for folder in ("layouts", "reports")
    for path in sorted((ROOT / folder).rglob("*.py"))
} | {"build": ROOT / "build.py"}
LONGEST_FILE, LONGEST_FUNCTION = 400, 60

FORBIDDEN = {
    # who: what it may not import
    r"layouts(\.|$)": (
        r"(reports|yaml|reportlab|pptx|lxml|PIL|pdfplumber|os|time|random|socket)(\.|$)"
    ),
    r"reports\.(pack|inline|binding|selection|telling|story|frontmatter|blocks)(\.|$)": (
        r"(reportlab|pptx|lxml|pdfplumber|time|random|reports\.(writers|pipeline|cli|publish))(\.|$)"
    ),
    r"reports\.writers\.pdf(\.|$)": (
        r"(pptx|yaml|layouts\.(paragraph|table|chart|diagram|picture|compose|flowing|fixed))(\.|$)"
    ),
    r"reports\.writers\.pptx(\.|$)": r"(reportlab|yaml)(\.|$)",
    r"reports\.writers(\.|$)": (
        r"reports\.(pack|inline|selection|telling|story|blocks|pipeline|cli|publish|check)(\.|$)"
    ),
    r"reports\.svg(\.|$)": (
        r"(reportlab|pptx|lxml|PIL|os|pathlib|socket|urllib|subprocess"
        r"|reports\.(writers|pack|source|pipeline|cli|publish|check))(\.|$)"
    ),
    r"reports\.preflight(\.|$)": (
        r"(reportlab|pptx|yaml|pdfplumber|reports\.(writers|readback|cli|publish|check))(\.|$)"
    ),
    r"reports\.deckcheck(\.|$)": (
        r"(reportlab|pptx|yaml|pdfplumber|pikepdf"
        r"|reports\.(writers|readback|preflight|cli|publish|check))(\.|$)"
    ),
    r"reports\.readback(\.|$)": r"(reportlab|reports\.(writers|telling|story|pipeline))(\.|$)",
}
ONLY = {
    # what: who alone may import it at all
    r"reportlab(\.|$)": r"reports\.writers\.pdf(\.|$)",
    r"pptx(\.|$)": r"reports\.readback\.deck$",
    r"yaml(\.|$)": r"reports\.yamlfile$",
    r"pdfplumber(\.|$)": r"reports\.readback\.pdf$",
    r"pikepdf(\.|$)": r"reports\.preflight(\.|$)",
    r"tinycss2(\.|$)": r"reports\.svg(\.|$)",
    r"resvg_py(\.|$)": r"reports\.writers\.pptx\.fallback$",
    r"sqlite3(\.|$)": r"reports\.live\.sqlitefile$",
    r"reports\.live(\.|$)": r"reports\.(live|refresh)(\.|$)",
}


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a module, read once."""
    return ast.parse(path.read_text())


@cache
def nodes(path: Path) -> list[ast.AST]:
    """All nodes of the syntax tree of a module."""
    return list(ast.walk(parsed(path)))


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All functions of a module."""
    return [n for n in nodes(path) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))]


def imports(path: Path, *, at_top: bool) -> Iterator[str]:
    """Modules that a file imports; ``at_top``: when it is imported itself, types left out."""
    unlike = [n for n in nodes(path) if isinstance(n, ast.If) and _for_types(n)]
    left_out = [*unlike, *functions(path)] if at_top else unlike
    skipped = {id(inner) for node in left_out for inner in ast.walk(node)}
    for node in nodes(path):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield full if full in MODULES else node.module


def _for_types(node: ast.If) -> bool:
    return "TYPE_CHECKING" in ast.dump(node.test)


def violations(name: str, found: list[str]) -> list[str]:
    out = []
    for who, what in FORBIDDEN.items():
        if re.match(who, name):
            out += [f"{name} imports {module}" for module in found if re.match(what, module)]
    for what, who in ONLY.items():
        if not re.match(who, name):
            out += [f"{name} imports {module}" for module in found if re.match(what, module)]
    return out


def cycle(graph: dict[str, set[str]]) -> list[str]:
    """The modules of one import cycle, or nothing."""
    state: dict[str, int] = {}

    def visit(name: str, trail: list[str]) -> list[str]:
        state[name] = 1
        for other in sorted(graph.get(name, ())):
            if state.get(other) == 1:
                return [*trail[trail.index(other) :], other] if other in trail else [name, other]
            if other not in state and (found := visit(other, [*trail, other])):
                return found
        state[name] = 2
        return []

    for name in sorted(graph):
        if name not in state and (found := visit(name, [name])):
            return found
    return []


def test_imports_go_one_way() -> None:
    found = {name: list(imports(path, at_top=False)) for name, path in MODULES.items()}
    assert [said for name, modules in found.items() for said in violations(name, modules)] == []


def test_a_forbidden_import_is_seen() -> None:
    assert violations("layouts.table", ["reports.pack"])
    assert violations("reports.story", ["reportlab.pdfgen"])


def test_no_cycles() -> None:
    graph = {
        name: {other for other in imports(path, at_top=True) if other in MODULES and other != name}
        for name, path in MODULES.items()
    }
    assert cycle(graph) == []


def test_a_cycle_is_seen() -> None:
    assert cycle({"a": {"b"}, "b": {"c"}, "c": {"b"}})


def oversize(name: str, path: Path) -> Iterator[str]:
    """What is too long: the file, or functions of it."""
    if len(path.read_text().splitlines()) > LONGEST_FILE:
        yield f"{name} has more than {LONGEST_FILE} lines"
    for node in functions(path):
        length = (node.end_lineno or 0) - node.lineno + 1
        if length > LONGEST_FUNCTION:
            yield f"{name}.{node.name} has {length} lines"


def test_sizes() -> None:
    assert [said for name, path in MODULES.items() for said in oversize(name, path)] == []


def test_what_is_too_long_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "long.py"
    path.write_text("def whole():\n" + "    pass\n" * LONGEST_FILE)
    assert len(list(oversize("long", path))) == 2


def test_modules_say_what_they_are() -> None:
    assert [name for name, path in MODULES.items() if not ast.get_docstring(parsed(path))] == []


def test_files_are_written_by_publish_alone() -> None:
    writing = re.compile(r"\bwrite_(?:bytes|text)\(|\bopen\([^)]*[\"'][wax]b?[\"']")
    for name, path in MODULES.items():
        if name not in ("reports.publish", "reports.scratch"):  # copies that are gone at once
            hits = [hit for hit in writing.findall(path.read_text())]
            assert not hits or name == "reports.cli", f"{name}: {hits}"


def test_one_version() -> None:
    assert f'version = "{VERSION}"' in (ROOT / "pyproject.toml").read_text()
    assert f"## [{VERSION}]" in (ROOT / "CHANGELOG.md").read_text()


def test_ci_runs_the_test_command_of_the_readme() -> None:
    command = next(
        line for line in (ROOT / "README.md").read_text().splitlines() if line.endswith("-m pytest")
    )
    assert command in (ROOT / ".ci" / "run").read_text().splitlines()
