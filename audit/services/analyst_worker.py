"""The process that analyses: reads sums from its input and answers with analyses until its parent goes."""

from __future__ import annotations

import os
import pickle
import sys

from audit.scoring.analysis.assembling import assemble


def work() -> None:
    """Answer one after another. A fault ends the process, with its traceback in the log."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints goes to the log
    while True:
        try:
            sums, options = pickle.load(sys.stdin.buffer)  # noqa: S301 - a pipe from our own code to itself
        except EOFError:
            return
        pickle.dump(assemble(sums, options), answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()


if __name__ == "__main__":
    work()
