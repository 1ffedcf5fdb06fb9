"""A small pack of two editions, and the audiences that are told what changed between them."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from reports import cli
from reports.edition import Edition
from reports.editions import editions

Pack = dict[str, Any]
LAST = "editions/1.json"
LOREM = (
    "Ships of every size wait in the bay until the tide lets them in, and the pilots with them. "
)
PACK: Pack = {
    "pack": {"id": "quay", "edition": "1", "language": "en"},
    "title": "The quay of Port Ellen",
    "author": "Harbour Commission",
    "sources": {
        "report": {"title": "Report of the commission", "publisher": "Commission", "date": "2025"},
        "survey": {"title": "Survey of the bed", "date": "2024"},
        "papers": {"title": "Papers kept in the vault", "date": "2023"},
    },
    "facts": {
        "berths": {"value": "40", "source": "report"},
        "draught": {"value": "7 metres", "source": "report", "at": "table 2"},
        "depth": {"value": "9 fathoms", "source": "papers"},
    },
    "datasets": {
        "shares": {
            "file": "shares.csv",
            "source": "survey",
            "columns": {"measure": "text", "share": "number"},
            "as_of": "2026-10-31",
            "unit": "per cent",
        }
    },
    "sections": [
        {
            "id": "one",
            "title": "What there is",
            "blocks": [
                {
                    "kind": "figures",
                    "id": "keys",
                    "title": "One figure to know",
                    "figures": [{"fact": "berths", "label": "berths along the quay"}],
                },
                {"kind": "paragraph", "id": "alpha", "title": "Alpha", "text": LOREM * 3},
                {"kind": "paragraph", "id": "beta", "text": "Beta stands without a title."},
                {
                    "kind": "chart",
                    "id": "bars",
                    "title": "Half of the ice",
                    "type": "bar",
                    "data": "shares",
                    "x": "measure",
                    "y": ["share"],
                    "alt": "Two bars.",
                },
            ],
        },
        {
            "id": "two",
            "title": "What is planned",
            "new_page": True,
            "blocks": [
                {
                    "kind": "list",
                    "id": "plans",
                    "title": "Three plans",
                    "items": ["First dig a basin.", "Then build a mole.", "Last plant some trees."],
                },
                {
                    "kind": "table",
                    "id": "grid",
                    "title": "Who does what",
                    "columns": ["Task", "Who"],
                    "rows": [["Dig", "The firm"], ["Build", "The guild"], ["Plant", "The school"]],
                },
                {"kind": "paragraph", "id": "deep", "text": "Ships of up to {draught} may enter."},
                {
                    "kind": "paragraph",
                    "id": "gamma",
                    "title": "Gamma",
                    "text": {"short": "Gamma in short.", "long": LOREM * 2},
                },
            ],
        },
        {
            "id": "vault",
            "title": "Vaulted matters",
            "mark": "internal",
            "blocks": [
                {
                    "kind": "paragraph",
                    "id": "hush",
                    "title": "Zanzibar affair",
                    "text": "Quetzal talks; {depth} under the mole.",
                }
            ],
        },
    ],
}
AUDIENCES = {
    "inner": {"clearance": "internal", "changes": {"list": True, "bars": True}},
    "outer": {
        "changes": {"list": True, "bars": True},
        "packs": {"quay": {"drop": ["vault"]}},
    },
    "plain": {
        "changes": {"list": True, "bars": True},
        "packs": {"quay": {"sections": ["one", "two"]}},
    },
    "quiet": {"packs": {"quay": {"drop": ["vault"]}}},
}


def write(folder: Path, pack: Pack, shares: str = "ice,5\nsalt,6\n") -> Path:
    """The pack as files."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.yaml").write_text(yaml.safe_dump(pack, sort_keys=False), encoding="utf-8")
    (folder / "shares.csv").write_text(f"measure,share\n{shares}", encoding="utf-8")
    return folder


def layouts(folder: Path, **more: dict[str, Any]) -> Path:
    """The audiences as files."""
    (folder / "audiences").mkdir(parents=True, exist_ok=True)
    for name, said in {**AUDIENCES, **more}.items():
        text = yaml.safe_dump({"extends": "base", "name": name.title(), **said})
        (folder / "audiences" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


class Editions:
    """A folder with the first edition built, and what the second makes of it."""

    def __init__(
        self, root: Path, edit: Callable[[Pack], None] | None = None, **more: dict[str, Any]
    ) -> None:
        """``edit``: what the first edition has besides; ``more``: further audiences."""
        self.root = root
        self.layouts = layouts(root / "layouts", **more)
        pack = copy.deepcopy(PACK)
        if edit is not None:
            edit(pack)
        first = write(root / "first", pack)
        names = ",".join({**AUDIENCES, **more})
        self.run("build", first, "-o", str(root / "before"), names=names)
        self.last = (root / "before" / "manifest.json").read_text(encoding="utf-8")
        self.pack = root / "second"

    def run(self, verb: str, pack: Path, *words: str, names: str = "outer") -> None:
        """A command that is to end well."""
        options = ["-a", names, "--layouts", str(self.layouts)]
        quiet = ["-q"] if verb == "build" else []
        assert cli.main([verb, *quiet, str(pack), *options, *words]) == 0

    def second(
        self,
        change: Callable[[Pack], None] = lambda pack: None,
        shares: str = "ice,5\nsalt,6\n",
        last: str | None = None,
    ) -> Path:
        """The second edition, which knows the first."""
        pack = copy.deepcopy(PACK)
        pack["pack"] |= {"edition": "2", "last_edition": LAST}
        change(pack)
        write(self.pack, pack, shares)
        (self.pack / LAST).parent.mkdir(exist_ok=True)
        (self.pack / LAST).write_text(self.last if last is None else last, encoding="utf-8")
        return self.pack

    def edition(self, name: str = "outer") -> Edition:
        """One audience of the second edition."""
        [found] = editions(str(self.pack), name, self.layouts)
        return found

    def book(self) -> dict[str, Any]:
        """The manifest of the first edition."""
        found: dict[str, Any] = json.loads(self.last)
        return found


def block(pack: Pack, ident: str) -> dict[str, Any]:
    """A block of the pack by its full id."""
    name, _, own = ident.partition(".")
    [section] = [s for s in pack["sections"] if s["id"] == name]
    [found] = [b for b in section["blocks"] if b["id"] == own]
    assert isinstance(found, dict)
    return found
