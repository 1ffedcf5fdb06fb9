"""What surrounds a run has no part in it: variables, folders, and where its words go."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.broken.base import write_good

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, str(ROOT / "build.py")]
TWO = ("-a", "press", "--to", "pdf")
USUAL = {"PATH": os.environ["PATH"], "HOME": "/tmp", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def run(
    words: list[str], folder: Path, env: dict[str, str], shell: str = ""
) -> subprocess.CompletedProcess[bytes]:
    """The command in ``folder``; ``shell``: redirections after it."""
    if shell:
        return subprocess.run(
            ["bash", "-c", f'"$@" {shell}', "bash", *COMMAND, *words],
            cwd=folder,
            env=env,
            capture_output=True,
            check=False,
        )
    return subprocess.run([*COMMAND, *words], cwd=folder, env=env, capture_output=True, check=False)


def built(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("good")
    write_good(folder)
    return folder


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack with two faults, one of them in letters that not every terminal has."""
    folder = tmp_path_factory.mktemp("wrong")
    write_good(folder)
    path = folder / "pack.yaml"
    path.write_text(path.read_text() + "größe: 中\nother: 1\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def usual(pack: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The documents as they are made where nothing is odd."""
    out = tmp_path_factory.mktemp("usual") / "out"
    assert run([str(pack), *TWO, "-o", str(out)], out.parent, USUAL).returncode == 0
    return built(out)


NOBODY = {"PATH": os.environ["PATH"]}
SURROUNDINGS = {
    "nothing": NOBODY,
    "an odd zone": {**NOBODY, "TZ": "Nowhere/At_All", "HOME": "/nonexistent"},
    "a far zone": {**USUAL, "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"},
    "ASCII": {**USUAL, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "no such locale": {**USUAL, "LC_ALL": "xx_XX.UTF-8", "PYTHONHASHSEED": "7"},
    "variables of reportlab": {**USUAL, "RL_useA85": "1", "RL_pageCompression": "0"},
}


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_the_documents_are_the_same(
    name: str, pack: Path, usual: dict[str, bytes], tmp_path: Path
) -> None:
    done = run([str(pack), *TWO, "-o", str(tmp_path / "out")], tmp_path, SURROUNDINGS[name])
    assert done.returncode == 0, done.stderr
    assert built(tmp_path / "out") == usual


def test_settings_in_the_home_folder_and_the_working_folder_are_not_run(
    pack: Path, usual: dict[str, bytes], tmp_path: Path
) -> None:
    for name in (".reportlab_settings", ".reportlab_mods"):
        (tmp_path / name).write_text("raise SystemExit('executed')\n")
    for name in ("reportlab_settings.py", "reportlab_mods.py"):
        (tmp_path / name).write_text("raise SystemExit('executed')\n")
    env = {**USUAL, "HOME": str(tmp_path), "PYTHONPATH": str(tmp_path)}
    done = run([str(pack), *TWO, "-o", "out"], tmp_path, env)
    assert done.returncode == 0, done.stderr
    assert built(tmp_path / "out") == usual


ASCII = SURROUNDINGS["ASCII"]


def test_what_a_terminal_cannot_show_is_escaped(wrong: Path, tmp_path: Path) -> None:
    done = run([str(wrong), "-o", "out"], tmp_path, ASCII)
    assert done.returncode == 2
    assert b"unknown-key: key 'gr\\xf6\\xdfe'" in done.stderr
    assert b"Traceback" not in done.stderr
    done = run(["list", "packs", "--format", "json"], ROOT, ASCII)
    assert done.returncode == 0, done.stderr


LOST = (">&-", ">/dev/full", "| true", "2>&-", "2>/dev/full", "2>&1 | true", ">&- 2>&-", "<&-")
"""Outputs that take nothing, or not all."""
THOROUGH = (">&- 2>&-", ">/dev/full", "2>&1 | true")
"""Those with which documents are made, too."""
KEEP = "; exit ${PIPESTATUS[0]}"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device")
@pytest.mark.parametrize("where", LOST)
def test_the_status_is_that_of_the_work(
    where: str, pack: Path, wrong: Path, tmp_path: Path
) -> None:
    cases = ((wrong, 2), (pack, 0)) if where in THOROUGH else ((wrong, 2),)
    for folder, status in cases:
        out = tmp_path / f"out{status}"
        done = run([str(folder), *TWO, "-o", str(out)], tmp_path, USUAL, where + KEEP)
        assert done.returncode == status, (where, done)
        assert b"Traceback" not in done.stdout + done.stderr
        assert b"Exception ignored" not in done.stderr
        assert out.exists() == (status == 0)
        assert run(["--zq"], tmp_path, USUAL, where + KEEP).returncode == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device")
def test_a_list_that_cannot_be_printed_is_said_to_be(tmp_path: Path) -> None:
    done = run(["list", "rules"], tmp_path, USUAL, ">/dev/full")
    assert done.returncode == 3
    assert done.stderr == b"standard output: No space left on device\n"
    done = run(["list", "rules"], tmp_path, USUAL, f"| true{KEEP}")
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.fixture
def made(pack: Path, tmp_path: Path) -> list[str]:
    """The words that check what was built, both documents of it, in a folder ``out``."""
    words = [str(pack), "-a", "press", "-o", "out"]
    assert run(words, tmp_path, USUAL).returncode == 0
    return ["check", *words]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device")
def test_results_that_cannot_be_printed_are_said_to_be(made: list[str], tmp_path: Path) -> None:
    (tmp_path / "none.json").write_text('{"format": 1, "packs": {}}')
    for words in ([*made, "--format", "sarif"], ["diff", "none.json", "out", "--exit-code"]):
        done = run(words, tmp_path, USUAL, ">/dev/full")
        assert done.returncode == 3, words
        assert done.stderr.endswith(b"standard output: No space left on device\n")


def test_findings_count_when_nobody_reads_them_to_the_end(made: list[str], tmp_path: Path) -> None:
    document = tmp_path / "out" / "small-press-en.pdf"
    document.write_bytes(document.read_bytes() + b" ")
    assert run(made, tmp_path, USUAL).returncode == 1
    assert run(made, tmp_path, USUAL, f"| true{KEEP}").returncode == 1


@pytest.mark.parametrize(
    "words",
    [["a\x1b[31m\x7f"], ["buenos-aires", "--recipients", "\x7f\x9b"]],
    ids=["pack", "table"],
)
def test_names_that_steer_terminals_are_told_by_their_numbers(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    from reports import cli

    assert cli.main(["build", *words]) == 2
    said = capsys.readouterr().err
    assert "\\x7f" in said
    assert not [char for char in said if not char.isprintable() and char != "\n"]
