"""Paragraphs and runs of DrawingML."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from layouts.lines import percent, pitch
from layouts.runs import Run
from layouts.theme import TextStyle
from reports.writers.pptx.bullets import Bullet
from reports.writers.pptx.inks import Inks
from reports.writers.pptx.levels import ALIGN, BOLD, Level, Typefaces, gap, space_after
from reports.writers.pptx.markup import emu, hundredths, text, value

RAISED = 30000
"""Height of superiors, in thousandths of a per cent."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph is formed, beyond the style of its text; lengths in points."""

    before: float = 0.0
    left: float = 0.0
    hanging: float = 0.0
    align: str = "left"
    bullet: Bullet | None = None
    start: int = 1
    stop: float = 0.0
    """Tab stop for what stands flush right; 0: none."""
    exact: float = 0.0
    """Exact distance between baselines (tables, links); 0: per cent of single spacing."""


class TextMaker:
    """Turns runs into markup; one for every part, because links are relationships of the part."""

    def __init__(
        self,
        inks: Inks,
        faces: Typefaces,
        lang: str,
        click: Callable[[str], str],
        *,
        explicit: bool = False,
    ) -> None:
        """``explicit``: what text boxes and tables inherit is not known, so they say it all."""
        self._inks, self._explicit = inks, explicit
        self.faces = faces
        self.lang = lang
        self._click = click
        self._plain: dict[tuple[TextStyle, TextStyle | None, bool, str], tuple[str, str]] = {}

    def paragraph(
        self,
        runs: Iterable[Run],
        style: TextStyle,
        shape: Shape,
        level: tuple[int, Level] | None = None,
        lang: str | None = None,
    ) -> str:
        """One ``a:p``; ``level`` is the number and kind of the level that it inherits from."""
        language = lang or self.lang
        base = level[1] if level and not level[1].blank else None
        runs = list(runs)
        if not shape.exact and any(run.link for run in runs):
            # LibreOffice sets lines with a link by the font's own height (measured: 1.43 instead
            # of 1.2 em in Source Sans 3), unless the distance is exact.
            shape = replace(shape, exact=pitch(style, "slide"))
        out = ["<a:p>", self._properties(style, shape, level)]
        if shape.bullet and shape.bullet.written:
            runs.insert(0, Run(shape.bullet.written + "\t"))
        out += [self.run(run, style, base, language) for run in runs if run.text]
        attributes, children = self._characters(style, base, language)
        out.append(f"<a:endParaRPr{attributes}{_closed(children, 'a:endParaRPr')}</a:p>")
        return "".join(out)

    def quiet(self, runs: Iterable[Run], properties: str = "") -> str:
        """A paragraph whose runs keep emphasis and links and take all else from the level.

        ``properties`` is its ``a:pPr``, if it needs one.
        """
        language = f' lang="{value(self.lang)}"'
        out: list[str] = []
        for run in runs:
            attributes = language + (' b="1"' if run.strong else "")
            attributes += ' i="1"' if run.emphasis else ""
            out.append(self._finished(run, attributes, ""))
        return f"<a:p>{properties}{''.join(out)}<a:endParaRPr{language}/></a:p>"

    def plain(self, words: str, size: float = 0.0, ink: str = "") -> str:
        """A run that takes its look from the level, but for a size in points and an ink that are
        its own where they are given."""
        return f"<a:r>{self._look(size, ink)}<a:t>{text(words)}</a:t></a:r>"

    def field(self, kind: str, ident: str, shown: str, size: float = 0.0, ink: str = "") -> str:
        """A field, such as ``slidenum``, that takes its look from the level as :meth:`plain` does.

        A viewer that does not fill it in prints ``shown``.
        """
        inside = f"{self._look(size, ink)}<a:t>{text(shown)}</a:t>"
        return f'<a:fld id="{ident}" type="{kind}">{inside}</a:fld>'

    def _look(self, size: float, ink: str) -> str:
        points = f' sz="{hundredths(size)}"' if size else ""
        colour = self._inks.fill(ink) if ink else ""
        return f'<a:rPr lang="{value(self.lang)}"{points}{_closed(colour, "a:rPr")}'

    def _properties(self, style: TextStyle, shape: Shape, level: tuple[int, Level] | None) -> str:
        number, base = level or (0, None)
        if base is not None and base.blank:
            base = None
        sure = self._explicit and (base is None or not base.own)
        mark = shape.bullet or Bullet()
        inherits = base is not None and base.own and bool(base.bullet and mark.sign)
        attributes = ""
        left, hanging = (base.left, base.hanging) if base else (0.0, 0.0)
        hangs = shape.hanging
        if inherits and left:  # the bullet stands where the layout has it
            hangs = hanging * shape.left / left
        if sure or emu(shape.left) != emu(left):
            attributes += f' marL="{emu(shape.left)}"'
        if number:
            attributes += f' lvl="{number}"'
        if sure or emu(hangs) != emu(hanging):
            attributes += f' indent="{-emu(hangs)}"'
        align = ALIGN[shape.align]
        if sure or align != (ALIGN[base.style.align] if base else "l"):
            attributes += f' algn="{align}"'
        inside = self._spacing(style, shape, base, sure=sure)
        if not inherits and (sure or mark.scheme or mark.sign != (base.bullet if base else "")):
            inside += mark.markup(shape.start)
        if shape.stop or mark.written:
            stops = f'<a:tab pos="{emu(shape.left)}" algn="l"/>' if mark.written else ""
            stops += f'<a:tab pos="{emu(shape.stop)}" algn="r"/>' if shape.stop else ""
            inside += f"<a:tabLst>{stops}</a:tabLst>"
        if not attributes and not inside:
            return ""
        return f"<a:pPr{attributes}{_closed(inside, 'a:pPr')}"

    @staticmethod
    def _spacing(style: TextStyle, shape: Shape, base: Level | None, *, sure: bool) -> str:
        inside = ""
        fixed = base is not None and base.exact and style.size != base.style.size
        if shape.exact:
            inside += f'<a:lnSpc><a:spcPts val="{hundredths(shape.exact)}"/></a:lnSpc>'
        elif sure or fixed or percent(style) != (percent(base.style) if base else 100):
            inside += f'<a:lnSpc><a:spcPct val="{percent(style) * 1000}"/></a:lnSpc>'
        if sure or abs(shape.before - (gap(base.style) if base else 0.0)) > 0.01:
            points = hundredths(shape.before)
            inside += f'<a:spcBef><a:spcPts val="{points}"/></a:spcBef>'
        if sure or (base is not None and base.after != space_after(style, base)):
            inside += '<a:spcAft><a:spcPts val="0"/></a:spcAft>'
        return inside

    def run(self, run: Run, style: TextStyle, base: Level | None, lang: str) -> str:
        """One run; line breaks inside it become ``a:br``."""
        own = style
        if run.strong and style.weight < BOLD:
            own = replace(own, weight=BOLD)
        if run.emphasis:
            own = replace(own, italic=not style.italic)
        return self._finished(run, *self._characters(own, base, lang))

    def _finished(self, run: Run, attributes: str, children: str) -> str:
        if run.raised:
            attributes += f' baseline="{RAISED}"'
        if run.link:
            children += self._click(run.link)
        properties = f"<a:rPr{attributes}{_closed(children, 'a:rPr')}"
        return self._broken(run.text, properties)

    @staticmethod
    def _broken(words: str, properties: str) -> str:
        pieces = [
            f"<a:r>{properties}<a:t>{text(piece)}</a:t></a:r>" if piece else ""
            for piece in words.split("\n")
        ]
        return f"<a:br>{properties}</a:br>".join(pieces)

    def end(self, style: TextStyle) -> str:
        """The mark at the end of a paragraph, styled in full."""
        attributes, children = self._characters(style, None, self.lang)
        return f"<a:endParaRPr{attributes}{_closed(children, 'a:endParaRPr')}"

    def _characters(self, style: TextStyle, base: Level | None, lang: str) -> tuple[str, str]:
        """Attributes and children of run properties, where they differ from the level."""
        key = (style, base.style if base else None, bool(base and base.major), lang)
        found = self._plain.get(key)
        if found is None:
            found = self._plain[key] = self._differences(style, base, lang)
        return found

    def _differences(self, style: TextStyle, base: Level | None, lang: str) -> tuple[str, str]:
        attributes = f' lang="{value(lang)}"'
        under = base.style if base else None
        if under is None or hundredths(style.size) != hundredths(under.size):
            attributes += f' sz="{hundredths(style.size)}"'
            if base is not None and under is not None and base.tracking:
                spaced = base.tracking * style.size / under.size
                attributes += f' spc="{hundredths(spaced)}"'
        bold = style.weight >= BOLD
        if bold != (under is not None and under.weight >= BOLD):
            attributes += f' b="{int(bold)}"'
        if style.italic != (under is not None and under.italic):
            attributes += f' i="{int(style.italic)}"'
        children = ""
        if under is None or style.ink != under.ink:
            children += self._inks.fill(style.ink)
        token = self.faces.token(style.face)
        same = under is not None and self.faces.family(style.face) == self.faces.family(under.face)
        if self._explicit and base is not None and not base.own:
            same = False
        if not same:
            family = token[1:3]
            children += (
                f'<a:latin typeface="+{family}-lt"/><a:ea typeface="+{family}-ea"/>'
                f'<a:cs typeface="+{family}-cs"/>'
            )
        return attributes, children


def _closed(children: str, tag: str) -> str:
    """The rest of an element whose start tag is still open."""
    return f">{children}</{tag}>" if children else "/>"
