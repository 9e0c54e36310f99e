"""Past visits in a long CSV: one row for each visit and standard. Text in, frozen columns out.

`audit analyse` and `audit visits import` read through this one door, so both read a file alike.
The rules are those of docs/formats.md, "Long CSV of visits".
"""

from audit.scoring.histories.decoding import decode
from audit.scoring.histories.options import Columns, HistoryOptions, Scale, read_map, read_scale, read_scale_for
from audit.scoring.histories.reading import read_history
from audit.scoring.histories.values import Answer, History, PastVisit

__all__ = [
    "Answer",
    "Columns",
    "History",
    "HistoryOptions",
    "PastVisit",
    "Scale",
    "decode",
    "read_history",
    "read_map",
    "read_scale",
    "read_scale_for",
]
