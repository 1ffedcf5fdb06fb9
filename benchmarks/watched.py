"""One build of the default pack into the folder given, watched: the process of ``parts.py``.

It imports next to nothing itself, because imports are part of what is told. Standard output is the
seconds of CPU of each part, as JSON.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def watched(out: str) -> dict[str, float]:
    """Build the default pack in this process; seconds of CPU for each part but the last."""
    spent = {"start": time.process_time()}

    def part(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*args: Any, **more: Any) -> Any:
            begun = time.process_time()
            result = function(*args, **more)
            spent[name] = spent.get(name, 0.0) + time.process_time() - begun
            return result

        return timed

    def engine() -> tuple[Any, Any, Any]:
        from reports import cli, edition, pipeline

        return cli, edition, pipeline

    cli, edition, pipeline = part("engine", engine)()
    cli.gc.set_threshold(cli.YOUNG, 20, 50)
    compose, writer = edition.Edition.compose, edition.writers.writer
    pipeline.editions = part("read", pipeline.editions)
    edition.Edition.compose = lambda one, medium: part(medium, compose)(one, medium)
    edition.writers.writer = lambda name, **more: part(
        name, part(f"import {name}", writer)(name, **more)
    )
    cli.main(["build", "--quiet", "--out", out])
    return spent


if __name__ == "__main__":
    found = watched(sys.argv[1])
    import gc
    import json

    print(json.dumps(found))
    gc.freeze()
