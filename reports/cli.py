"""The command line: verbs, exit statuses, and the printing of problems.

Results go to standard output, in the format asked for, diagnostics to standard error, for people.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from layouts.problems import InputError, Place, Problem, ResourceError
from reports.arguments import parser
from reports.findings import WARNING, of_problems
from reports.formats import Outcome
from reports.interrupts import Terminated
from reports.lastrun import remember, say
from reports.results import tell, text
from reports.statuses import BAD_INPUT, DIFFERS, FINDINGS, FINE, NO_RESOURCE, OUR_BUG

if TYPE_CHECKING:
    from reports.pipeline import Result
    from reports.progress import Progress

SHOWN = 100
"""Problems printed in one run."""
EMPTY: dict[str, dict[str, list[Any]]] = {
    "build": {"lines": []},
    "check": {"preflight": [], "deck": []},
}
"""Verbs whose outcome can be had in several formats, and what JSON has where they were stopped."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    verbs = {*_VERBS, "-h", "--help"}
    if not words or words[0] not in verbs:
        words.insert(0, "build")
    options = parser().parse_args(words)
    options.words = list(sys.argv[1:] if arguments is None else arguments)
    if options.verb == "build" and options.pack in verbs and not Path(options.pack).is_dir():
        found, expected = f"{options.pack!r} after options", f"{options.pack} first, then options"
        _report([Problem("usage", Place("arguments"), found, expected)], writes=True)
        return BAD_INPUT
    try:
        outcome = _outcome(options)
        if isinstance(outcome, int):
            return outcome
        tell(options, outcome)
        return outcome.status
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except Terminated:
        return 128 + signal.SIGTERM
    except (ResourceError, OSError) as error:
        return _failed(_reason(error), NO_RESOURCE).status


def _outcome(options: argparse.Namespace) -> Outcome | int:
    """What came of the verb, or its status where it has said all there is; of what stops it
    diagnostics are printed here."""
    try:
        return _VERBS[options.verb](options)
    except InputError as error:
        _report(error.problems, writes=options.verb == "build")
        stopped = Outcome(of_problems(error.problems), BAD_INPUT)
    except (ResourceError, OSError) as error:
        stopped = _failed(_reason(error), NO_RESOURCE)
    except Exception as error:
        if os.environ.get("BRIEFPACK_DEBUG"):
            raise
        said = f"a bug in briefpack: {type(error).__name__}: {error}"
        stopped = _failed(said, OUR_BUG, " (BRIEFPACK_DEBUG=1 shows more)")
    if options.verb not in EMPTY:
        return stopped.status
    stopped.data = EMPTY[options.verb]
    return stopped


def _failed(why: str, status: int, hint: str = "") -> Outcome:
    say(why + hint)
    return Outcome(status=status, failure=why)


def _reason(error: ResourceError | OSError) -> str:
    if isinstance(error, ResourceError):
        return str(error)
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}"


def _report(problems: Sequence[Problem], *, writes: bool) -> None:
    for problem in problems[:SHOWN]:
        say(str(problem))
    if len(problems) > SHOWN:
        say(f"and {len(problems) - SHOWN} more")
    count = len(problems)
    end = "; nothing was written" if writes else ""
    say(f"{count} problem{'s' if count != 1 else ''} found{end}")


def _build(options: argparse.Namespace) -> Outcome:
    from reports import cache
    from reports.brand import Choice
    from reports.edition import MEDIA
    from reports.pipeline import build
    from reports.progress import Progress

    asked = options.to
    targets = None if asked is None else [name.strip() for name in asked.split(",")]
    wrong = [name for name in targets or () if name not in MEDIA]
    if wrong:
        raise InputError(
            [Problem("usage", Place("--to"), f"unknown format {wrong[0]!r}", ", ".join(MEDIA))]
        )
    progress = Progress(sys.stderr, quiet=options.quiet)
    if options.recipients is not None:
        return _build_packs(options, targets, progress)
    _needs_table(options)
    try:
        result = build(
            options.pack,
            options.audience,
            options.out,
            targets,
            options.layouts,
            progress,
            Choice(options.template, options.fonts),
            options.set,
            options.jobs,
            None if options.afresh else cache.folder(),
        )
    finally:
        progress.close()
    warnings = [f"warning: {warning}" for warning in result.warnings]
    for warning in warnings:
        say(warning)
    status = FINDINGS if options.strict and result.warnings else FINE
    if not options.afresh and not options.report:
        _remember(options, result, warnings, _made(options, result, result.said, status))
    return _made(options, result, result.lines, status)


def _made(
    options: argparse.Namespace, result: Result, lines: dict[str, str], status: int
) -> Outcome:
    said = list(lines.values())
    found = of_problems(result.warnings, WARNING)
    return Outcome(found, status, [] if options.quiet else said, {"lines": said})


def _remember(
    options: argparse.Namespace, result: Result, warnings: Sequence[str], again: Outcome
) -> None:
    """Keep what the next run says where nothing has changed."""
    from reports.editions import lookups
    from reports.publish import stages

    made = {str(options.out / name): sha for name, sha in result.made.items()}
    absent, listed = lookups(result.request)
    absent = [*absent, *stages(options.out)]  # a build that was killed is to be cleared
    said = text(options, again)
    lines = said.split("\n") if said else []
    remember(
        *(options.words, again.status, lines, warnings, result.read, made),
        absent=absent,
        listed=listed,
        until=result.until.isoformat() if result.until else "",
    )


