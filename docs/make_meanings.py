"""Prints reports/meanings.py: what the codes of the tables of errors and of ``check`` mean.

python docs/make_meanings.py > reports/meanings.py
"""

from __future__ import annotations

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEAD = '''\
"""What the codes of problems and findings mean, printed by docs/make_meanings.py."""

from __future__ import annotations

# ruff: noqa: E501 - a sentence is one line, as in the table that it comes from.
# fmt: off
MEANINGS = {
'''
FOOT = '''\
}
"""The first sentence on each code in docs/errors.md and each rule of `check` in docs/packs.md."""
'''
_ROW = re.compile(r"^\| (`[a-z-]+`(?:, `[a-z-]+`)*) \| (.+?) \| (.+) \|$", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
_SENTENCE = re.compile(r"(.*?[.])(?= [A-Z]|$)")


def meanings() -> dict[str, str]:
    """A sentence for each code, in the order of the codes."""
    errors = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    packs = (ROOT / "docs" / "packs.md").read_text(encoding="utf-8")
    rules = packs.partition("| Rule | What it means | What to do |")[2].partition("\n\n")[0]
    found = {}
    for codes, said, _ in _ROW.findall(f"{errors}\n{rules}"):
        plain = _LINK.sub(r"\1", said).removeprefix("A warning: ")
        first = _SENTENCE.match(plain)
        sentence = first.group(1) if first else plain
        for code in codes.split(", "):
            found[code.strip("`")] = sentence[:1].upper() + sentence[1:]
    return dict(sorted(found.items()))


def printed() -> str:
    """The module."""
    known = {code: json.dumps(said, ensure_ascii=False) for code, said in meanings().items()}
    return HEAD + "".join(f'    "{code}": {said},\n' for code, said in known.items()) + FOOT


if __name__ == "__main__":
    print(printed(), end="")
