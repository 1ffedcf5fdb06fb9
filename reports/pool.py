"""Pool: the same work on many tasks, in processes side by side or here.

Processes are spawned, not forked: it is the same on every system, no lock or open pipe of this
process goes along (so each notices when this one ends), and reading the pack once more costs a
process no more than one pack. Tasks are handed out one by one, as a round trip takes a tenth of
a millisecond and a task hundreds: whoever is done gets the next, and a process that dies, or takes
too long for a task, takes that one with it, which is named.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Any, NoReturn

from layouts.problems import InputError, ResourceError
from reports.interrupts import Terminated, careful, heed_terminated

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Work = Callable[[Any], Any]
PATIENCE = 10.0
"""Seconds that a process has to put its files away when it is told to stop."""
TASK_SECONDS = 300.0
"""Seconds for one task: a hundred times what the largest pack takes."""
GRACE = 1.0
"""Seconds that a process which has worked for too long has to put its files away."""
AGAIN = 1.0
"""Seconds after which the alarm rings again, where a library caught what it raised."""
READY, BROKEN = "ready", "broken"


@dataclass(frozen=True)
class Lost:
    """What a process has of a task instead of its result."""

    why: str
    bug: bool
    """Whether the work failed in a way that it does not know; else its process died."""


def cores() -> int:
    """How many processes may run at the same time."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run(
    job: Callable[[], Work], tasks: Sequence[Any], jobs: int, here: Work | None = None
) -> Iterator[tuple[int, Any]]:
    """Number and result of each task as they are done; :class:`Lost` where a process failed, or
    where a task took longer than :data:`TASK_SECONDS`.

    ``job`` makes the work, once in each process; job, tasks and results are pickled. ``here`` is
    the work that is used with one job, which needs no process and raises what it raises; only
    what Python runs is stopped there when it takes too long, and on POSIX systems. Raises
    :class:`ResourceError` when a process cannot begin. Processes that still run end when the
    iterator is closed.
    """
    jobs = min(jobs or cores(), len(tasks))
    if jobs > 1:
        with careful():
            yield from _Crew(job, tasks, jobs).results()
        return
    work = here or job()
    for n, task in enumerate(tasks):
        try:
            with _alarm(TASK_SECONDS):
                result = work(task)
        except _LateError:
            result = _late()
        yield n, result


class _LateError(BaseException):
    """The alarm rang: no handler of exceptions in the work may take it for a fault of its own."""


def _late() -> Lost:
    return Lost(f"took longer than {TASK_SECONDS:g} seconds", bug=False)


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Raise :class:`_LateError` when the block takes longer; without effect outside the main thread
    and where the system has no timers."""

    def ring(_number: int, _frame: object) -> NoReturn:
        raise _LateError

    try:
        before = signal.signal(signal.SIGALRM, ring)
    except (AttributeError, ValueError):
        yield
        return
    left = 0.0
    try:
        left, _ = signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, left)
        signal.signal(signal.SIGALRM, before)


def _attempt(work: Work, task: Any) -> Any:
    try:
        return work(task)
    except (ResourceError, OSError) as error:
        return Lost(str(error), bug=False)
    except Exception as error:
        if os.environ.get("BRIEFPACK_DEBUG"):
            raise
        return Lost(f"{type(error).__name__}: {error}", bug=True)


@dataclass
class _Worker:
    process: BaseProcess
    pipe: Connection
    task: int = -1
    """Number of what it is doing; -1: it is not ready."""
    since: float = field(default_factory=monotonic)
    """When it was handed that."""


class _Crew:
    """The processes of one run."""

    def __init__(self, job: Callable[[], Work], tasks: Sequence[Any], jobs: int) -> None:
        from multiprocessing import get_context

        self.context = get_context("spawn")
        self.job, self.tasks, self.jobs = job, tasks, jobs
        self.waiting = deque(range(len(tasks)))
        self.workers: list[_Worker] = []

    def results(self) -> Iterator[tuple[int, Any]]:
        from multiprocessing.connection import wait

        try:
            for _ in range(self.jobs):
                self._begin()
            while self.workers:
                ready = wait([worker.pipe for worker in self.workers], self._patience())
                for worker in [one for one in self.workers if one.pipe in ready]:
                    yield from self._heard(worker)
                for worker in [one for one in self.workers if self._left(one) <= 0]:
                    yield from self._overdue(worker)
        finally:
            self._stop()

    def _begin(self) -> None:
        ours, theirs = self.context.Pipe()
        process = self.context.Process(target=_serve, args=(self.job, theirs), daemon=True)
        with _deaf_to_interrupts():
            process.start()
        theirs.close()
        self.workers.append(_Worker(process, ours))

    def _heard(self, worker: _Worker) -> Iterator[tuple[int, Any]]:
        """What a process sent, or that it is gone; gives it the next task."""
        try:
            said, result = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._gone(worker)
            return
        if said == BROKEN:
            raise ResourceError(f"a process for the packs could not begin: {result}")
        if said != READY:
            yield said, result
        if not self.waiting:
            self._dismiss(worker)
            return
        worker.task, worker.since = self.waiting.popleft(), monotonic()
        with suppress(OSError):  # it is gone, which is heard next
            worker.pipe.send((worker.task, self.tasks[worker.task]))

    def _gone(self, worker: _Worker) -> Iterator[tuple[int, Any]]:
        self._dismiss(worker)
        code = worker.process.exitcode or 0
        how = f"by signal {-code}" if code < 0 else f"with status {code}"
        if worker.task < 0:
            raise ResourceError(f"a process for the packs ended {how} before it began")
        if self.waiting:
            self._begin()
        yield worker.task, Lost(f"its process ended {how}", bug=False)

    @staticmethod
    def _left(worker: _Worker) -> float:
        """Seconds that a process still has for what it is doing."""
        return worker.since + TASK_SECONDS - monotonic()

    def _patience(self) -> float:
        return max(0.0, min(map(self._left, self.workers)))

    def _overdue(self, worker: _Worker) -> Iterator[tuple[int, Any]]:
        """Ends a process that has worked for too long, and puts another in its place."""
        worker.process.terminate()
        worker.process.join(GRACE)
        worker.process.kill()
        self._dismiss(worker)
        if worker.task < 0:
            raise ResourceError("a process for the packs does not begin")
        if self.waiting:
            self._begin()
        yield worker.task, _late()

    def _dismiss(self, worker: _Worker) -> None:
        self.workers.remove(worker)
        worker.pipe.close()
        worker.process.join(PATIENCE)

    def _stop(self) -> None:
        for worker in self.workers:
            worker.process.terminate()
        for worker in self.workers:
            worker.process.join(PATIENCE)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
            worker.pipe.close()


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Ctrl-C goes to all processes of a terminal; one that is started here leaves it to us."""
    try:
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    except ValueError:  # outside the main thread
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _serve(job: Callable[[], Work], pipe: Connection) -> None:
    """A process: does what it is sent until the pipe is closed."""
    heed_terminated()
    try:
        _do(job, pipe)
    except Terminated:
        raise SystemExit(128 + signal.SIGTERM) from None


def _do(job: Callable[[], Work], pipe: Connection) -> None:
    try:
        work = job()
    except (InputError, ResourceError, OSError) as error:
        pipe.send((BROKEN, str(error)))
        return
    pipe.send((READY, None))
    with suppress(EOFError, OSError):  # whoever sends the tasks has done, or is no more
        while True:
            n, task = pipe.recv()
            pipe.send((n, _attempt(work, task)))
