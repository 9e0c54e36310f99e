"""The process that prints: reads documents from its input and answers with PDFs until its parent goes.

WeasyPrint lives here alone. It costs memory and half a second to import, and what it does with a hostile or huge
document must not touch the process that serves pages: this one is slower by choice, limited, and can be killed.
"""

from __future__ import annotations

import gc
import os
import resource
import sys
import traceback
from typing import BinaryIO

from audit.reports.pdf_messages import Paper, Printed, read_paper, write_printed

NICENESS = 5
SELDOM = 200_000
"""So many objects more than were let go, and Python looks for those nobody can reach."""


def work(memory_bytes: int) -> None:
    """Answer documents one after another; `memory_bytes` bounds the address space of this process.

    What a document leaves behind is cleared away when it is answered, and seldom before: looking for it as often as
    Python does took a quarter of the time a document is laid out in.
    """
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    os.nice(NICENESS)
    answers = _take_output()
    trouble = _load()
    gc.set_threshold(SELDOM)
    gc.freeze()
    while (paper := read_paper(sys.stdin.buffer)) is not None:
        write_printed(answers, trouble or _print(paper))
        gc.collect()


def _take_output() -> BinaryIO:
    """Keep the pipe for answers to ourselves: whatever a library prints goes to the log."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _load() -> Printed | None:
    """Load what prints; what is said of every document where its libraries are missing or do not fit."""
    try:
        import audit.reports.pdf_drawing  # noqa: F401 - half a second that the first document would wait longer
    except OSError as missing:
        return Printed(b"", "libraries", str(missing))
    except MemoryError:
        return Printed(b"", "memory")
    return None


def _print(paper: Paper) -> Printed:
    from audit.reports.pdf_drawing import StrangeMedia, draw_pdf

    try:
        return Printed(draw_pdf(paper))
    except MemoryError:
        return Printed(b"", "memory")
    except StrangeMedia as strange:
        return Printed(b"", "media", str(strange))
    except Exception as fault:  # noqa: BLE001 - the parent must be told, and this worker is not used again
        traceback.print_exc()
        return Printed(b"", "drawing", f"{type(fault).__name__}: {fault}")


if __name__ == "__main__":
    work(int(sys.argv[1]))
