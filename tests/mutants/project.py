"""The sound projects that mutants are made of, and the files outside that nothing may read."""

from __future__ import annotations

import io
import shutil
from functools import lru_cache
from pathlib import Path

from tests.broken import base as broken
from tests.mutants.base import TOKEN, Project

ROOT = Path(__file__).resolve().parents[2]
MORE = """\
  - id: third
    title: The third section
    blocks:
      - kind: agenda
        id: day
        items:
          - {time: 09.30–10.00, title: Opening, who: Ana Brito}
          - {time: 12.30, title: End of the morning}
      - kind: callout
        id: shorthand
        tone: caution
        text:
          short: North and South are shorthand.
          long: North and South are shorthand, not geography.
      - kind: cards
        id: answers
        title: Questions
        cards:
          - {title: Does it replace?, text: No.}
          - {title: What is the South?, text: A shorthand.}
      - kind: people
        id: secretariat
        people:
          - {name: Ana Brito, role: Chair, contact: "[chair](mailto:chair@example.org)"}
          - {name: Secretariat, role: Documents}
      - kind: chart
        id: lines
        title: It rose
        type: scatter
        data: shares
        x: share
        y: [share]
        labels: measure
        unit: per cent
        alt: Two points on a line.
      - kind: picture
        id: drawing
        file: drawing.svg
        alt: A drawing.
      - kind: picture
        id: scene
        file: scene.jpg
        alt: A ramp of grey.
"""
DRAWING = """\
<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80" viewBox="0 0 120 80">
  <title>A drawing</title>
  <defs>
    <clipPath id="c"><circle cx="60" cy="40" r="38"/></clipPath>
    <linearGradient id="g"><stop offset="0" stop-color="#00629b"/>
      <stop offset="1" stop-color="#b8481a"/></linearGradient>
  </defs>
  <g clip-path="url(#c)" transform="translate(1 2) scale(.9)">
    <path d="M10 10 L110 10 C 90 40 60 70 10 70 Z" fill="#00629b" stroke="black"/>
    <rect x="20" y="20" width="60" height="30" style="fill:url(#g);opacity:.5"/>
  </g>
</svg>
"""
AUDIENCE = """\
# Everything own: theme, masters, arrangement.
name: Own
label: Own readers
theme: own
pages: {master: own-page, text: long, max_pages: 30, columns: 1}
slides: {master: own-deck, text: short, max_slides: 60, layouts: {callout: statement}}
tokens: {pages: {scale: 1.02, leading: 1.0, spacing: 1}}
packs:
  small:
    sections: [first, second, third]
    drop: [second.rows]
    omit:
      slides:
        - {id: second.terms, why: they are read}
override: {theme.page.styles.h1.before: 20}
"""
GUESTS = """\
extends: base
name: Guests
personal:
  cover:
    - "**{recipient.name}**"
    - "{recipient.country}, seat {recipient.seat}"
"""
TABLE = """\
id,name,country,language,seat
brazil-1,Maria da Silva,Brazil,,12
kenya-1,James Mwangi,Kenya,en,44
fiji-1,"Ratu ""Joe"" Cokanauto",Fiji,en,7
"""
LETTER = """\
pack: {id: small, edition: "1", language: en}
title: A harbour for two countries
sections:
  - id: agreed
    title: What {recipient.country} agreed to
    blocks:
      - {kind: paragraph, id: dear, text: "Dear *{recipient.name}*, welcome."}
      - kind: paragraph
        id: south
        only: {country: [Kenya, Brazil]}
        text: The south is told this.
"""
SEEDS = {
    "own": ["build", "pack", "--layouts", "looks", "-a", "own", "-o", "out"],
    "plain": ["build", "pack", "-a", "press", "-o", "out"],
    "print": ["build", "pack", "--layouts", "looks", "-a", "own", "--to", "pdf,print,pptx"],
    "shipped": ["build", "shipped", "-a", "minister", "-o", "out"],
    "template": ["build", "pack", "-a", "delegation"],
    "recipients": ["build", "letter", "--layouts", "looks", "-a", "guests", "-o", "out"],
}
SEEDS["template"] += ["--template", "looks/templates/brand.pptx", "-o", "out"]
SEEDS["recipients"] += ["--recipients", "table.csv"]
SEEDS["print"] += ["-o", "out"]


