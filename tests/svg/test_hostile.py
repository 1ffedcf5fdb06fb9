"""Hostile and odd files: refused with the reason, or drawn right, at little cost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layouts.problems import Place, Problems
from reports.picturefile import read_picture
from reports.svg.refusal import DEPTH, ELEMENTS, SEGMENTS, SVG_BYTES
from tests.svg.base import EMBLEM, OWN, SPECIMEN, read, svg, tried
from tests.svg.hostile import COMPRESSED, HOSTILE, ODD, RECT, Hostile

ROOT = Path(__file__).parents[2]
MEMORY = 600_000_000
"""Bytes of address space of the whole process, libraries counted."""
SECONDS = 60
"""Of processor time for all of them, on a slow machine."""


Found = dict[str, list[tuple[str, str, str, str, int]]]
"""Code, what was found and expected, file and line of each problem, by the name of the case."""
_CHILD = f"""
import json, resource, sys
sys.path.insert(0, {str(ROOT)!r})
from tests.svg import hostile
from tests.svg.base import tried
tried(hostile.svg(hostile.RECT))
resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))
resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))
def watch(event, values):
    if event in ("open", "socket.connect", "subprocess.Popen", "os.system"):
        sys.stderr.write(f"{{event}} {{values[:1]}}")
        raise SystemExit(9)
sys.addaudithook(watch)
found = {{}}
for case in hostile.HOSTILE:
    asset, problems = tried(case.data)
    assert asset is None, case.name
    found[case.name] = [(p.code, p.found, p.expected, *p.place[:2]) for p in problems]
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def refused() -> Found:
    """What is said of every hostile file, by a process of little time and memory that opens
    nothing."""
    done = subprocess.run(
        [sys.executable, "-c", _CHILD], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found: Found = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: case.name)
def test_it_is_refused_with_its_reason_at_little_cost(case: Hostile, refused: Found) -> None:
    problems = refused[case.name]
    assert case.code in {code for code, *_ in problems}
    assert any(case.says in f"{found}; {expected}" for _, found, expected, *_ in problems), problems
    assert {file for *_, file, _ in problems} == {OWN.file}
    assert case.line in {line for *_, line in problems}


def test_seventy_cases() -> None:
    assert len({case.name for case in HOSTILE}) == len(HOSTILE) >= 70


@pytest.mark.parametrize("name", ODD)
def test_the_odd_are_drawn(name: str) -> None:
    art = read(ODD[name]).art
    assert art is not None
    assert {outline.fill for outline in art.outlines()} == {"#000000"}
    first = next(art.outlines())
    assert [(x, y) for _, x, y in first.path[:-1]] == [(0, 0), (500, 0), (500, 500), (0, 500)]


@pytest.mark.parametrize("name", ODD)
def test_the_odd_are_known_for_what_they_are(name: str) -> None:
    problems = Problems()
    asset = read_picture(ODD[name], "p", OWN, problems)
    assert asset is not None
    assert asset.format == "svg"


def test_compressed_files_are_refused_by_name() -> None:
    problems = Problems()
    assert read_picture(COMPRESSED, "a.svgz", Place("pack.yaml", 3, 7), problems) is None
    [problem] = problems
    assert problem.code == "picture-format"
    assert "svgz" in problem.found
    assert problem.place.line == 3


def test_all_faults_of_a_file_are_told_at_once() -> None:
    body = '\n<text>a</text>\n<rect width="x" height="5"/>\n<path d="M0 0" fill="bluish"/>\n' + RECT
    _, problems = tried(svg(body))
    assert [(one.place.line, one.code) for one in problems] == [
        (2, "svg-unsupported"),
        (3, "svg-value"),
        (4, "svg-value"),
    ]


def test_a_file_full_of_faults_is_told_of_in_part() -> None:
    _, problems = tried(svg("<rect width='x' height='5'/>\n" * 500))
    assert 1 <= len(problems) <= 25


@given(st.integers(0, 1 << 30), st.binary(min_size=1, max_size=3), st.booleans())
def test_damaged_files_never_raise(index: int, value: bytes, cut: bool) -> None:
    data = bytearray(EMBLEM if index % 2 else SPECIMEN)
    place = index % len(data)
    data[place : len(data) if cut else place + len(value)] = value
    tried(bytes(data))


@given(st.text(alphabet="MmLlHhVvCcSsQqTtAaZz0123456789.,-+eE \n", max_size=60))
def test_any_path_is_drawn_or_refused(data: str) -> None:
    tried(svg(f'<path d="{data}" stroke="red"/>{RECT}'))


@given(st.text(alphabet="abfr.#{}:;()url!@*/\\'\" -0123456789%", max_size=60))
def test_any_style_is_drawn_or_refused(text: str) -> None:
    quoted = text.replace('"', "'")
    tried(svg(f'<style>{text}</style><rect width="9" height="9" style="{quoted}"/>'))


def test_nothing_of_a_file_travels_but_its_drawing() -> None:
    secret = "confidential"
    body = f"<title>{secret}</title><!--{secret}--><g id='{secret}' class='{secret}'>{RECT}</g>"
    assert secret.encode() not in read(svg(body)).data


def test_the_limits_are_those_of_the_documentation() -> None:
    told = " ".join((ROOT / "docs" / "packs.md").read_text(encoding="utf-8").split())
    sentence = told[told.index("A file has at most") :]
    for limit in (SVG_BYTES, ELEMENTS, DEPTH, SEGMENTS):
        assert f"{limit:,}" in sentence[:250]
