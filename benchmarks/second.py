"""Second runs, which have nothing to do, against the floor of reading the pack, in the same run.

- *second run*: ``python build.py`` after it has built the pack, with nothing changed since.
- *floor*: the interpreter, ``import yaml``, and every file of the pack read and parsed by the
  quickest loader that PyYAML has (``CSafeLoader``).
- *nothing*: the interpreter alone.

The second run reads no YAML: it hashes what the first run read and made. That it writes nothing is
held by ``tests/regeneration``, which watches its folders with inotify.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from measure import ROOT, Aim, Cost, close, environment, in_turn, machine, median, run, table

RATIO = 1.5
"""Aim: CPU of a second run in CPU of the floor."""
READING = """
import pathlib, sys, yaml
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    text = path.read_text("utf-8")
    if path.suffix == ".yaml":
        yaml.load(text, Loader=yaml.CSafeLoader)
"""


def main() -> int:
    """Measure, print, and judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=25, help="runs of each process (25)")
    parser.add_argument("--audience", default="delegation", help="audiences of the builds")
    parser.add_argument("--strict", action="store_true", help="exit status 1 when an aim is missed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        settings = {**environment(work / "bytecode"), "BRIEFPACK_CACHE": str(work / "cache")}
        words = [str(ROOT / "build.py"), "-a", options.audience, "--out", str(work / "out")]
        pack = str(ROOT / "data" / "buenos-aires")

        def python(*more: str) -> tuple[Cost, str]:
            return run([sys.executable, *more], settings)

        cost, told = python(*words)
        again = python(*words)[1]
        if "written" in again or again != told.replace("written", "unchanged"):
            print("the second run had something to do", file=sys.stderr)
            return 1
        found = in_turn(
            options.rounds,
            {
                "second run": lambda: python(*words)[0],
                "floor": lambda: python("-c", READING, pack)[0],
                "nothing": lambda: python("-c", "pass")[0],
            },
        )
    print(f"{options.rounds} rounds on {machine()}; the first run took {cost.cpu:.2f} s of CPU\n")
    rows = [
        (name, f"{one.cpu * 1000:.0f}", f"{one.wall * 1000:.0f}", f"{one.peak:.0f}")
        for name, one in ((name, median(costs)) for name, costs in found.items())
    ]
    print(table(("process", "CPU ms", "wall ms", "peak MB"), rows))
    pairs = zip(found["second run"], found["floor"], strict=True)
    ratio = statistics.median(a.cpu / b.cpu for a, b in pairs)
    return close([Aim("times the CPU of the floor", ratio, RATIO)], options.strict)


if __name__ == "__main__":
    sys.exit(main())