def _jpeg() -> bytes:
    import PIL.Image

    image = PIL.Image.linear_gradient("L").convert("RGB").resize((320, 200))
    out = io.BytesIO()
    image.save(out, "JPEG")
    return out.getvalue()


def _looks(folder: Path) -> None:
    """Copies of the shipped files, so that there is something to change in all of them."""
    for kind in ("audiences", "themes", "masters", "slides", "languages", "templates"):
        (folder / kind).mkdir(parents=True)
    (folder / "audiences" / "own.yaml").write_text(AUDIENCE, encoding="utf-8")
    (folder / "audiences" / "guests.yaml").write_text(GUESTS, encoding="utf-8")
    shipped = ROOT / "layouts"
    for source, to in (
        ("themes/ocean.yaml", "themes/own.yaml"),
        ("masters/a4-brief.yaml", "masters/own-page.yaml"),
        ("masters/deck-16x9.yaml", "masters/own-deck.yaml"),
        ("languages/en.yaml", "languages/en.yaml"),
    ):
        shutil.copyfile(shipped / source, folder / to)
    for path in (shipped / "slides").glob("*.yaml"):
        shutil.copyfile(path, folder / "slides" / path.name)
    (folder / "templates" / "brand.pptx").write_bytes(template())


@lru_cache(maxsize=1)
def template() -> bytes:
    """A sound presentation."""
    from tests.templates.hostile.base import few
    from tests.templates.package import packed

    return packed(few(1, 2, 6))


def write(folder: Path) -> None:
    """The sound project and the files outside, as ``project`` and ``secret`` in ``folder``."""
    project = folder / "project"
    (project / "pack").mkdir(parents=True)
    broken.write_good(project / "pack")
    text = broken.PACK + MORE
    (project / "pack" / "pack.yaml").write_text(text, encoding="utf-8")
    (project / "pack" / "photo.png").write_bytes(broken.png(40, 30))
    (project / "pack" / "drawing.svg").write_text(DRAWING, encoding="utf-8")
    (project / "pack" / "scene.jpg").write_bytes(_jpeg())
    (project / "letter").mkdir()
    (project / "letter" / "pack.yaml").write_text(LETTER, encoding="utf-8")
    (project / "table.csv").write_text(TABLE, encoding="utf-8")
    shutil.copytree(ROOT / "data" / "buenos-aires", project / "shipped")
    _looks(project / "looks")
    _secret(folder / "secret")


def _secret(folder: Path) -> None:
    """Files that would be taken if the way to them were open; the token stands in each."""
    folder.mkdir()
    (folder / "token.txt").write_text(f"{TOKEN}\n")
    (folder / "shares.csv").write_text(f"measure,share\n{TOKEN},50\ntrade,25.5\n")
    facts = broken.FACTS.replace("138 Member States", f"{TOKEN} States")
    (folder / "facts.yaml").write_text(facts)
    (folder / "theme.yaml").write_text(f"extends: ocean\nname: {TOKEN}\n")
    (folder / "drawing.svg").write_text(DRAWING.replace("A drawing", TOKEN))
    grey = (TOKEN.encode() * 40)[: 40 * 20]
    rows = b"".join(b"\0" + grey[n * 40 : n * 40 + 40] for n in range(20))
    (folder / "photo.png").write_bytes(broken.png(40, 20, rows))
    (folder / "pack.yaml").write_text(LETTER.replace("A harbour", TOKEN))


def copied(seed: Path, to: Path, words: list[str]) -> Project:
    """A copy of what :func:`write` wrote, to be changed."""
    shutil.copytree(seed / "project", to / "project")
    shutil.copytree(seed / "secret", to / "secret")
    return Project(to / "project", to / "secret", list(words))
