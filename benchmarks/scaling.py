"""Cost of builds of 12 to 300 pages: packs that repeat the sections of the shipped one.

Every build is a process of its own. It first builds the shortest pack, so that imports, fonts and
dictionaries are in place, and then its own pack, of which is told: the CPU time of telling and
composing, and of writing, for the briefing and for the deck; and that of the whole build, from
reading the YAML to the manifest. Sizes are taken in turn; medians of the rounds count.

The aim: 300 pages cost at most 27 times as much as 12, that is 1.08 times as much per page.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from measure import ROOT, Aim, close, environment, machine, run, table
from packs import repeated

sys.path.insert(0, str(ROOT))

SIZES = ((1, 1), (4, 1), (11, 1), (11, 3))
"""How often the sections, and the blocks in each, are repeated: 13, 45, 121 and 302 pages."""
PER_PAGE = 27 / (300 / 12)
"""Aim: cost per page or slide in that of the shortest pack."""


class Build(NamedTuple):
    """One build; seconds of CPU."""

    pages: int
    slides: int
    compose_pages: float
    write_pdf: float
    compose_slides: float
    write_pptx: float
    whole: float
    peak: float
    """Megabytes, of the process."""

    @property
    def per_page(self) -> float:
        """Milliseconds for laying out and writing one page."""
        return 1000 * (self.compose_pages + self.write_pdf) / self.pages

    @property
    def per_slide(self) -> float:
        """Milliseconds for laying out and writing one slide."""
        return 1000 * (self.compose_slides + self.write_pptx) / self.slides


def timed(pack: Path, out: Path) -> dict[str, float]:
    """Build ``pack`` and say what each part took; in this process."""
    pipeline: Any = import_module("reports.pipeline")
    edition: Any = import_module("reports.edition")

    spent: dict[str, float] = {}
    counts: dict[str, int] = {}

    def watch(name: str, function: Any) -> Any:
        def watched(*args: Any, **more: Any) -> Any:
            begun = time.process_time()
            result = function(*args, **more)
            spent[name] = time.process_time() - begun
            return result

        return watched

    def composing(one: Any, medium: str) -> Any:
        scene, telling = watch(medium, compose)(one, medium)
        counts[f"{medium}s"] = len(scene.pages)
        return scene, telling

    compose, writer = edition.Edition.compose, edition.writers.writer
    edition.Edition.compose = composing
    edition.writers.writer = lambda name, **more: watch(name, writer(name, **more))
    try:
        watch("whole", pipeline.build)(str(pack), None, out, ("pdf", "pptx"))
    finally:
        edition.Edition.compose = compose
        edition.writers.writer = writer
    return {**spent, **counts}


def one(shortest: Path, pack: Path, out: Path) -> None:
    """What a process does: build the shortest pack, then ``pack``, and print what that took."""
    from reports.command import YOUNG

    gc.set_threshold(YOUNG, 20, 50)
    timed(shortest, out / "before")
    print(json.dumps(timed(pack, out / "counted")))
    gc.freeze()


def measured(packs: list[Path], rounds: int, work: Path) -> list[list[Build]]:
    """``rounds`` builds of each pack."""
    settings = environment(work / "bytecode")
    found: list[list[Build]] = [[] for _ in packs]
    for n in range(rounds):
        for builds, pack in zip(found, packs, strict=True):
            out = work / "out" / f"{pack.name}-{n}"
            command = [sys.executable, __file__, "--one", str(packs[0]), str(pack), str(out)]
            cost, output = run(command, settings)
            told = json.loads(output)
            builds.append(
                Build(
                    *(told["pages"], told["slides"], told["page"], told["pdf"]),
                    *(told["slide"], told["pptx"], told["whole"], cost.peak),
                )
            )
    return found


def main() -> int:
    """Measure, print, and judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5, help="builds of each size (5)")
    parser.add_argument("--strict", action="store_true", help="exit status 1 when an aim is missed")
    parser.add_argument("--one", nargs=3, type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        one(*options.one)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        packs = [repeated(work / f"pack{s}x{b}", s, b) for s, b in SIZES]
        found = measured(packs, options.rounds, work)
    rows = [_median(builds) for builds in found]
    print(f"{options.rounds} rounds on {machine()}\n")
    print(table(HEAD, [_row(build) for build in rows]))
    small, large = rows[0], rows[-1]
    times = large.pages / small.pages
    pages, slides = f"{large.pages} and {small.pages}", f"{large.slides} and {small.slides}"
    aims = [
        Aim(f"a page, of {pages}", large.per_page / small.per_page, PER_PAGE),
        Aim(f"a slide, of {slides}", large.per_slide / small.per_slide, PER_PAGE),
        Aim(f"the whole build, of {pages} pages", large.whole / small.whole, PER_PAGE * times),
    ]
    return close(aims, options.strict)


HEAD = (
    *("pages", "slides", "compose pages s", "write PDF s", "ms a page"),
    *("compose slides s", "write deck s", "ms a slide", "whole build s", "peak MB"),
)


def _median(builds: list[Build]) -> Build:
    """The median of each time; pages and slides are those of every build."""
    pages, slides, *times = (statistics.median(column) for column in zip(*builds, strict=True))
    return Build(int(pages), int(slides), *times)


def _row(build: Build) -> tuple[str, ...]:
    return (
        f"{build.pages}",
        f"{build.slides}",
        f"{build.compose_pages:.3f}",
        f"{build.write_pdf:.3f}",
        f"{build.per_page:.1f}",
        f"{build.compose_slides:.3f}",
        f"{build.write_pptx:.3f}",
        f"{build.per_slide:.1f}",
        f"{build.whole:.2f}",
        f"{build.peak:.0f}",
    )


if __name__ == "__main__":
    sys.exit(main())
