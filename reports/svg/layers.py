"""Layers: items painted as one, with an opacity and clips, in as few groups as will do."""

from __future__ import annotations

from collections.abc import Sequence

from layouts.artwork import Clip, Cluster, Outline

Item = Outline | Cluster


def wrapped(items: list[Item], alpha: float, clips: tuple[Clip, ...]) -> list[Item]:
    """The items with an opacity and clips around all of them."""
    if not items or not alpha:
        return []
    if alpha == 1 and not clips:
        return items
    if len(items) == 1:
        only = items[0]
        if isinstance(only, Cluster):
            return [Cluster(only.items, only.alpha * alpha, (*clips, *only.clips))]
        if not clips and only.stroke is None:
            return [only._replace(alpha=only.alpha * alpha)]
        if not clips and only.fill is None and only.stroke is not None:
            return [only._replace(stroke=only.stroke._replace(alpha=only.stroke.alpha * alpha))]
    return [Cluster(tuple(items), alpha, clips)]


def depth_of(items: Sequence[Item]) -> int:
    """How many clusters stand inside one another."""
    return max((1 + depth_of(one.items) for one in items if isinstance(one, Cluster)), default=0)
