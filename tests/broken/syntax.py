"""YAML that is not what we read."""

from __future__ import annotations

from tests.broken.base import edited, replaced, written

SYNTAX = [
    edited("tab", "yaml-syntax", "  id: small", "¦\tid: small", says="tab"),
    edited(
        "open quote", "yaml-syntax", "title: A small pack", 'title: ¦"A small pack', says="closed"
    ),
    edited(
        "open bracket",
        "yaml-syntax",
        "keywords: [one, two]",
        "keywords: ¦[one, two",
        says="bracket",
    ),
    edited(
        "colon in text",
        "yaml-syntax",
        "title: A small pack",
        "title: A pack¦: small",
        says="quotes",
    ),
    edited(
        "fact unquoted", "yaml-syntax", "alt: Two bars.", "alt: {adopters} ¦bars", says="quotes"
    ),
    edited("alias", "yaml-alias", "short: Small", "short: ¦*small"),
    edited("anchor", "yaml-alias", "short: Small", "short: ¦&small Small"),
    edited("alias of itself", "yaml-alias", "[one, two]", "¦&self [one, *self]", alone=False),
    written(
        "alias bomb",
        "yaml-alias",
        "a0: ¦&a0 [ha, ha]\n"
        + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40)),
        alone=False,
    ),
    written(
        "merge bomb",
        "yaml-alias",
        "m0: ¦&m0 {a: b}\n"
        + "".join(f"m{n}: &m{n} {{<<: [*m{n - 1}, *m{n - 1}]}}\n" for n in range(1, 40)),
        alone=False,
    ),
    edited("merge key", "yaml-alias", "  edition:", "  ¦<<: {a: b}\n  edition:"),
    edited("tag", "yaml-tag", "short: Small", "short: ¦!!python/name:os.system x"),
    edited("own tag", "yaml-tag", "short: Small", "short: ¦!foo x"),
    edited("binary tag", "yaml-tag", "short: Small", "short: ¦!!binary eA=="),
    edited(
        "key twice",
        "yaml-duplicate-key",
        "short: Small",
        "short: Small\n¦title: Again",
        says="line 5",
    ),
    edited("number as key", "yaml-key", "short: Small", "short: Small\n¦1: x"),
    edited("true as key", "yaml-key", "short: Small", "short: Small\n¦true: x"),
    edited("list as key", "yaml-key", "short: Small", "short: Small\n? ¦[a]\n: x"),
    edited(
        "deep",
        "yaml-depth",
        "[one, two]",
        "[one, " + "[" * 38 + "¦" + "[" * 1000 + "]" * 1038 + "]",
    ),
    edited("second document", "yaml-documents", "short: Small\n", "short: Small\n¦---\na: b\n"),
    written("empty", "yaml-empty", "¦"),
    written("comments only", "yaml-empty", "¦# nothing\n", file="parts/facts.yaml"),
    replaced("not utf-8", "yaml-encoding", b"title: ab\xff\n", "pack.yaml", 1, 10),
    replaced("overlong form", "yaml-encoding", b"a: b\ntitle: \xc0\xaf\n", "pack.yaml", 2, 8),
    edited("control", "bad-character", "short: Small", "short: Sm¦\x07all", says="U+0007"),
    edited("nul by escape", "bad-character", "short: Small", 'short: "Sm¦\\0all"', says="U+0000"),
    edited("noncharacter", "bad-character", "short: Small", "short: Sm¦\ufffeall"),
    edited("c1 control", "bad-character", "short: Small", "short: Sm¦\x85all"),
    edited("bidi override", "bad-character", "short: Small", "short: Sm¦\u202eall"),
    edited("bidi by escape", "bad-character", "short: Small", 'short: "\\u00e9 ¦\\u2066x"'),
    edited("bad character in csv", "bad-character", "growth", "gro¦\x1bwth", file="shares.csv"),
    replaced("too large", "yaml-too-large", b"# " + b"x" * 2_000_000, "pack.yaml", 0),
    written(
        "too many values", "yaml-too-large", "a: [" + "x," * 99_997 + "¦x," + "x]", alone=False
    ),
    written("a list", "wrong-type", "¦- a\n- b\n"),
]
