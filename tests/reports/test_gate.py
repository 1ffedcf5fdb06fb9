"""One gate opens every file of a project, and a build calls nobody."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.mutants import project

ROOT = Path(__file__).resolve().parents[2]
GATE, PUBLISHER, STAGE = "reports.source", "reports.publish", ".briefpack-stage"
PARTS = ("new", "old")
"""Folders of the stage, which the publisher opens relative to it."""
READERS = {"manifest.json": "reports.manifest", "recipients.json": "reports.batch"}
"""Who else reads what was written before."""
OWN = [ROOT / "reports", ROOT / "layouts", ROOT / "build.py", ROOT / "tests" / "reports"]
INSTALLED = {
    Path(path).resolve() for path in (*sysconfig.get_paths().values(), sys.prefix, sys.base_prefix)
}


class Did(NamedTuple):
    """What a run did."""

    status: int
    opened: list[tuple[str, bool, list[str]]]
    called: list[tuple[str, str]]


def watched(folder: Path, words: list[str], plant: str = "") -> Did:
    env: dict[str, str] = {**os.environ, "PYTHONPATH": f"{ROOT}:{folder}"}
    if plant:
        (folder / "plants.py").write_text(plant)
        env["BRIEFPACK_PLANT"] = "plants"
    done = subprocess.run(
        [sys.executable, "-m", "tests.reports.watched", *words],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: list[Any] = json.loads(done.stdout.splitlines()[-1])
    return Did(told[0], [tuple(one) for one in told[1]], [tuple(one) for one in told[2]])


def faults(did: Did, folder: Path) -> list[str]:
    """What must not have been opened, or not from there, and who was called."""
    found = [f"called {event} {given}" for event, given in did.called]
    stage = f"{STAGE}-"
    for name, writes, modules in did.opened:
        path = Path(name)
        inside = path.relative_to(folder).parts if path.is_relative_to(folder) else ()
        if inside[:1] == ("out",) or (inside and inside[0].startswith(stage)):
            reader = READERS.get(path.name, PUBLISHER)
            if PUBLISHER not in modules and (writes or reader not in modules):
                found.append(f"{path.name} of the outputs by {modules[:1]}")
        elif writes and name != os.devnull:
            found.append(f"{name} opened for writing by {modules[:1]}")
        elif not writes and (path.is_dir() or (PUBLISHER in modules and path.name in PARTS)):
            continue  # a folder, which holds names alone
        elif path.is_relative_to(folder):
            if GATE not in modules and path.name != "plants.py":
                found.append(f"{path.relative_to(folder)} by {modules[:1]}")
        elif not _of_the_program(path):
            found.append(f"{name} outside, by {modules[:1]}")
    return found


def _of_the_program(path: Path) -> bool:
    real = path.resolve()
    return path == Path(os.devnull) or any(
        real.is_relative_to(place) for place in (*OWN, *INSTALLED)
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project, with a font of its own."""
    import fontpkg_source_sans_3

    made = tmp_path_factory.mktemp("gate")
    project.write(made)
    file = Path(fontpkg_source_sans_3.__path__[0]) / "files" / "SourceSans3[wght].ttf"
    fonts = made / "project" / "looks" / "fonts"
    fonts.mkdir(exist_ok=True)
    shutil.copy(file, fonts / "own.ttf")
    return made / "project"


RUNS = ("print", "template", "recipients")


@pytest.mark.parametrize("name", RUNS)
def test_every_file_comes_through_the_gate(name: str, folder: Path) -> None:
    more = ["--fonts", "looks/fonts"] if name == "template" else []
    did = watched(folder, [*project.SEEDS[name], *more])
    assert did.status == 0
    assert faults(did, folder) == []
    read = {Path(path).name for path, _, modules in did.opened if GATE in modules}
    wanted = {"letter": {"pack.yaml", "table.csv", "guests.yaml"}}.get(
        project.SEEDS[name][1],
        {"pack.yaml", "facts.yaml", "shares.csv", "photo.png", "drawing.svg", "scene.jpg"},
    )
    assert wanted <= read
    assert name != "print" or {"own.yaml", "own-page.yaml", "own-deck.yaml", "en.yaml"} <= read
    assert name != "template" or {"brand.pptx", "own.ttf"} <= read


PLANTS = {
    "a file of the pack": (
        "from pathlib import Path\nPath('pack/shares.csv').read_bytes()\n",
        "pack/shares.csv by",
    ),
    "a file outside": (
        "from pathlib import Path\nPath('../secret/token.txt').read_bytes()\n",
        "token.txt outside",
    ),
    "a file that is written": ("open('pack/more', 'w').close()\n", "more opened for writing"),
    "an output": (
        "import os\nos.makedirs('out', exist_ok=True)\nopen('out/x.pdf', 'w').close()\n",
        "x.pdf of the outputs",
    ),
    "the network": (
        "import socket\ns = socket.socket()\ns.settimeout(1)\n"
        "try:\n    s.connect(('127.0.0.1', 9))\nexcept OSError:\n    pass\ns.close()\n",
        "called socket.connect",
    ),
    "a program": ("import subprocess\nsubprocess.run(['true'])\n", "called subprocess.Popen"),
}


@pytest.mark.parametrize("name", PLANTS)
def test_a_way_around_it_is_seen(name: str, tmp_path: Path) -> None:
    project.write(tmp_path)
    plant, wanted = PLANTS[name]
    folder = tmp_path / "project"
    did = watched(folder, ["list", "blocks", "pack"], plant)
    assert any(wanted in fault for fault in faults(did, folder)), faults(did, folder)
