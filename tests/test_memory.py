"""What a long-running process holds on to."""

from __future__ import annotations

import os
import subprocess
import sys

SHOW = """
import os
from audit.memory import SETTINGS, hold_less
hold_less()
b"x" * (1 << 20)  # after which glibc would take pieces as large from its heap
pieces, pins = [], []
for _ in range(40):
    pieces.append(b"x" * 900_000)
    pins.append(b"y" * 5_000)  # keeps the heap from shrinking
pages = lambda: int(open("/proc/self/statm").read().split()[1])
held = pages()
pieces.clear()
given_back = (held - pages()) * os.sysconf("SC_PAGE_SIZE") >> 20
print(*(os.environ[name] for name in SETTINGS), given_back)
"""


def shown(**environment: str) -> list[str]:
    command = [sys.executable, "-c", SHOW]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MALLOC_")}
    return subprocess.run(
        command, env=clean | environment, capture_output=True, text=True, check=True
    ).stdout.split()  # fmt: skip


def test_what_is_let_go_goes_back_to_the_system_and_the_processes_it_starts_do_likewise() -> None:
    *options, given_back = shown()
    assert options == ["1", "65536", "65536"] and int(given_back) > 25  # of 34 MB


def test_what_somebody_has_set_stays() -> None:
    assert shown(MALLOC_ARENA_MAX="4")[0] == "4"
