"""Mutants by number: the same seed and number give the same mutant."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.mutants import looks, options, paths, pictures, presentations, sheets, yamltext, yamltree
from tests.mutants.base import (
    NONSENSE,
    PERHAPS,
    SENSE,
    Family,
    InapplicableError,
    Operator,
    Project,
)
from tests.mutants.project import SEEDS, copied

WEIGHTS: dict[str, tuple[Family, int]] = {
    family.name: (family, weight)
    for family, weight in (
        (yamltext.TEXT, 20),
        (yamltree.TREE, 27),
        (looks.LOOKS, 12),
        (sheets.SHEETS, 9),
        (pictures.PICTURES, 8),
        (pictures.DRAWINGS, 4),
        (paths.PATHS, 6),
        (paths.LOOKS, 4),
        (presentations.TEMPLATES, 5),
        (sheets.TABLES, 4),
        (options.OPTIONS, 5),
    )
}
"""Families, and how many of a hundred mutants are of each."""
TWICE = 0.2
"""Share of the mutants that have two changes."""
GENTLE = 0.5
"""Share of those that may be made or must be, where the family has any."""
TRIES = 50


@dataclass
class Mutant:
    """A project that was changed."""

    name: str
    verdict: str
    seed: str
    project: Project


def operators() -> list[tuple[Family, Operator]]:
    """All of them."""
    return [(family, one) for family, _ in WEIGHTS.values() for one in family.operators]


def mutant(seed: int, number: int, sound: Path, folder: Path) -> Mutant:
    """The mutant of this number, in ``folder``; ``sound``: the folder with the sound project."""
    random = Random(f"{seed}/{number}")
    family = random.choices(
        [family for family, _ in WEIGHTS.values()], [weight for _, weight in WEIGHTS.values()]
    )[0]
    start = random.choice(family.seeds)
    project = copied(sound, folder, SEEDS[start])
    first = _applied(random, family, project, start, again=False)
    assert first is not None, f"nothing of {family.name} can be done"
    changes = [first]
    if random.random() < TWICE and first.verdict == PERHAPS:
        second = _applied(random, family, project, start, again=True)
        changes += [second] if second is not None else []
    verdicts = [one.verdict for one in changes]
    verdict = NONSENSE if NONSENSE in verdicts else PERHAPS if PERHAPS in verdicts else SENSE
    done = "+".join(one.name for one in changes)
    name = f"{seed}/{number} {family.name}/{done} ({start}): {'; '.join(project.notes)}"
    return Mutant(name, verdict, start, project)


def _applied(
    random: Random, family: Family, project: Project, start: str, *, again: bool
) -> Operator | None:
    """Apply one operator that can be; ``again``: to what another one has changed already, so that
    it may be no YAML or CSV any more."""
    gentle = [one for one in family.operators if one.verdict != NONSENSE]
    for _ in range(TRIES):
        some = gentle if gentle and random.random() < GENTLE else family.operators
        one = random.choice(some)
        try:
            if not one.seed or one.seed == start:
                one.change(random, project)
                return one
        except InapplicableError:
            continue
        except Exception:
            if not again:
                raise
    return None
