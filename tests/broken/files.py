"""Datasets, paths and pictures that are wrong."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

from tests.broken.base import FILES, MARK, Case, done, edited, png, replaced, written, written_at

PHOTO = written_at("photo.png", FILES["pack.yaml"].decode())
CSV = written_at("shares.csv", FILES["pack.yaml"].decode())


def _linked(name: str, target: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / name).unlink()
        os.symlink(target, folder / name)

    return change


def _as_folder(folder: Path) -> None:
    (folder / "shares.csv").unlink()
    (folder / "shares.csv").mkdir()


def _as_pipe(folder: Path) -> None:
    (folder / "shares.csv").unlink()
    os.mkfifo(folder / "shares.csv")


def jpeg() -> bytes:
    """A small JPEG with some detail, so that cutting it off loses something."""
    import PIL.Image

    image = PIL.Image.linear_gradient("L").convert("RGB").resize((64, 64))
    out = io.BytesIO()
    image.save(out, "JPEG")
    return out.getvalue()


def drawn(name: str, code: str, body: str, says: str = "") -> Case:
    """An SVG around ``body``, in which the mark stands, as the picture."""
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    text = f"{head}{body}</svg>" if MARK in body else f"{MARK}{head}{body}</svg>"
    return written(name, code, text, file="photo.png", says=says)


SHEETS = [
    edited("nan", "csv-value", "50", "¦NaN", file="shares.csv", says="'share'"),
    edited("inf", "csv-value", "50", "¦inf", file="shares.csv"),
    edited("thousands", "csv-value", "50", '¦"1,234"', file="shares.csv", says="thousands"),
    edited("per cent", "csv-value", "50", "¦12 %", file="shares.csv", says="unit"),
    edited("words", "csv-value", "25.5", "¦a quarter", file="shares.csv"),
    edited("exponent", "csv-value", "50", "¦1e308", file="shares.csv"),
    edited("empty cell", "csv-value", "growth", "¦", file="shares.csv"),
    edited("large", "out-of-range", "50", "¦" + "9" * 30, file="shares.csv"),
    edited("long cell", "too-long", "growth", "¦" + "x" * 300, file="shares.csv"),
    edited("ragged", "csv-ragged", "growth,50", "growth,50,¦3", file="shares.csv"),
    edited("short row", "csv-ragged", "growth,50", "¦growth", file="shares.csv"),
    edited(
        "wrong header",
        "csv-header",
        "measure,share",
        "measure,¦shares",
        file="shares.csv",
        says="'share'",
    ),
    edited(
        "header twice", "csv-header", "measure,share", "measure,share,¦share", file="shares.csv"
    ),
    edited(
        "column missing",
        "csv-header",
        "measure,share\ngrowth,50\ntrade,25.5",
        "¦measure\ngrowth",
        file="shares.csv",
    ),
    edited(
        "semicolons",
        "csv-separator",
        "measure,share\ngrowth,50\ntrade,25.5",
        "¦measure;share\na;1",
        file="shares.csv",
    ),
    edited("open csv quote", "csv-quote", "growth,50", '¦"growth,50', file="shares.csv"),
    edited("inner csv quote", "csv-quote", "growth,50", '¦gro"wth,50', file="shares.csv"),
    written("no rows", "csv-empty", "¦measure,share\n", file="shares.csv"),
    written("nothing in it", "csv-empty", "¦", file="shares.csv"),
    written(
        "too many rows",
        "csv-too-large",
        "measure,share\n" + "a,1\n" * 2000 + "a,1\n¦a,1\n",
        file="shares.csv",
    ),
    edited(
        "too many columns",
        "csv-too-large",
        "measure,share",
        "measure,share," + "x," * 49 + "¦x",
        file="shares.csv",
    ),
    edited("too many for a chart", "too-many", "data: shares", "data: ¦shares"),
    replaced("csv encoding", "csv-encoding", b"measure,share\ngr\xf6wth,5\n", "shares.csv", 2, 3),
    replaced(
        "csv too large", "csv-too-large", b"x" * 1_000_001, "shares.csv", *CSV, at="pack.yaml"
    ),
]


def _many_rows(folder: Path) -> None:
    (folder / "shares.csv").write_text("measure,share\n" + "a,1\n" * 40)


SHEETS[-3] = SHEETS[-3]._replace(mutate=_many_rows)


def _ring(name: str, code: str, row: str, line: int, column: int) -> Case:
    def change(folder: Path) -> None:
        text = (folder / "pack.yaml").read_text()
        (folder / "pack.yaml").write_text(text.replace("type: bar", "type: doughnut"))
        (folder / "shares.csv").write_text(f"measure,share\n{row}\n")

    file = "shares.csv" if line < 10 else "pack.yaml"
    return Case(name, change, code, file, line, column)


SHEETS += [
    _ring("negative in a ring", "bad-value", "growth,50\ntrade,-1", 3, 7),
    _ring("ring of zeros", "bad-value", "growth,0\ntrade,0", 38, 13),
]

PATHS = [
    edited("absolute", "bad-path", "file: shares.csv", "file: ¦/etc/passwd"),
    edited("above", "bad-path", "file: shares.csv", "file: ¦../shares.csv"),
    edited("home", "bad-path", "file: shares.csv", "file: ¦~/shares.csv"),
    edited("url", "bad-path", "file: shares.csv", "file: ¦https://example.org/shares.csv"),
    edited("unc", "bad-path", "file: shares.csv", "file: ¦\\\\server\\shares.csv"),
    edited("encoded", "bad-path", "file: shares.csv", "file: ¦'%2e%2e/shares.csv'"),
    edited("absolute include", "bad-path", "parts/facts.yaml]", "¦/parts/facts.yaml]", alone=False),
    edited(
        "missing file", "missing-file", "file: shares.csv", "file: ¦share.csv", says="'shares.csv'"
    ),
    edited(
        "missing picture", "missing-file", "file: photo.png", "file: ¦foto.png", says="'photo.png'"
    ),
    edited("missing include", "missing-file", "[parts/sources.yaml", "[¦parts/source.yaml"),
    edited("name too long", "too-long", "file: shares.csv", "file: ¦" + "x" * 5000),
    done("link out", "outside-folder", _linked("shares.csv", "/etc/passwd"), "pack.yaml", *CSV),
    done(
        "link to a device",
        "outside-folder",
        _linked("shares.csv", "/dev/zero"),
        "pack.yaml",
        11,
        11,
    ),
    done("link loop", "unreadable-file", _linked("shares.csv", "shares.csv"), "pack.yaml", *CSV),
    done("a folder", "not-a-file", _as_folder, "pack.yaml", *CSV),
    done("a pipe", "not-a-file", _as_pipe, "pack.yaml", *CSV),
    done("no pack", "missing-file", lambda f: (f / "pack.yaml").unlink(), "pack.yaml", 0),
]

PICTURES = [
    replaced("text as picture", "picture-format", b"hello", "photo.png", *PHOTO, at="pack.yaml"),
    replaced("svgz", "picture-format", b"\x1f\x8b\x08", "photo.png", *PHOTO, at="pack.yaml"),
    drawn("svg of nothing", "svg-value", ""),
    drawn("svg with text", "svg-unsupported", "\n  ¦<text>Words</text>", says="outlines"),
    drawn("svg with a script", "svg-unsafe", "¦<script/>"),
    drawn(
        "svg with a colour", "svg-value", '¦<path d="M0 0h9v9z" fill="bluish"/>', says="'bluish'"
    ),
    drawn("svg of many elements", "svg-too-large", "<g/>" * 9_999 + "¦<g/>"),
    drawn("svg not closed", "svg-syntax", "<g></¦svg>"),
    replaced(
        "gif", "picture-format", b"GIF89a\x01\0\x01\0\0\0\0", "photo.png", *PHOTO, at="pack.yaml"
    ),
    replaced("cut png", "picture-broken", png(64, 64)[:60], "photo.png", *PHOTO, at="pack.yaml"),
    replaced("cut jpeg", "picture-broken", jpeg()[:-200], "photo.png", *PHOTO, at="pack.yaml"),
    replaced(
        "bomb", "picture-too-large", png(13_000, 13_000, b""), "photo.png", *PHOTO, at="pack.yaml"
    ),
    replaced(
        "larger bomb",
        "picture-too-large",
        png(60_000, 60_000, b""),
        "photo.png",
        *PHOTO,
        at="pack.yaml",
    ),
    replaced(
        "pixels missing",
        "picture-broken",
        png(100, 100, b"\0" * 50),
        "photo.png",
        *PHOTO,
        at="pack.yaml",
    ),
]
