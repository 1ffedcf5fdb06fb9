"""Words of the command that mean nothing."""

from __future__ import annotations

from random import Random

from tests.mutants.base import NONSENSE, PERHAPS, Family, Project

OPTIONS = Family("options", ("own", "plain"))


@OPTIONS.operator(NONSENSE)
def setting(random: Random, project: Project) -> None:
    settings = (
        *(
            "",
            "=",
            "x",
            "x=",
            "pages",
            "pages=",
            "pages.master",
            "pages.master=zq",
            "=3",
            "..=1",
            "a.b=c",
        ),
        *(
            "pages.columns=1000",
            "pages.columns=two",
            "pages.columns=.nan",
            "theme.inks=red",
            "theme=zq",
        ),
        *(
            "theme.page.styles.body.size=0",
            "theme.page.styles.body.size=1e9",
            "pages.master=../../x",
        ),
        *(
            "theme.page.styles.body.size=.inf",
            "theme.inks.accent.rgb=#fff",
            "theme.inks.accent.rgb=red",
        ),
        *(
            "pages.zq=1",
            "slides.template=../../secret/token.txt",
            "first.zq.title=x",
            "zq.opening.text=x",
        ),
        *(
            "first.opening.text=[[x]]",
            "first.opening.text={zq}",
            "first.opening.text=*a",
            "pages=[1",
        ),
        *(
            "first.opening.text=&a b",
            "first.opening.text=!!str b",
            "pack.id=Small",
            "pack.language=zq",
        ),
        *(
            "first.opening.text=" + "[" * 50_000,
            "pages.text=longest",
            "__class__=x",
            "pages.__dict__=x",
        ),
        *("x" * 100_000 + "=1", "first.opening.text=" + "x" * 300, "first.opening.text=a\x07b"),
        *(
            "first.opening.text=a\u202eb",
            "include=[../../secret/facts.yaml]",
            "first.photo.file=/etc/passwd",
        ),
        *(
            "second.photo.file=../../secret/photo.png",
            "datasets.shares.file=../../secret/shares.csv",
        ),
        *("first.bars.data=zq", "first.bars.y=[measure]", "formats=[docx]", "clearance=secret"),
    )
    word = random.choice(settings)
    project.note(word)
    project.words += ["--set", word]


@OPTIONS.operator(PERHAPS)
def odd_setting(random: Random, project: Project) -> None:
    settings = (
        *("title=Other", "first.opening.text=Other words", "first.bars.title=1978", "short=no"),
        *(
            "pages.columns=2",
            "pages.columns=3",
            "pages.max_pages=3",
            "slides.max_slides=9",
            "pages.size=a5",
        ),
        *("theme.page.styles.body.size=30", "theme.slide.styles.body.size=60", "slides.size=4x3"),
        *("theme.inks.accent.rgb=#ffffff", "tokens.pages.scale=1.6", "tokens.slides.scale=1.6"),
        *(
            "tokens.pages.spacing=0",
            "tokens.pages.leading=0.85",
            "pages.contents=false",
            "slides.notes=false",
        ),
        *(
            "slides.dividers=true",
            "slides.embed_fonts=false",
            "slides.date=live",
            "clearance=internal",
        ),
    )
    word = random.choice(settings)
    project.note(word)
    project.words += ["--set", word]


@OPTIONS.operator(NONSENSE)
def usage(random: Random, project: Project) -> None:
    some = (
        *(["-a", "zq"], ["-a", ""], ["-a", ",,"], ["-a", "../own"], ["--to", "docx"], ["--to", ""]),
        *(["--jobs", "-1"], ["--jobs", "x"], ["--jobs", "1e9"], ["--layouts", "nowhere"], ["--zq"]),
        *(["--layouts", "pack/pack.yaml"], ["--template", "nowhere.pptx"], ["--only", "x"], ["-a"]),
        *(
            ["--fonts", "nowhere", "--template", "looks/templates/brand.pptx"],
            ["second"],
            ["--set"],
        ),
        *(
            ["--recipients", "nowhere.csv"],
            ["--recipients", "/dev/zero"],
            ["--template", "/dev/zero"],
        ),
        *(["--layouts", "/dev/null"], ["-a", "own\x00"], ["-a", "\u202eown"], ["-a", "x" * 9999]),
    )
    words = random.choice(some)
    project.note(" ".join(words))
    project.words += words


@OPTIONS.operator(NONSENSE)
def no_pack(random: Random, project: Project) -> None:
    words = (
        "zq",
        "",
        "/etc",
        "/dev/zero",
        "pack/pack.yaml",
        "..",
        "../secret/token.txt",
        "x" * 5000,
        "\x7f",
    )
    word = random.choice(words)
    project.note(word)
    project.words[1] = word
