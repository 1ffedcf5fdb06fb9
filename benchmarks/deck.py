"""Sixteen slides with five charts: our writer beside plain python-pptx code, in the same run.

Every figure is of a whole process, from its start to its end, as the operating system accounts for
it. Processes are run in turn; medians count. What the two programs do is told in ``talks.py``; that
their decks say the same is made sure of before anything is printed.

- *our writer*: the deck from a scene laid out before, without fonts, as python-pptx embeds none.
- *our writer, fonts embedded*: the same, with the fonts of the slides, as a build does it.
- *python-pptx*: the same shapes by plain code.
- *whole build*: ``python build.py benchmarks/talk --to pptx``, from YAML, with fonts; it lays out
  the pages, too, which the manifest tells of.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from measure import ROOT, Aim, Cost, close, environment, in_turn, machine, median, run, table
from talks import PACK, shapes

RATIO = 1.0
"""Aim: CPU of our writer in CPU of python-pptx."""
SLIDES, CHARTS = 16, 5
OURS, FONTS, PLAIN, BUILD = (
    *("our writer", "our writer, fonts embedded"),
    *("python-pptx", "whole build"),
)


class Bench:
    """The processes, and the folder in which they work."""

    def __init__(self, work: Path) -> None:
        self.work = work
        self.environment = environment(work / "bytecode")
        self._talks("freeze")

    def _python(self, script: str, *words: str) -> Cost:
        return run([sys.executable, str(ROOT / script), *words], self.environment)[0]

    def _talks(self, what: str, *words: str) -> Cost:
        return self._python("benchmarks/talks.py", what, str(self.work), *words)

    def ours(self) -> Cost:
        """Our writer without fonts."""
        return self._talks("ours", str(self.file(OURS)))

    def fonts(self) -> Cost:
        """Our writer with fonts."""
        return self._talks("ours", str(self.file(FONTS)), "--fonts")

    def plain(self) -> Cost:
        """python-pptx."""
        return self._talks("plain", str(self.file(PLAIN)))

    def build(self) -> Cost:
        """From YAML."""
        out = str(self.work / "build")
        return self._python("build.py", str(PACK), "--audience", "base", "--to", "pptx", "-o", out)

    def file(self, name: str) -> Path:
        """The deck that a process writes."""
        return self.work / f"{name}.pptx"


def said(file: Path) -> list[object]:
    """What a deck says, whatever shapes it is in: texts, tables and charts of each slide, notes."""
    out: list[object] = []
    for slide in shapes(file):
        told = [
            [value for key, value in sorted(shape.items()) if key not in ("box", "kind")]
            for shape in slide["shapes"]
        ]
        out.append((sorted(map(str, told)), slide["notes"]))
    return out


def unlike(bench: Bench) -> str:
    """How the decks are not what they should be; empty when they are."""
    told = shapes(bench.file(OURS))
    charts = sum(shape["kind"] == "chart" for slide in told for shape in slide["shapes"])
    if (len(told), charts) != (SLIDES, CHARTS):
        return f"{len(told)} slides with {charts} charts"
    decks = [said(bench.file(name)) for name in (OURS, FONTS, PLAIN)]
    return "" if decks[0] == decks[1] == decks[2] else "the decks do not say the same"


def main() -> int:
    """Measure, print, and judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=15, help="runs of each process (15)")
    parser.add_argument("--strict", action="store_true", help="exit status 1 when an aim is missed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        runs: dict[str, Callable[[], Cost]] = {
            OURS: bench.ours,
            FONTS: bench.fonts,
            PLAIN: bench.plain,
            BUILD: bench.build,
        }
        found = in_turn(options.rounds, runs)
        if fault := unlike(bench):
            print(fault, file=sys.stderr)
            return 1
        [built] = (bench.work / "build").glob("*.pptx")
        sizes = {name: bench.file(name).stat().st_size for name in (OURS, FONTS, PLAIN)}
        sizes[BUILD] = built.stat().st_size
    print(f"{options.rounds} rounds on {machine()}\n")
    rows = [_row(name, median(costs), sizes[name]) for name, costs in found.items()]
    print(table(("process", "CPU s", "wall s", "peak MB", "file kB"), rows))
    print("\nTimes the CPU of python-pptx:")
    for name in (OURS, FONTS, BUILD):
        print(f"{_ratio(found[name], found[PLAIN]):.2f}  {name}")
    aim = Aim("times the CPU of python-pptx", _ratio(found[OURS], found[PLAIN]), RATIO)
    return close([aim], options.strict)


def _row(name: str, cost: Cost, size: int) -> tuple[str, ...]:
    return name, f"{cost.cpu:.3f}", f"{cost.wall:.3f}", f"{cost.peak:.0f}", f"{size / 1000:.0f}"


def _ratio(ours: list[Cost], other: list[Cost]) -> float:
    """The median over the rounds of the ratio within one round."""
    return statistics.median(a.cpu / b.cpu for a, b in zip(ours, other, strict=True))


if __name__ == "__main__":
    sys.exit(main())
