"""What tags and the print edition cost: CPU of whole builds of the PDF, in turn, medians.

- *plain*: ``build.py --to pdf`` with every mark behind the cover owned by nothing and no link, so
  that the writer draws the same pages without structure, tags, outline and annotations: the floor.
- *tagged*: ``build.py --to pdf``, the screen edition as it is.
- *both*: ``build.py --to pdf,print``, the screen edition and the print edition.

Aim: *both* costs at most 1.6 times *plain*.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from measure import ROOT, Aim, Cost, close, environment, in_turn, machine, median, run, table

RATIO = 1.6
MODES = {"plain": "pdf", "tagged": "pdf", "both": "pdf,print"}


def build(mode: str, out: str) -> None:
    """One build in this process."""
    sys.path.insert(0, str(ROOT))
    from layouts.scene import LinkItem
    from reports import cli, edition

    if mode == "plain":
        compose = edition.Edition.compose

        def bare(one: edition.Edition, medium: str):  # type: ignore[no-untyped-def]
            scene, telling = compose(one, medium)
            if medium == "page":
                for page in scene.pages[1:]:
                    for fragment in page.fragments:
                        fragment.items = [i for i in fragment.items if not isinstance(i, LinkItem)]
                        for item in fragment.items:
                            item.node = None
                del scene.tree.children[1:]
            return scene, telling

        edition.Edition.compose = bare  # type: ignore[method-assign]
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115 - facts on bare pages are not found
    raise SystemExit(cli.main(["build", "--quiet", "--to", MODES[mode], "--out", out]))


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=11, help="builds of each kind (11)")
    parser.add_argument("--strict", action="store_true", help="status 1 when an aim is missed")
    parser.add_argument("--mode", choices=MODES, help=argparse.SUPPRESS)
    parser.add_argument("--out", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.mode:
        build(options.mode, options.out)
    with tempfile.TemporaryDirectory() as folder:
        settings = environment(Path(folder) / "bytecode")

        def one(mode: str) -> Cost:
            out = str(Path(folder) / mode)
            command = [sys.executable, str(Path(__file__)), "--mode", mode, "--out", out]
            return run(command, settings)[0]

        runs = {mode: (lambda mode=mode: one(mode)) for mode in MODES}  # type: ignore[misc]
        costs = {mode: median(found) for mode, found in in_turn(options.rounds, runs).items()}
    floor = costs["plain"].cpu
    print(f"{options.rounds} rounds on {machine()}\n")
    rows = [(mode, f"{cost.cpu:.3f}", f"{cost.cpu / floor:.2f}") for mode, cost in costs.items()]
    print(table(("build", "CPU s", "times plain"), rows))
    ratio = costs["both"].cpu / floor
    return close([Aim("tags and print edition, times plain", ratio, RATIO, "")], options.strict)


if __name__ == "__main__":
    sys.exit(main())
