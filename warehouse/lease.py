"""The writer's lease: flock for the truth, a line of JSON in the same file for the person who asks.

The kernel drops a flock with its process, so the lease of a killed holder is free at once and nothing has to expire.
A second lock, the turn, keeps the order: whoever has it gets the lease next.
"""

from __future__ import annotations

import fcntl
import json
import os
import platform
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from transforms.errors import LeaseHeld, WarehouseError

_RECORD_BYTES = 2048
_HEARTBEAT_S = 5.0

# Which thread of this process is inside which lease: a second flock of the same file waits for the first one even
# within one thread, so nested use would only run into the time limit.
_inside: dict[str, int] = {}


class Lease:
    """The right to write one warehouse, held by at most one process and thread."""

    def __init__(self, path: Path, *, wait_s: float = 60.0) -> None:
        self.path = path
        self.wait_s = wait_s
        self._turn = path.with_name(f"{path.name}.turn")
        self._record: dict[str, Any] = {}
        self._guard = threading.Lock()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Holds the lease for the block. Raises LeaseHeld after ``wait_s`` seconds of waiting."""
        if _inside.get(str(self.path)) == threading.get_ident():
            raise WarehouseError(str(self.path), "this thread holds the lease already", "end the outer block first")
        descriptor = self._acquire()
        try:
            _inside[str(self.path)] = threading.get_ident()
            self._record = {**read_record(self.path), **_holder()}
            self._write(descriptor)
            with _heartbeat(lambda: self._beat(descriptor)):
                yield
        finally:
            _inside.pop(str(self.path), None)
            self._release(descriptor)

    def note(self, **values: Any) -> None:
        """Keeps values in the record, over this holder's time; only while the lease is held."""
        with self._guard:
            self._record.update(values)

    def _acquire(self) -> int:
        """Through the turn, which the next holder keeps while it waits: who gives the lease back and wants it again
        at once, as a stream does, waits behind it instead of taking it anew in each gap.
        """
        until = time.monotonic() + self.wait_s
        turn = self._locked(self._turn, until, _turn_pause_s)
        try:
            return self._locked(self.path, until, _next_pause_s)
        finally:
            os.close(turn)

    def _locked(self, path: Path, until: float, pause_s: Callable[[float], float]) -> int:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise WarehouseError(str(path), str(error), "check the folder and who may write there") from error
        began = time.monotonic()
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                now = time.monotonic()
                if now >= until:
                    os.close(descriptor)
                    raise self._refusal() from None
                time.sleep(pause_s(now - began))
            else:
                return descriptor

    def _refusal(self) -> LeaseHeld:
        record = read_record(self.path)
        pid = record.get("pid")
        who = f"process {pid} on {record.get('host')}" if pid else "another process"
        since = f" since {record['since']}, last heartbeat {record['heartbeat']}" if record.get("since") else ""
        return LeaseHeld(
            str(self.path),
            f"{who} has held the lease{since}; waited {self.wait_s:g} s",
            "try again, or end that process",
            pid=pid,
        )

    def _beat(self, descriptor: int) -> None:
        with self._guard:
            self._record["heartbeat"] = _now()
        self._write(descriptor)

    def _release(self, descriptor: int) -> None:
        with self._guard:
            self._record.update(pid=None, since=None, heartbeat=None)
        try:
            self._write(descriptor)
        except OSError:
            # A full disk must not keep the lease from being given back; the stale line names a pid nobody trusts.
            pass
        finally:
            os.close(descriptor)

    def _write(self, descriptor: int) -> None:
        # One write of one length, so that a person who reads meanwhile never sees two records mixed.
        with self._guard:
            line = json.dumps(self._record).encode()
        os.pwrite(descriptor, line.ljust(_RECORD_BYTES - 1) + b"\n", 0)


def _turn_pause_s(waited_s: float) -> float:
    """Whoever has waited longer looks more often, and so comes before those who came later."""
    return max(0.01, 0.1 / (1.0 + waited_s))


def _next_pause_s(waited_s: float) -> float:
    """Nobody else is waiting for the same gap."""
    return min(0.05, 0.01 + waited_s / 20)


def read_record(path: Path) -> dict[str, Any]:
    """What the last holder wrote: pid, host, since, heartbeat (pid null when it left), and its notes. {} if nothing."""
    try:
        record = json.loads(path.read_bytes() or b"{}")
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def is_held(path: Path) -> bool:
    """Whether some process holds the lease now."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def _holder() -> dict[str, Any]:
    return {"pid": os.getpid(), "host": platform.node(), "since": _now(), "heartbeat": _now()}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


@contextmanager
def _heartbeat(beat: Any) -> Iterator[None]:
    is_over = threading.Event()

    def keep_beating() -> None:
        while not is_over.wait(_HEARTBEAT_S):
            beat()

    thread = threading.Thread(target=keep_beating, name="lease heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()
