"""What stands in the log, in words."""

from __future__ import annotations

from audit.errors import Sentence, say
from audit.store.log_verbs import SUBJECTS, VERBS


def told(verb: str) -> Sentence:
    """A verb of the log in words; one that an older version of this program wrote, as it is written."""
    return say(VERBS.get(verb, verb.replace("_", " ")))


def told_about(subject_kind: str) -> Sentence:
    """What kind of thing a line speaks of, in words."""
    return say(SUBJECTS.get(subject_kind, subject_kind))
