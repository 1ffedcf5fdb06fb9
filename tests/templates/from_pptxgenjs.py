"""Templates that ``brand.mjs`` makes with PptxGenJS, as far as Node and the library are there.

PptxGenJS is found where ``BRIEFPACK_PPTXGENJS`` says (the folder of the library), or in
``.cache/judges``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path

SCRIPT = Path(__file__).parent / "brand.mjs"
NAMES = ("genjs-wide", "genjs-4x3")
_LOCAL = SCRIPT.parent.parent.parent / ".cache" / "judges" / "node_modules" / "pptxgenjs"


def library() -> Path | None:
    """Folder of PptxGenJS, or None when it or Node is missing."""
    folder = Path(os.environ.get("BRIEFPACK_PPTXGENJS") or _LOCAL)
    return folder if shutil.which("node") and (folder / "package.json").exists() else None


def program() -> list[bytes]:
    """What stands for this PptxGenJS: its description, in which its version is."""
    where = library()
    return [(where / "package.json").read_bytes()] if where else []


@lru_cache(maxsize=1)
def _made() -> dict[str, bytes]:
    where = library()
    assert where is not None, "PptxGenJS is missing"
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            ["node", str(SCRIPT), str(where.resolve()), folder],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return {name: (Path(folder) / f"{name}.pptx").read_bytes() for name in NAMES}


def _one(name: str) -> bytes:
    return _made()[name]


MAKERS: dict[str, Callable[[], bytes]] = {name: partial(_one, name) for name in NAMES}
