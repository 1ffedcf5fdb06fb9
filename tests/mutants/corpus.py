"""Many mutants, one after the other: made, run, judged, and counted.

As a module: ``python -m tests.mutants.corpus --seed 1 --count 500`` prints what is wrong and the
numbers.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.mutants.generator import Mutant, mutant
from tests.mutants.judging import Outcome, Said, Tree, complaints, said, tree
from tests.mutants.project import SEEDS, copied, write
from tests.mutants.running import Press, Run


@dataclass
class Count:
    """Numbers over many mutants."""

    statuses: Counter[int] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    said: Said = field(default_factory=Said)
    slowest: tuple[float, str] = (0.0, "")
    largest: tuple[float, str] = (0.0, "")
    longest: tuple[float, str] = (0.0, "")
    faults: list[str] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)
    """Refusals of which a message has no line."""

    def add(self, outcome: Outcome) -> None:
        """Count one."""
        run = outcome.run
        self.statuses[run.status] += 1
        self.verdicts[outcome.verdict] += 1
        if run.status in (2, 3):
            self.slowest = max(self.slowest, (run.seconds, outcome.name))
            self.largest = max(self.largest, (run.megabytes, outcome.name))
            told = said(run.err)
            self.said.placed += told.placed
            self.said.named += told.named
            self.said.others += told.others
            if told.named or told.others:
                self.unplaced.append(f"{outcome.name}: {run.err.splitlines()[0]}")
        else:
            self.longest = max(self.longest, (run.seconds, outcome.name))

    @property
    def share(self) -> float:
        """Of messages with file and line."""
        return self.said.placed / self.said.all if self.said.all else 1.0

    def __str__(self) -> str:
        refused = self.statuses[2] + self.statuses[3]
        return (
            f"{self.statuses.total()} mutants ({dict(self.verdicts)}): {refused} refused, "
            f"{self.statuses[0] + self.statuses[1]} made; statuses {dict(self.statuses)}\n"
            f"messages: {self.said.all}, {100 * self.share:.1f} per cent with file and line, "
            f"{self.said.named} with a file or option alone, {len(self.said.others)} others\n"
            f"slowest refusal {self.slowest[0]:.2f} s: {self.slowest[1]}\n"
            f"largest refusal {self.largest[0]:.0f} MB: {self.largest[1]}\n"
            f"longest build {self.longest[0]:.2f} s: {self.longest[1]}\n"
            f"{len(self.faults)} complaints"
        )


class Bench:
    """The sound project, built once for each seed, and the press that runs its mutants."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sound = folder / "sound"
        write(self.sound)
        self._press = Press()
        self._built: dict[str, Path] = {}

    def close(self) -> None:
        """End the press."""
        self._press.close()

    def __enter__(self) -> Bench:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def place(self) -> Path:
        """An empty folder for a mutant; what was there before is gone."""
        place = self.folder / "one"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        return place

    def outcome(self, one: Mutant, *, checked: bool = True, press: Press | None = None) -> Outcome:
        """What comes of a mutant that stands in :meth:`place`; ``press`` has another program."""
        root = one.project.root
        place = root.parent
        out = root / "out"
        shutil.copytree(self.built(one.seed), out)
        temporary = place / "temporary"
        temporary.mkdir()
        before, project = tree(out), _without(tree(root), "out/")
        run = (press or self._press).run(one.project.words, root, temporary)
        outcome = Outcome(one.name, one.verdict, run, before, tree(out))
        outcome.project = project, _without(tree(root), "out/")
        outcome.temporary = tree(temporary)
        outcome.recipients = "--recipients" in one.project.words
        if checked and run.status in (0, 1) and not outcome.recipients:
            outcome.check = self._checked(one, root, temporary)
        elif checked:
            words = _others(one)
            outcome.other = " ".join(words), self._press.run(words, root, temporary)
        return outcome

    def _checked(self, one: Mutant, root: Path, temporary: Path) -> Run:
        words = ["check", *one.project.words[1:]]
        while "--to" in words:
            at = words.index("--to")
            del words[at : at + 2]
        return self._press.run(words, root, temporary)

    def built(self, seed: str) -> Path:
        """The output folder of the sound project."""
        if seed not in self._built:
            place = self.folder / f"built-{seed}"
            project = copied(self.sound, place, SEEDS[seed])
            (place / "temporary").mkdir()
            run = self._press.run(project.words, project.root, place / "temporary")
            assert run.status == 0, run.err
            self._built[seed] = project.root / "out"
        return self._built[seed]


def _others(one: Mutant) -> list[str]:
    """Another verb on a project that was refused, one after the other."""
    words = one.project.words
    pack = words[1] if len(words) > 1 else "pack"
    looks = ["--layouts", "looks"] if "looks" in words else []
    audience = ["-a", "own"] if "own" in words else []
    verbs = (
        ["list", "blocks", pack],
        ["list", "facts", pack, "--format", "json"],
        ["list", "sources", pack],
        ["list", "audiences", *looks],
        ["explain", "theme.inks", pack, *audience, *looks],
        ["explain", "pages.text", *audience, *looks, "--format", "json"],
        ["doctor", *audience, *looks],
        ["doctor", "--template", "looks/templates/brand.pptx"],
        ["check", pack, *audience, *looks, "-o", "out"],
    )
    return verbs[sum(one.name.encode()) % len(verbs)]


def _without(found: Tree, prefix: str) -> Tree:
    return {name: data for name, data in found.items() if not name.startswith(prefix)}


def judged(bench: Bench, seed: int, numbers: Iterable[int], count: Count) -> Iterator[str]:
    """Complaints about the mutants of these numbers, with their names."""
    for number in numbers:
        one = mutant(seed, number, bench.sound, bench.place())
        outcome = bench.outcome(one)
        count.add(outcome)
        for complaint in complaints(outcome):
            fault = f"{one.name} [{one.verdict}]: {complaint}"
            count.faults.append(fault)
            yield fault


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="keep the last mutant here")
    options = parser.parse_args()
    count = Count()
    with tempfile.TemporaryDirectory() as folder, Bench(Path(folder)) as bench:
        numbers = range(options.first, options.first + options.count)
        for fault in judged(bench, options.seed, numbers, count):
            print(fault, flush=True)
        if options.keep:
            shutil.copytree(Path(folder) / "one", options.keep, symlinks=True)
    print("\n".join(f"no line: {one}" for one in count.unplaced))
    print(count)
    return 1 if count.faults else 0


if __name__ == "__main__":
    sys.exit(main())
