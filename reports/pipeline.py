"""The pipeline: from a pack's folder to published files, for one audience or many."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timezone
from functools import partial
from pathlib import Path
from typing import Any

from layouts.problems import InputError, Problem, Problems, ResourceError
from layouts.readings import CHANGED, Readings, recording
from reports import manifest
from reports.brand import Choice
from reports.cache import digest as digest_of
from reports.clock import source_date, today
from reports.earlier import Earlier
from reports.edition import MEDIA, Edition
from reports.editions import Request, editions, told_inputs
from reports.fit import fitted
from reports.made import Made
from reports.manifest import given_up
from reports.pack import Identity
from reports.pool import Lost, run
from reports.progress import Progress
from reports.publish import locked, publish, settle
from reports.staleness import holds_until_among, shown, stale_among

EPOCH = datetime(2019, 3, 22, tzinfo=timezone.utc)
"""Date in the files when SOURCE_DATE_EPOCH is not set: fixed, so that bytes do not change."""
MANIFEST = "manifest.json"
ENDINGS = {"print": "-print.pdf"}
"""Endings of file names, where they are not a dot and the target."""


@dataclass
class Result:
    """What a run made."""

    request: Request
    read: Readings = field(default_factory=Readings)
    """What it was made from."""
    lines: dict[str, str] = field(default_factory=dict)
    """What is said of each document, and of what they gave up."""
    said: dict[str, str] = field(default_factory=dict)
    """The same, as the next run would say it if nothing changes."""
    warnings: list[Problem] = field(default_factory=list)
    made: dict[str, str] = field(default_factory=dict)
    """SHA-256 of every file that must be there afterwards, by name."""
    until: date | None = None
    """The day from which on other warnings are due; None: they stay."""


def date_of_build() -> datetime:
    """SOURCE_DATE_EPOCH, or a fixed date: there is no clock in the outputs."""
    return source_date() or EPOCH


def build(
    pack_name: str | None,
    audiences: str | None,
    out: Path,
    targets: Sequence[str] | None = None,
    own_layouts: Path | None = None,
    progress: Progress | None = None,
    choice: Choice | None = None,
    settings: Sequence[str] = (),
    jobs: int = 1,
    cache: Path | None = None,
) -> Result:
    """Make the documents of every audience asked for and publish them with the manifest.

    ``targets``: keys of :data:`MEDIA`; None: what each audience says. ``jobs`` processes work side
    by side (0: as many as there are cores). Editions that the ``cache`` knows, and whose documents
    are still there, are not made again.
    """
    if progress:
        progress.step("reading")
    settle(out)
    request = Request(pack_name, audiences, own_layouts, choice or Choice(), tuple(settings))
    job = Job(request, None if targets is None else tuple(targets), date_of_build())
    try:
        return _build(job, out, jobs, cache, progress)
    except OvertakenError:
        return _build(job, out, jobs, None, progress)


def _build(job: Job, out: Path, jobs: int, cache: Path | None, progress: Progress | None) -> Result:
    with recording() as read:
        wanted = job.editions()
        earlier = Earlier(cache, out, job.request, job.targets, job.date, read) if cache else None
        made = _made(job, wanted, jobs, earlier, progress)
    problems = {problem for one in made for problem in one.problems}
    if problems:
        raise InputError(sorted(problems, key=lambda p: (p.place, p.code, p.found)))
    if earlier is not None:
        for edition, one in zip(wanted, made, strict=True):
            if one.files:
                earlier.keep(edition, one)
    result = Result(job.request, read)
    result.warnings, result.until = _warnings(wanted, made)
    files = {name: data for one in made for name, data in one.files.items()}
    entries = {edition.audience_name: one.entry for edition, one in zip(wanted, made, strict=True)}
    changed, book = release(out, wanted, files, entries)
    names = [name for one in made for name in one.entry["files"]]
    for name in (*names, MANIFEST):
        result.lines[name] = f"{out / name}  {'written' if name in changed else 'unchanged'}"
        result.said[name] = f"{out / name}  unchanged"
    told = {line: line for name, entry in entries.items() for line in given_up(name, entry)}
    result.lines |= told
    result.said |= told
    result.made = {
        name: file["sha256"] for entry in entries.values() for name, file in entry["files"].items()
    }
    result.made[MANIFEST] = manifest.digest(book)
    return result


def _warnings(wanted: Sequence[Edition], made: Sequence[Made]) -> tuple[list[Problem], date | None]:
    """What the editions give to think about, each thing once, and the day from which on it is
    something else; None: never."""
    found = [warning for edition in wanted for warning in edition.pack.warnings]
    for edition, one in zip(wanted, made, strict=True):
        found += one_sided(edition, one.entry)
    found += [warning for one in made for warning in one.warnings]
    day = today()
    shows = [(edition.pack, one.shown) for edition, one in zip(wanted, made, strict=True)]
    found += stale_among(shows, day)
    return list(dict.fromkeys(found)), holds_until_among(shows, day)


def _made(
    job: Job,
    wanted: Sequence[Edition],
    jobs: int,
    earlier: Earlier | None,
    progress: Progress | None,
) -> list[Made]:
    """What comes of every edition, in their order; of those known from before nothing is made."""
    made: dict[int, Made] = {}
    for n, edition in enumerate(wanted):
        known = earlier.of(edition) if earlier is not None else None
        if known is not None:
            made[n] = known
    todo = [n for n in range(len(wanted)) if n not in made]
    if progress and todo:
        progress.step("laying out", 1, len(todo))
    for done, (task, one) in enumerate(run(job, todo, jobs, partial(job.make, wanted)), 1):
        n = todo[task]
        made[n] = _sound(one, wanted[n])
        if progress and done < len(todo):
            progress.step("laying out", done + 1, len(todo))
    return [made[n] for n in range(len(wanted))]


@dataclass(frozen=True)
class Job:
    """The work of one process on the audiences of a run."""

    request: Request
    targets: tuple[str, ...] | None
    """None: what each audience says."""
    date: datetime

    def __call__(self) -> Callable[[int], Made]:
        """The work on the audience of this number, after reading all there is to read."""
        return partial(self.make, self.editions())

    def editions(self) -> list[Edition]:
        """What is to be made, before it is fitted to its limits."""
        asked = self.request
        return editions(
            *(asked.pack, asked.audiences, asked.own_layouts, asked.choice, asked.settings),
            fit=False,
        )

    def make(self, wanted: Sequence[Edition], n: int) -> Made:
        """What comes of the edition of this number."""
        problems = Problems()
        edition = fitted(wanted[n], problems)
        try:
            problems.stop()
            files, entry = make(edition, self.targets or edition.audience.formats, self.date)
        except InputError as error:
            return Made(problems=error.problems)
        return Made(files, entry, edition.warnings, inputs=edition.inputs, shown=shown(edition))


def _sound(made: Made | Lost, edition: Edition) -> Made:
    """What was made, if it was, and of the same files that this process has read."""
    if isinstance(made, Lost):
        if made.bug:
            raise RuntimeError(made.why)
        raise ResourceError(f"{edition.audience_name}: {made.why}")
    if made.entry and made.inputs != edition.inputs:
        raise ResourceError(CHANGED)
    return made


class OvertakenError(ResourceError):
    """A document that was made earlier is no longer what it was: another build has come between."""


def release(
    out: Path, wanted: Sequence[Edition], files: Mapping[str, bytes], entries: dict[str, Any]
) -> tuple[list[str], bytes]:
    """Publish documents with the manifest that tells of them: the names that changed, and the
    manifest. ``wanted`` are editions of one pack. Documents that are in ``entries`` and not in
    ``files`` must be there already, or :class:`OvertakenError` is raised."""
    with locked(out):
        for entry in entries.values():
            for name, file in entry["files"].items():
                if name not in files and digest_of(out / name) != file["sha256"]:
                    raise OvertakenError(f"{out / name}: has changed meanwhile; run it again")
        book = manifest.dump(_book(out, wanted, entries))
        return publish(out, {**files, MANIFEST: book}), book


def _free(packs: dict[str, Any], details: Identity, entries: dict[str, Any]) -> None:
    """Raises :class:`InputError` when another pack's document in the folder has the same name."""
    taken = {
        file: (other, audience)
        for other, told in packs.items()
        for audience, entry in told["audiences"].items()
        for file in entry["files"]
        if other != details.id
    }
    problems = [
        Problem(
            "name-taken",
            details.place,
            f"{file!r} is the name of a document of pack {taken[file][0]!r}",
            "another id, another name of the audience, or another folder with --out",
        )
        for entry in entries.values()
        for file in entry["files"]
        if file in taken
    ]
    if problems:
        raise InputError(problems)