def _needs_table(options: argparse.Namespace) -> None:
    if options.only is not None and options.recipients is None:
        expected = "a table with --recipients beside it"
        raise InputError([Problem("usage", Place("--only"), "there is no table", expected)])


def _build_packs(
    options: argparse.Namespace, targets: list[str] | None, progress: Progress
) -> Outcome:
    from reports.batch import build_packs, read_asked
    from reports.brand import Choice
    from reports.editions import Request

    try:
        progress.step("reading")
        table, asked = read_asked(options.recipients, options.only)
        choice = Choice(options.template, options.fonts)
        request = Request(
            *(options.pack, options.audience, options.layouts, choice), tuple(options.set)
        )
        summary = build_packs(request, table, asked, options.out, targets, options.jobs, progress)
    finally:
        progress.close()
    for warning in summary.warnings:
        say(f"warning: {warning}")
    for problem in summary.problems:
        say(str(problem))
    strict = FINDINGS if options.strict and summary.warnings else FINE
    return Outcome(
        [*of_problems(summary.problems), *of_problems(summary.warnings, WARNING)],
        summary.status or strict,
        [str(summary)] if not options.quiet or summary.status else [],
        {"recipients": dict(summary.counts)},
    )


def _against(options: argparse.Namespace) -> Outcome:
    from reports.against import against, findings
    from reports.brand import Choice
    from reports.differences import printed
    from reports.editions import Request
    from reports.progress import Progress

    choice = Choice(options.template, options.fonts)
    progress = Progress(sys.stderr)
    try:
        found = against(
            Request(
                *(options.pack, options.audience, options.layouts, choice, tuple(options.set)),
            ),
            options.against,
            progress,
        )
    finally:
        progress.close()
    return Outcome(
        findings(found, options.against),
        FINE if found.same else DIFFERS,
        [printed(found, "text")],
        json.loads(printed(found, "json")),
    )


def _check(options: argparse.Namespace) -> Outcome:
    if options.against is not None:
        return _against(options)
    from reports.brand import Choice
    from reports.check import check, record

    choice = Choice(options.template, options.fonts)
    _needs_table(options)
    report = check(
        *(options.pack, options.audience, options.out, options.layouts, choice, options.set),
        *(options.recipients, options.only),
    )
    try:
        record(report, options.out)
    except ResourceError as error:
        say(f"the preflight is not in the manifest: {error}")
    counts = report.gated(options.gate, options.certainty)
    return report.outcome(options.out, FINDINGS if counts else FINE)


def _doctor(options: argparse.Namespace) -> int:
    from reports.brand import Choice
    from reports.doctor import diagnose

    choice = Choice(options.template, options.fonts)
    told = diagnose(options.audience, options.layouts, choice)
    if options.format == "json":
        print(told.json())
    else:
        print(told.text())
    return told.status


def _explain(options: argparse.Namespace) -> int:
    from reports.explain import explain

    found = explain(options.path, options.pack, options.audience, options.layouts, options.set)
    if options.format == "json":
        print(json.dumps([one.data() for one in found], ensure_ascii=False, indent=1))
    else:
        print("\n\n".join(one.text() for one in found))
    return FINE


def _diff(options: argparse.Namespace) -> int:
    from reports.difference import check_names, difference, read_book
    from reports.differences import printed

    names = [name.strip() for name in (options.audience or "").split(",") if name.strip()]
    books = read_book(options.old), read_book(options.new)
    check_names(names, books)
    found = difference(*books, names)
    print(printed(found, options.format))
    return DIFFERS if options.exit_code and not found.same else FINE


def _list(options: argparse.Namespace) -> int:
    from reports.listing import rows

    found = rows(options.what, options.pack, options.layouts)
    if options.format == "json":
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        _table(found)
    return FINE


def _table(rows: Sequence[dict[str, Any]]) -> None:
    if not rows:
        return
    names = list(rows[0])
    widths = [max(len(str(row[name])) for row in rows) for name in names]
    for row in rows:
        cells = (str(row[name]).ljust(width) for name, width in zip(names, widths, strict=True))
        print("  ".join(cells).rstrip())


def _refresh(options: argparse.Namespace) -> int:
    from reports.refresh import refresh

    done = refresh(options.pack, options.only)
    for problem in done.problems[:SHOWN]:
        say(str(problem))
    print("\n".join(done.lines))
    return done.status


def _schema(options: argparse.Namespace) -> int:
    from reports.publish import publish
    from reports.schema import files, printed

    if options.all != (options.kind is None) or options.all != (options.out is not None):
        found = (
            "no kind of file" if options.kind is None else "a kind of file beside --all or --out"
        )
        found = "--all without --out" if options.all and options.out is None else found
        expected = "schema KIND, or schema --all --out DIR"
        raise InputError([Problem("usage", Place("schema"), found, expected)])
    if not options.all:
        print(printed(options.kind), end="")
        return FINE
    written = files()
    changed = publish(options.out, written)
    for name in written:
        print(f"{options.out / name}  {'written' if name in changed else 'unchanged'}")
    return FINE


_VERBS: dict[str, Callable[[argparse.Namespace], Outcome | int]] = {
    "build": _build,
    "check": _check,
    "diff": _diff,
    "doctor": _doctor,
    "explain": _explain,
    "list": _list,
    "refresh": _refresh,
    "schema": _schema,
}
