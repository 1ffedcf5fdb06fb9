"""Programs with one fault each, which the judge must see: ``module:function`` for a press."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.mutants.base import TOKEN

OUT = Path("out")
MESSAGE = "pack/pack.yaml:1:1: bad-value: made up; expected nothing\n1 problem found"


def _refusing() -> int:
    print(MESSAGE, file=sys.stderr)
    return 2


def sound(_words: Sequence[str]) -> int:
    """Refuses, as it should."""
    return _refusing()


def tracebacks(_words: Sequence[str]) -> int:
    """Raises."""
    raise KeyError("made up")


def bug(_words: Sequence[str]) -> int:
    """Owns up to a bug."""
    print("a bug in briefpack: KeyError: 'made up'", file=sys.stderr)
    return 70


def dies(_words: Sequence[str]) -> int:
    """Takes the interpreter down."""
    import os
    import signal

    os.kill(os.getpid(), signal.SIGSEGV)
    return 0


def hangs(_words: Sequence[str]) -> int:
    """Waits for ever."""
    time.sleep(10_000)
    return 2


def slow(_words: Sequence[str]) -> int:
    """Takes more than three seconds."""
    while time.process_time() < 3.2:
        pass
    return _refusing()


def large(_words: Sequence[str]) -> int:
    """Takes more than 400 MB."""
    held = bytearray(420_000_000)
    held[::4096] = b"x" * len(held[::4096])
    return _refusing()


def loses(_words: Sequence[str]) -> int:
    """Removes an output of the last good build."""
    next(OUT.glob("*.pdf")).unlink()
    return _refusing()


def changes(_words: Sequence[str]) -> int:
    """Cuts an output of the last good build."""
    path = next(OUT.glob("*.pptx"))
    path.write_bytes(path.read_bytes()[:-1])
    return _refusing()


def leaves_stage(_words: Sequence[str]) -> int:
    """Leaves its stage in the output folder."""
    (OUT / ".briefpack-stage-1").mkdir()
    (OUT / ".briefpack-stage-1" / "half.pdf").write_bytes(b"%PDF")
    return _refusing()


def leaves_temporary(_words: Sequence[str]) -> int:
    """Leaves a temporary file."""
    import tempfile

    tempfile.mkstemp()
    return _refusing()


def touches(_words: Sequence[str]) -> int:
    """Writes beside the pack."""
    Path("pack/cache").write_bytes(b"x")
    return _refusing()


def says_token(_words: Sequence[str]) -> int:
    """Prints what a file outside says."""
    print(f"pack/pack.yaml:1:1: bad-value: {TOKEN}", file=sys.stderr)
    return 2


def writes_token(words: Sequence[str]) -> int:
    """Puts into a document what a file outside says."""
    import pikepdf

    _make(words)
    path = next(OUT.glob("*.pdf"))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].contents_add(pdf.make_stream(f"% {TOKEN}".encode()), prepend=True)
        pdf.save(path, compress_streams=True)
    return 0


def silent(_words: Sequence[str]) -> int:
    """Refuses without a word."""
    return 2


def escapes(_words: Sequence[str]) -> int:
    """Sends control characters to the terminal."""
    print("pack/pack.yaml:1:1: bad-value: \x1b[31mred", file=sys.stderr)
    return 2


def takes(_words: Sequence[str]) -> int:
    """Is content with everything, and leaves what was made before."""
    return 0


def corrupt_pdf(_words: Sequence[str]) -> int:
    """Writes a PDF without its end."""
    path = next(OUT.glob("*.pdf"))
    path.write_bytes(path.read_bytes()[:2000])
    return 0


def corrupt_deck(_words: Sequence[str]) -> int:
    """Writes a deck with a part that is no XML."""
    import zipfile

    path = next(OUT.glob("*.pptx"))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["ppt/slides/slide2.xml"] = parts["ppt/slides/slide2.xml"][:-9]
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return 0


def _make(words: Sequence[str]) -> int:
    from reports import cli

    return cli.main(list(words))
