"""Cold builds of the default pack (screen PDF and deck) against the floor, in the same run.

Every figure is of a whole process, from its start to its end, as the operating system accounts for
it: user and system time, wall time, most memory resident. Processes are run in turn; medians count.

- *build*: ``python build.py`` into an empty folder.
- *floor*: see ``floor.py``: the interpreter, the same imports, and the same two documents drawn by
  the same writers from scenes laid out before.
- *floor, collector as in the build*: the same with the collector of cycles kept away, as
  ``build.py`` does it.
- *build, nothing compiled*: the first run of a fresh checkout, whose modules Python compiles first.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from measure import ROOT, Aim, Cost, close, environment, in_turn, machine, median, run, table

RATIO, CPU, PEAK = 1.6, 1.0, 200.0
"""Aims: CPU of a build in CPU of the floor, seconds of CPU, megabytes."""
DOCUMENTS = ("*.pdf", "*.pptx")


class Bench:
    """The processes, and the folder in which they work."""

    def __init__(self, work: Path) -> None:
        self.work = work
        self.scenes = work / "scenes.pickle"
        self.checkout = work / "checkout"
        self.environment = environment(work / "bytecode")
        self.unpickling: list[float] = []
        for name in ("build.py", "layouts", "reports", "data"):
            _copy(ROOT / name, self.checkout / name)
        self._python("floor.py", "freeze", str(self.scenes))

    def _python(self, script: str, *words: str) -> tuple[Cost, str]:
        folder = ROOT / "benchmarks" if script == "floor.py" else ROOT
        return run([sys.executable, str(folder / script), *words], self.environment)

    def build(self) -> Cost:
        """A build from this checkout."""
        return self._python("build.py", "--out", self._empty("build"))[0]

    def floor(self, *words: str) -> Cost:
        """The documents from scenes."""
        folder = self._empty("floor")
        cost, output = self._python("floor.py", "draw", str(self.scenes), folder, *words)
        if not words:
            self.unpickling.append(float(output))
        return cost

    def collected(self) -> Cost:
        """The same, with the collector as in the build."""
        return self.floor("--collector")

    def first(self) -> Cost:
        """A build from a checkout that was never run; third-party modules are compiled."""
        command = [sys.executable, str(self.checkout / "build.py"), "--out", self._empty("first")]
        return run(command, {**self.environment, "PYTHONDONTWRITEBYTECODE": "1"})[0]

    def same(self) -> bool:
        """Whether floor and build wrote the same bytes."""
        build, floor = (self._written(name) for name in ("build", "floor"))
        return len(build) == len(DOCUMENTS) and build == floor

    def _empty(self, name: str) -> str:
        folder = self.work / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return str(folder)

    def _written(self, name: str) -> dict[str, bytes]:
        found = (path for kind in DOCUMENTS for path in (self.work / name).glob(kind))
        return {path.suffix: path.read_bytes() for path in found}


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(source, target)


def main() -> int:
    """Measure, print, and judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=15, help="runs of each process (15)")
    parser.add_argument("--strict", action="store_true", help="exit status 1 when an aim is missed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        runs: dict[str, Callable[[], Cost]] = {
            "build": bench.build,
            "floor": bench.floor,
            "floor, collector as in the build": bench.collected,
            "build, nothing compiled": bench.first,
        }
        found = in_turn(options.rounds, runs)
        if not bench.same():
            print("the floor did not write the documents of the build", file=sys.stderr)
            return 1
    print(f"{options.rounds} rounds on {machine()}\n")
    rows = [_row(name, median(costs)) for name, costs in found.items()]
    print(table(("process", "CPU s", "wall s", "peak MB"), rows))
    build, floor = median(found["build"]), median(found["floor"])
    unpickling = statistics.median(bench.unpickling[1:])
    print("\nTimes the CPU of the floor:")
    for name in ("floor", "floor, collector as in the build"):
        print(f"{_ratio(found['build'], found[name]):.2f}  {name}")
    without = build.cpu / (floor.cpu - unpickling)
    print(f"{without:.2f}  floor, less the {unpickling:.3f} s in which it unpickles the scenes")
    aims = [
        Aim("times the CPU of the floor", _ratio(found["build"], found["floor"]), RATIO),
        Aim("CPU of the build", build.cpu, CPU, " s"),
        Aim("memory of the build", build.peak, PEAK, " MB"),
    ]
    return close(aims, options.strict)


def _row(name: str, cost: Cost) -> tuple[str, str, str, str]:
    return name, f"{cost.cpu:.3f}", f"{cost.wall:.3f}", f"{cost.peak:.0f}"


def _ratio(build: list[Cost], other: list[Cost]) -> float:
    """The median over the rounds of the ratio within one round."""
    return statistics.median(a.cpu / b.cpu for a, b in zip(build, other, strict=True))


if __name__ == "__main__":
    sys.exit(main())