def one_sided(edition: Edition, entry: Mapping[str, Any]) -> list[Problem]:
    """Facts that only one of the two documents prints: what ``check`` would find."""
    out = []
    for ident, fact in entry["facts"].items():
        if "pages" not in fact or "slides" not in fact:  # one document is made alone
            continue
        if fact["ruled"] or (fact["pages"] and (fact["slides"] or fact["notes"])):
            continue
        if not fact["pages"] and not fact["slides"]:
            continue
        where, other = ("pages", "slides") if fact["pages"] else ("slides", "pages")
        place = edition.pack.facts[ident].place
        found = f"{edition.audience_name}: the fact {ident!r} stands on the {where} alone"
        expected = f"{{{ident}}} in a text for the {other}, too, or in the speaker notes"
        out.append(Problem("one-sided", place, found, expected))
    return out


def make(
    edition: Edition, targets: Sequence[str], date: datetime
) -> tuple[dict[str, bytes], dict[str, Any]]:
    """The files of one edition, and its entry in the manifest."""
    scenes, tellings, files = {}, {}, {}
    for medium in edition.media(targets):
        scenes[medium], tellings[medium] = edition.compose(medium)
    for target in dict.fromkeys(targets):
        medium = MEDIA[target]
        name = edition.stem + ENDINGS.get(target, f".{target}")
        inputs = [told_inputs(edition, medium), edition.audience_name]
        digest = manifest.digest(json.dumps(inputs).encode())
        files[name] = edition.write(target, scenes[medium], date, digest)
    entry = manifest.describe(edition.selections, scenes, tellings, files)
    return files, {"inputs": told_inputs(edition, *scenes), **entry}


