"""The process that prints: reads documents from its input and answers with PDFs until its parent goes.

WeasyPrint lives here alone. It costs memory and half a second to import, and what it does with a hostile or huge
document must not touch the process that serves pages: this one is slower by choice, limited, and can be killed.
"""

from __future__ import annotations

import os
import resource
import sys
import traceback
from typing import BinaryIO

from audit.reports.pdf_messages import Paper, Printed, read_paper, write_printed

NICENESS = 5


def work(memory_bytes: int) -> None:
    """Answer documents one after another; `memory_bytes` bounds the address space of this process."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    os.nice(NICENESS)
    answers = _take_output()
    while (paper := read_paper(sys.stdin.buffer)) is not None:
        write_printed(answers, _print(paper))


def _take_output() -> BinaryIO:
    """Keep the pipe for answers to ourselves: whatever a library prints goes to the log."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _print(paper: Paper) -> Printed:
    try:
        from audit.reports.pdf_drawing import StrangeMedia, draw_pdf
    except OSError as missing:
        return Printed(b"", "libraries", str(missing))
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
