"""What is stale on which day, and of what an edition shows alone."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from layouts.problems import Place
from reports.editions import editions
from reports.staleness import (
    Used,
    holds_until,
    holds_until_among,
    shown,
    stale,
    stale_in,
    used_by,
)
from tests.gates.dated import AS_OF, GOOD, LAST, dated_lines, loaded, write

LASTS = {**LAST, "dataset": GOOD}
ALL = tuple(LASTS)
NOTHING = Used(frozenset(), frozenset(), frozenset(), frozenset())


def day(text: str, more: int = 0) -> date:
    return date.fromisoformat(text) + timedelta(days=more)


@pytest.mark.parametrize("kind", ALL)
def test_before_on_and_after_the_last_day(kind: str, tmp_path: Path) -> None:
    pack = loaded(write(tmp_path, kind))
    last = LASTS[kind]
    assert stale(pack, day(last, -1)) == []
    assert stale(pack, day(last)) == []
    [problem] = stale(pack, day(last, 1))
    assert problem.code == ("data-stale" if kind == "dataset" else "review-due")
    assert problem.found.startswith(f"{kind} ")
    assert last in problem.found
    assert problem.found.endswith(", 1 day ago")
    assert problem.expected
    [later] = stale(pack, day(last, 400))
    assert later.found.endswith(", 400 days ago")
    assert [str(problem.place)] == list(dated_lines(tmp_path))


def test_a_pack_without_days_is_never_stale(tmp_path: Path) -> None:
    pack = loaded(write(tmp_path))
    assert stale(pack, date.max) == []
    assert holds_until(pack, date.min) is None


def test_all_that_is_late_is_told_at_its_line(tmp_path: Path) -> None:
    pack = loaded(write(tmp_path, *ALL))
    found = stale(pack, day("2031-01-01"))
    assert [str(problem.place) for problem in found] == sorted(dated_lines(tmp_path))
    assert len(found) == 4


def test_what_is_not_used_is_not_told(tmp_path: Path) -> None:
    pack, then = loaded(write(tmp_path, *ALL)), day("2031-01-01")
    assert stale(pack, then, NOTHING) == []
    assert holds_until(pack, then, NOTHING) is None
    used = Used(frozenset({"adopters"}), frozenset(), frozenset(), frozenset())
    assert [problem.code for problem in stale(pack, then, used)] == ["review-due"]
    used = Used(frozenset(), frozenset(), frozenset({"shares"}), frozenset())
    assert [problem.code for problem in stale(pack, then, used)] == ["data-stale"]


def test_another_day_of_the_numbers(tmp_path: Path) -> None:
    pack = loaded(write(tmp_path, "dataset"))
    assert pack.as_of == {"shares": date.fromisoformat(AS_OF)}
    assert stale(pack, day(GOOD, 1), as_of={"shares": day(GOOD)}) == []
    assert stale(pack, day(GOOD, 1), as_of={}) == []
    [problem] = stale(pack, day(GOOD), as_of={"shares": day("2029-12-31")})
    assert "until 2030-01-31" in problem.found


def test_the_answer_holds_for_as_long_as_is_said(tmp_path: Path) -> None:
    pack = loaded(write(tmp_path, *ALL))
    now, changes = day("2030-02-01"), 0
    while now < day("2030-06-10"):
        until = holds_until(pack, now)
        assert until is not None
        step = now
        while step < until:
            assert stale(pack, step) == stale(pack, now)
            step += timedelta(days=1)
        assert stale(pack, until) != stale(pack, now)
        now, changes = until, changes + 1
    assert holds_until(pack, day("2030-02-01")) == day(GOOD, 1)
    assert changes == (day("2030-06-10") - day(GOOD, 1)).days + 1


def test_a_last_day_that_is_the_last_of_all(tmp_path: Path) -> None:
    folder = write(tmp_path, "dataset")
    text = (folder / "pack.yaml").read_text(encoding="utf-8")
    (folder / "pack.yaml").write_text(text.replace("1 month", "9999 years"), encoding="utf-8")
    pack = loaded(folder)
    assert stale(pack, date.max) == []
    assert holds_until(pack, day("2030-01-01")) is None


# Of an edition


def audience(folder: Path, text: str) -> Path:
    (folder / "audiences").mkdir(parents=True)
    (folder / "audiences" / "own.yaml").write_text(text, encoding="utf-8")
    return folder


def named(pack: Path, layouts: Path | None = None, names: str = "own") -> set[str]:
    found = stale_in(editions(str(pack), names, layouts), day("2031-01-01"))
    return {problem.found.partition(" was")[0] for problem in found}


def test_an_edition_that_shows_all(tmp_path: Path) -> None:
    pack = write(tmp_path / "pack", *ALL)
    wanted = {"fact 'adopters'", "source 'report'", "dataset 'shares'", "section 'second'"}
    assert named(pack, names="delegation") == wanted
    assert named(pack, names="delegation,chair,press") == wanted


def test_each_thing_is_told_once(tmp_path: Path) -> None:
    pack = write(tmp_path / "pack", *ALL)
    both = editions(str(pack), "delegation,chair", None)
    found = stale_in(both, day("2031-01-01"))
    assert len(found) == len({problem.place for problem in found}) == 4
    assert holds_until_among([(e.pack, shown(e)) for e in both], day("2030-02-01")) == day(GOOD, 1)


def test_sections_and_blocks_that_an_audience_does_not_get(tmp_path: Path) -> None:
    pack = write(tmp_path / "pack", *ALL)
    drop = "packs: {small: {drop: [second, first.bars]}}\n"
    layouts = audience(tmp_path / "layouts", f"extends: delegation\n{drop}")
    assert named(pack, layouts) == {"fact 'adopters'", "source 'report'"}


def test_a_fact_in_a_length_that_the_audience_does_not_get(tmp_path: Path) -> None:
    pack = write(tmp_path / "pack")
    facts = pack / "parts" / "facts.yaml"
    said = facts.read_text(encoding="utf-8")
    # In the long text alone, and in the speaker notes.
    dated = said.replace("  adopted:\n", "  adopted:\n    review_by: 2030-03-31\n")
    facts.write_text(dated, encoding="utf-8")
    short = "pages: {text: short}\nslides: {text: short, notes: false}\n"
    quiet = audience(tmp_path / "quiet", f"extends: delegation\n{short}")
    assert named(pack, quiet) == set()
    spoken = audience(tmp_path / "spoken", f"extends: delegation\n{short.replace('false', 'true')}")
    assert named(pack, spoken) == {"fact 'adopted'"}
    alone = audience(
        tmp_path / "alone", "extends: delegation\nformats: [pdf]\npages: {text: short}\n"
    )
    assert named(pack, alone) == set()
    whole = audience(
        tmp_path / "whole", "extends: delegation\nformats: [pdf]\npages: {text: long}\n"
    )
    assert named(pack, whole) == {"fact 'adopted'"}


def test_a_day_that_an_audience_changes(tmp_path: Path) -> None:
    pack = write(tmp_path / "pack", "fact")
    change = "override: {facts.adopters.review_by: 2040-01-01}\n"
    layouts = audience(tmp_path / "layouts", f"extends: delegation\n{change}")
    assert named(pack, layouts) == set()
    assert named(pack, layouts, "delegation") == {"fact 'adopters'"}


def test_what_an_edition_uses(tmp_path: Path) -> None:
    [edition] = editions(str(write(tmp_path / "pack", *ALL)), "delegation", None)
    used = used_by(edition)
    assert used.facts == {"adopters", "adopted"}
    assert used.sources == {"report"}
    assert used.datasets == {"shares"}
    assert used.sections == {"first", "second"}
    assert edition.pack.facts["adopters"].at("review_by") != Place("")
