"""One child process of flows.parsing_pool: started, asked, timed, ended."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from flows.parsing_frames import packed_frame, read_frame
from flows.parsing_worker import START_LIMIT_S
from transforms.errors import PoolFailed

if TYPE_CHECKING:
    pass

# A worker needs none of the secrets that sources.toml takes from the environment.
_KEPT_VARIABLES = ("HOME", "LANG", "LC_", "LD_", "DYLD_", "PATH", "PYTHON", "TMPDIR", "TZ", "VIRTUAL_ENV")
# A thread of a numeric library reserves address space on every core, of which the limit allows little.
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
# A child whose pipes are closed is as good as gone; its status may come a moment later.
_DYING_S = 5.0


class WorkerEnded(Exception):
    """A worker process ended without an answer; ``cause`` says how."""

    def __init__(self, cause: str) -> None:
        self.cause = cause
        super().__init__(cause)


class Worker:
    """One child process and the pipes to it. Used by one thread at a time; only ``kill`` may come from another."""

    def __init__(self, parser: str, wall_s: float, memory_bytes: int) -> None:
        self.answer_count = 0
        self._is_warm = False
        self._parser = parser
        self._memory_bytes = memory_bytes
        options = ("--parser", parser, "--wall-s", str(wall_s), "--memory-bytes", str(memory_bytes))
        self._process = subprocess.Popen(  # noqa: S603  our own program, and no shell
            # -P: a file in the working folder is foreign too, and must not be imported.
            [sys.executable, "-P", "-m", "flows.parsing_worker", *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env=_environment(),
            # Ctrl-C at the terminal is for the parent, which finishes its batch.
            process_group=0,
        )
        self._requests = cast("IO[bytes]", self._process.stdin).fileno()
        self._replies = cast("IO[bytes]", self._process.stdout).fileno()
        # A stopped child must not be able to hold the parent in a read or write.
        os.set_blocking(self._requests, False)
        os.set_blocking(self._replies, False)

    def wait_until_ready(self) -> None:
        """Raises PoolFailed."""
        try:
            started = self._received(time.monotonic() + START_LIMIT_S)
        except TimeoutError:
            raise PoolFailed(self._parser, f"a worker was not ready after {START_LIMIT_S:g} s") from None
        except WorkerEnded as ended:
            raise PoolFailed(self._parser, f"a worker ended while starting: {ended.cause}") from None
        if "failed" in started:
            raise PoolFailed(self._parser, f"a worker could not load it: {started['failed'].strip()}")

    def warm_up(self) -> None:
        """Let the child load what reading pages takes, once, so that no page's time is spent on it.

        Raises PoolFailed.
        """
        if self._is_warm:
            return
        deadline = time.monotonic() + START_LIMIT_S
        try:
            self._sent(packed_frame({"work": "warm"}), deadline)
            reply = self._received(deadline)
        except TimeoutError:
            raise PoolFailed(self._parser, f"a worker was not warm after {START_LIMIT_S:g} s") from None
        except WorkerEnded as ended:
            raise PoolFailed(self._parser, f"a worker ended while warming up: {ended.cause}") from None
        if "error" in reply or "out_of_memory" in reply:
            raise PoolFailed(self._parser, f"a worker could not warm up: {reply.get('cause', 'out of memory')}")
        self._is_warm = True

    def ask(self, frame: bytes, wall_s: float) -> dict[str, Any]:
        """The reply to one frame. Raises TimeoutError when the time is over, WorkerEnded."""
        deadline = time.monotonic() + wall_s
        self._sent(frame, deadline)
        reply = self._received(deadline)
        if "out_of_memory" in reply:
            raise WorkerEnded(f"needs more than {self._memory_bytes // 2**20} MiB of memory")
        self.answer_count += 1
        return reply

    @property
    def process_id(self) -> int:
        return self._process.pid

    def kill(self) -> None:
        self._process.kill()

    def end(self) -> None:
        """Kill the child, wait for it and close the pipes."""
        with self._process:
            self._process.kill()

    def _sent(self, frame: bytes, deadline: float) -> None:
        unsent = memoryview(frame)
        while unsent:
            _wait(self._requests, select.POLLOUT, deadline)
            try:
                unsent = unsent[os.write(self._requests, unsent) :]
            except BrokenPipeError:
                raise self._ended() from None

    def _received(self, deadline: float) -> dict[str, Any]:
        def read_exactly(count: int) -> bytes:
            received = bytearray()
            while len(received) < count:
                _wait(self._replies, select.POLLIN, deadline)
                piece = os.read(self._replies, min(count - len(received), 2**20))
                if not piece:
                    raise self._ended()
                received += piece
            return bytes(received)

        return read_frame(read_exactly)[0]

    def _ended(self) -> Exception:
        """How the child ended, as the exception to raise."""
        try:
            status = self._process.wait(_DYING_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            status = self._process.wait()
        if status == -signal.SIGALRM:
            return TimeoutError()
        if status < 0:
            return WorkerEnded(f"its process was ended by {signal.Signals(-status).name}")
        return WorkerEnded(f"its process ended itself with status {status}")


def _wait(pipe: int, event: int, deadline: float) -> None:
    poll = select.poll()
    poll.register(pipe, event)
    if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
        raise TimeoutError


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name.startswith(_KEPT_VARIABLES)}
    # A checkout that is not installed works too.
    house = str(Path(__file__).resolve().parent.parent)
    kept["PYTHONPATH"] = os.pathsep.join(part for part in (house, os.environ.get("PYTHONPATH")) if part)
    return {**kept, **_ONE_THREAD}
