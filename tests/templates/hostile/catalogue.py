"""All hostile and odd files: ``CASES``."""

from __future__ import annotations

from tests.templates.hostile.active import ACTIVE
from tests.templates.hostile.archives import ARCHIVES
from tests.templates.hostile.base import Hostile
from tests.templates.hostile.markup import MARKUP
from tests.templates.hostile.odd import ODD

CASES: list[Hostile] = [*ARCHIVES, *MARKUP, *ACTIVE, *ODD]
