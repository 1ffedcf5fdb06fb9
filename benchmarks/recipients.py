"""What packs for recipients cost: 1,000 of the shipped pack, each with a PDF and a deck.

A table of 1,000 rows, 20 of them bad in different ways, and its first 100 rows (two of them bad)
are made by ``build.py --recipients --jobs``. The names are invented, of the letters of several
languages.

- *packs per second and core*: packs made over the CPU of all processes, and over the wall time.
- *peak*: most memory of one process at one time, of all processes of the run.
- *same bytes*: every file of 20 packs against that of a build of the one row (``--only``).

Aims: the peak after 1,000 is at most 1.1 times that after 100; 980 are made, the 20 bad rows are
named, the exit status is 2; no file differs from its lone build.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import ROOT, Aim, Cost, close, environment, machine, run, table

GROWTH = 1.1
FEW, MANY, SAMPLES = 100, 1_000, 20
AUDIENCE = """extends: {audience}
name: Guests
personal:
  cover: ["**{{recipient.name}}**", "{{recipient.country}}, seat {{recipient.seat}}"]
"""
HEAD = "id,name,country,language,seat"
FIRST = (
    "Ana João Amina Priya Olusegun Ingrid Łukasz Zoë Mateo Fatima Søren Élodie Đorđe Şirin Ελένη"
)
SYLLABLES = "ba ko mi ra tu wen ser dal nor pi que zem lin gor ashi eva ño čo ří"
BAD = (
    "bad{n},Ann",
    "bad{n},Ann,Fiji,en,{n},more",
    'bad{n},"Ann,Fiji,en,{n}',
    'bad{n},An"n,Fiji,en,{n}',
    ",Ann,Fiji,en,{n}",
    "../bad{n},Ann,Fiji,en,{n}",
    "bad/{n},Ann,Fiji,en,{n}",
    "con,Ann,Fiji,en,{n}",
    "bad{n}x" + "x" * 60 + ",Ann,Fiji,en,{n}",
    "bad{n},Ann\u202e,Fiji,en,{n}",
    "bad{n}," + "x" * 201 + ",Fiji,en,{n}",
    "bad{n}," + "W" * 200 + ",Fiji,en,{n}",
    "bad{n},محمد,Fiji,en,{n}",
    "bad{n},Ann 😀,Fiji,en,{n}",
    "bad{n},李明,Fiji,en,{n}",
    "bad{n},Ann,,en,{n}",
    "bad{n},Ann,Fiji,en,",
    "bad{n},Ann,Fiji,xx,{n}",
    "twice,Ann,Fiji,en,{n}",
    "TWICE,Ann,Fiji,en,{n}",
)


def rows() -> list[str]:
    """The rows of the large table: every fiftieth is bad."""
    draw = random.Random(1978)
    first, syllables = FIRST.split(), SYLLABLES.split()

    def word(count: int) -> str:
        return "".join(draw.choice(syllables) for _ in range(count)).capitalize()

    out = []
    for n in range(MANY):
        if n % 50 == 25:
            out.append(BAD[n // 50].format(n=n))
        else:
            name = f"{draw.choice(first)} {word(3)}-{word(2)}"
            out.append(f"p{n:04},{name},{word(4)},en,{n + 1}")
    return out


class Bench:
    """A folder with the audience and the tables, and the builds in it."""

    def __init__(self, folder: Path, audience: str, jobs: int) -> None:
        self.folder, self.jobs = folder, jobs
        self.settings = environment(folder / "bytecode")
        (folder / "own" / "audiences").mkdir(parents=True)
        text = AUDIENCE.format(audience=audience)
        (folder / "own" / "audiences" / "guests.yaml").write_text(text, encoding="utf-8")
        for count in (FEW, MANY):
            text = "\n".join([HEAD, *rows()[:count]]) + "\n"
            (folder / f"{count}.csv").write_text(text, encoding="utf-8")

    def command(self, count: int, out: str, *more: str) -> list[str]:
        """The command that makes the packs of the first ``count`` rows."""
        return [
            *(sys.executable, str(ROOT / "build.py"), "--layouts", str(self.folder / "own")),
            *("-a", "guests", "--recipients", str(self.folder / f"{count}.csv")),
            *("-o", str(self.folder / out), *more),
        ]

    def build(self, count: int) -> tuple[Cost, list[dict[str, object]]]:
        """What it cost, and the rows of its summary."""
        out = f"out{count}"
        cost, _ = run(self.command(count, out, "--jobs", str(self.jobs)), self.settings, expected=2)
        book = json.loads((self.folder / out / "recipients.json").read_bytes())
        return cost, book["recipients"]

    def differing(self, ids: list[str]) -> int:
        """Files that are not those of a build of one row alone."""
        found = 0
        for name in ids:
            lone = f"lone-{name}"
            command = self.command(MANY, lone, "--quiet", "--only", name)
            subprocess.run(command, cwd=ROOT, env=self.settings, check=True)
            made = sorted((self.folder / f"out{MANY}" / name).iterdir())
            again = sorted((self.folder / lone / name).iterdir())
            pairs = zip(made, again, strict=True)
            found += sum(a.read_bytes() != b.read_bytes() or a.name != b.name for a, b in pairs)
        return found


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--audience", default="delegation", help="what they get (delegation)")
    parser.add_argument("--jobs", type=int, default=2, help="processes side by side (2)")
    parser.add_argument("--strict", action="store_true", help="status 1 when an aim is missed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), options.audience, options.jobs)
        found = {count: bench.build(count) for count in (FEW, MANY)}
        told = found[MANY][1]
        made = [str(row["id"]) for row in told if row["status"] == "made"]
        failed = [row for row in told if row["status"] == "failed" and row["problems"]]
        differing = bench.differing(made[:: len(made) // SAMPLES][:SAMPLES])
    print(f"{options.audience}, {options.jobs} processes on {machine()}\n")
    lines = []
    for count, (cost, summary) in found.items():
        packs = sum(row["status"] == "made" for row in summary)
        figures = (cost.cpu, cost.wall, packs / cost.cpu, packs / cost.wall, cost.peak)
        lines.append((f"{count:,} rows", str(packs), *(f"{figure:.1f}" for figure in figures)))
    head = ("table", "made", "CPU s", "wall s", "packs a CPU second", "packs a second", "peak MB")
    print(table(head, lines))
    growth = found[MANY][0].peak / found[FEW][0].peak
    return close(
        [
            Aim("peak after 1,000 rows, times that after 100", growth, GROWTH),
            Aim("rows not made that are not bad", MANY - len(BAD) - len(made), 0),
            Aim("bad rows not named", len(BAD) - len(failed), 0),
            Aim(f"files of {SAMPLES} packs that differ from lone builds", differing, 0),
        ],
        options.strict,
    )


if __name__ == "__main__":
    sys.exit(main())
