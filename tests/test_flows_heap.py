"""A long-lived process does not hold on to what it has freed, where glibc is."""

from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent

# Threads take and free blocks of the sizes of rows and pages; what stays is one small block in many.
_WORK = """
import random, sys, threading
sys.path.insert(0, sys.argv[2])
from flows.heap import give_back, hold_little
def held():
    [line] = [one for one in open("/proc/self/status") if one.startswith("RssAnon")]
    return int(line.split()[1]) / 1024
if sys.argv[1] == "held":
    assert hold_little()
kept = []
def work(seed):
    chance = random.Random(seed)
    for _ in range(15):
        blocks = [bytearray(chance.randint(600, 60_000)) for _ in range(600)]
        kept.extend(blocks[::60])
before = held()
threads = [threading.Thread(target=work, args=(seed,)) for seed in range(12)]
for one in threads: one.start()
for one in threads: one.join()
if sys.argv[1] == "held":
    give_back()
print(held() - before - sum(map(len, kept)) / 2**20)
"""


def unused_mib(how: str) -> float:
    done = subprocess.run(
        [sys.executable, "-c", _WORK, how, str(HOUSE)], capture_output=True, text=True, timeout=60, check=True
    )
    return float(done.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another allocator than glibc's: nothing is asked of it")
def test_what_is_freed_is_not_held() -> None:
    loose, held = unused_mib("loose"), unused_mib("held")
    assert held < loose / 2