def _book(out: Path, wanted: Sequence[Edition], entries: dict[str, Any]) -> dict[str, Any]:
    """The manifest; what was made earlier and is still there stays in it."""
    from reports import VERSION

    details = wanted[0].written
    kept: dict[str, Any] = {}
    earlier = manifest.load(out / MANIFEST)
    if earlier is None and (out / MANIFEST).exists():
        where = out / MANIFEST
        raise ResourceError(f"{where}: is no manifest of this program; move it away and try again")
    packs: dict[str, Any] = earlier["packs"] if earlier is not None else {}
    if details.id in packs:
        for name, entry in packs[details.id]["audiences"].items():
            entry["files"] = {n: f for n, f in entry["files"].items() if (out / n).is_file()}
            if name not in entries and entry["files"]:
                kept[name] = entry
            elif name in entries and entry["inputs"] == entries[name]["inputs"]:
                made = entries[name]["files"]
                for file, told in entry["files"].items():
                    if file not in made or made[file]["sha256"] == told["sha256"]:
                        made[file] = told  # with what a check has found in it
                entries[name]["files"] = dict(sorted(made.items()))
    _free(packs, details, entries)
    packs[details.id] = {
        "edition": _common((one.pack.pack.edition for one in wanted), details.edition),
        "language": _common((one.pack.pack.language for one in wanted), details.language),
        "audiences": dict(sorted({**kept, **entries}.items())),
    }
    return {
        "format": manifest.FORMAT,
        "briefpack": VERSION,
        "packs": dict(sorted(packs.items())),
    }


def _common(said: Iterable[str], else_said: str) -> str:
    """What the audiences say with one voice; where they do not, what the pack says itself."""
    voices = set(said)
    return voices.pop() if len(voices) == 1 else else_said
