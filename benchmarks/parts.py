"""Where the CPU time of a cold build goes: one row for each part of the process, medians.

The parts are those of ``python build.py`` without arguments, in order. Watching them costs next to
nothing: a dozen calls of a clock.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from pathlib import Path

from measure import environment, machine, run, table

PARTS = {
    "start": "the interpreter, until its first line of ours",
    "engine": "import: command line, reading, telling, composing",
    "read": "read pack, audience, theme, masters, language; check fonts (imports PyYAML)",
    "page": "tell and compose the pages",
    "slide": "tell and compose the slides",
    "import pdf": "import: PDF writer, reportlab",
    "pdf": "write the PDF",
    "import pptx": "import: deck writer",
    "pptx": "write the deck",
    "rest": "manifest, publishing, end of the process",
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=15, help="builds (15)")
    options = parser.parse_args()
    script = str(Path(__file__).with_name("watched.py"))
    found: dict[str, list[float]] = {name: [] for name in PARTS}
    with tempfile.TemporaryDirectory() as folder:
        settings = environment(Path(folder) / "bytecode")
        for n in range(options.rounds + 1):
            cost, output = run([sys.executable, script, str(Path(folder) / str(n))], settings)
            spent = json.loads(output)
            spent["rest"] = cost.cpu - sum(spent.values())
            for name in PARTS if n else ():
                found[name].append(1000 * spent[name])
    print(f"{options.rounds} rounds on {machine()}\n")
    rows = [(PARTS[name], f"{statistics.median(times):.0f}") for name, times in found.items()]
    print(table(("part", "CPU ms"), rows))


if __name__ == "__main__":
    main()
