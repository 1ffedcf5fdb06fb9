"""Compose: a story and a master make a scene.

Every passage asks for a layout; the master answers with a page template. Passages whose templates
flow in the same columns run on from page to page together; all others take a page or slide each.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from layouts.fixed import compose_fixed
from layouts.flow import Passage, Story
from layouts.flowing import Flow
from layouts.furniture import furnish, number_pages
from layouts.master import Master
from layouts.problems import InputError, Problem
from layouts.scene import Page, Scene
from layouts.setting import Setting
from layouts.tree import Node


def compose(story: Story, master: Master, setting: Setting) -> Scene:
    """The scene of ``story`` on the templates of ``master``.

    Raises :class:`InputError` with every passage that cannot be made to fit.
    """
    pages: list[Page] = []
    problems: list[Problem] = []
    steps: dict[str, str] = {}
    shown: Counter[str] = Counter()

    def run(passage: Passage) -> object:
        name, template = master.template(passage.layout)
        return template.flow_key if template.flows else name

    for _key, group in groupby(story.passages, run):
        passages = list(group)
        flows = master.template(passages[0].layout)[1].flows
        for together in [passages] if flows else [[passage] for passage in passages]:
            try:
                if flows:
                    pages += Flow(story, master, setting, len(pages) + 1).fill(together)
                else:
                    [passage] = together
                    slides, steps[passage.id] = compose_fixed(
                        passage, master, setting, len(pages) + 1, shown[passage.title]
                    )
                    shown[passage.title] += len(slides)
                    pages += slides
            except InputError as error:
                problems += error.problems
    if problems:
        raise InputError(problems)
    scene = Scene(setting.kind, master.size, pages, story.tree, story.lang, story.title)
    scene.subject, scene.author, scene.keywords = story.subject, story.author, story.keywords
    scene.edition = story.edition
    scene.steps = steps
    _find_places(scene)
    for page in pages:
        template = master.on(page.template, page.number)
        verso = master.verso(page.number)
        furnish(page, template, setting, story.running, len(pages), verso=verso)
    number_pages(scene, setting)
    return scene


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
