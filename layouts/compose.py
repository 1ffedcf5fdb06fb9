"""Compose: a story and a master make a scene.

Every passage asks for a layout; the master answers with a page template. Passages whose templates
flow in the same columns run on from page to page together; all others take a page or slide each.
A cover whose template flows stands at the head of the first page that flows.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from layouts.changebars import bars
from layouts.fixed import compose_fixed
from layouts.flow import Passage, Story
from layouts.flowing import Flow
from layouts.furniture import furnish, number_pages
from layouts.master import COVER, Master
from layouts.opening import head
from layouts.problems import InputError, Problem
from layouts.scene import Page, Scene
from layouts.setting import Setting
from layouts.tree import Node


def compose(story: Story, master: Master, setting: Setting) -> Scene:
    """The scene of ``story`` on the templates of ``master``.

    Raises :class:`InputError` with every passage that cannot be made to fit.
    """
    composer = _Composer(story, master, setting)
    for _key, group in groupby(story.passages, composer.run_of):
        composer.add(list(group))
    composer.close()
    if composer.problems:
        raise InputError(composer.problems)
    pages = composer.pages
    scene = Scene(setting.kind, master.size, pages, story.tree, story.lang, story.title)
    scene.subject, scene.author, scene.keywords = story.subject, story.author, story.keywords
    scene.edition, scene.running = story.edition, story.running
    scene.live_date, scene.home = story.live_date, story.home
    scene.steps = composer.steps
    _find_places(scene)
    for page in pages:
        template = master.on(page.template, page.number)
        verso = master.verso(page.number)
        furnish(page, template, setting, story, len(pages), verso=verso)
        if story.marked and template.flows:
            page.furniture += bars(page, template, story.marked, verso=verso)
    number_pages(scene, setting)
    return scene


class _Composer:
    """Pages under way."""

    def __init__(self, story: Story, master: Master, setting: Setting) -> None:
        self.story, self.master, self.setting = story, master, setting
        self.pages: list[Page] = []
        self.problems: list[Problem] = []
        self.steps: dict[str, str] = {}
        self._shown: Counter[str] = Counter()
        self._opening: Page | None = None
        """The first page, with the texts of the cover, until something flows on it."""

    def run_of(self, passage: Passage) -> object:
        """Passages with the same answer run on together."""
        if self._opens(passage):
            return COVER
        name, template = self.master.template(passage.layout)
        return template.flow_key if template.flows else name

    def add(self, passages: list[Passage]) -> None:
        """The pages of a run; what does not fit is kept as a problem."""
        if self._opens(passages[0]):
            self._open(passages[0])
            return
        if self.master.template(passages[0].layout)[1].flows:
            opening, self._opening = self._opening, None
            try:
                flow = Flow(self.story, self.master, self.setting, len(self.pages) + 1, opening)
                self.pages += flow.fill(passages)
            except InputError as error:
                self.problems += error.problems
            return
        self.close()
        for passage in passages:
            self._add_fixed(passage)

    def close(self) -> None:
        """An opening page on which nothing flows is a page all the same."""
        if self._opening is not None:
            self.pages.append(self._opening)
            self._opening = None

    def _opens(self, passage: Passage) -> bool:
        return passage.layout == COVER and bool(self.master.opening)

    def _open(self, passage: Passage) -> None:
        try:
            page, chosen = head(passage, self.master, self.setting, len(self.pages) + 1)
        except InputError as error:
            self.problems += error.problems
            return
        self._opening = page
        self.steps[passage.id] = chosen

    def _add_fixed(self, passage: Passage) -> None:
        """The slides of one passage; what does not fit side by side is told apart."""
        try:
            slides, chosen = compose_fixed(
                passage, self.master, self.setting, len(self.pages) + 1, self._shown[passage.title]
            )
        except InputError as error:
            if passage.apart is None:
                self.problems += error.problems
                return
            for single in passage.apart():
                self._add_fixed(single)
            return
        self.steps[passage.id] = chosen
        self._shown[passage.title] += len(slides)
        for slide in slides:
            slide.hidden = passage.hidden
        self.pages += slides


def _find_places(scene: Scene) -> None:
    """Fill ``places`` and ``tops``: where each node, or the first of what is below it, begins."""
    for page in scene.pages:
        for fragment in page.fragments:
            for item in fragment.items:
                node = item.node
                if node is not None and node.id not in scene.places:
                    scene.places[node.id] = page.number
                    scene.tops[node.id] = fragment.rect.y
        if page.node is not None and page.node.id not in scene.places:
            scene.places[page.node.id] = page.number
            scene.tops[page.node.id] = 0.0
    _inherit(scene, scene.tree)


def _inherit(scene: Scene, node: Node) -> tuple[int, float] | None:
    found = None
    for child in node.children:
        place = _inherit(scene, child)
        if place is not None and (found is None or place < found):
            found = place
    if node.id in scene.places:
        found = (scene.places[node.id], scene.tops[node.id])
    elif found is not None:
        scene.places[node.id], scene.tops[node.id] = found
    return found
