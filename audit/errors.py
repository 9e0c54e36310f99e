"""The tree of everything a person can cause, and the sentences that tell them so.

A sentence is kept as its English source text with named values, so that the page, the command line
and the PDF can each say it in the reader's language. Nothing here knows how it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


def N_(text: str) -> str:  # noqa: N802 - the name gettext's extractor looks for
    """Mark a text for translation where it is written; it is translated where it is shown."""
    return text


@dataclass(frozen=True, slots=True)
class Sentence:
    """A translatable sentence: source text with `{named}` places, and a plural form where it counts.

    `values` may hold nested sentences. `count` picks the plural form and is available as `{count}`.
    """

    text: str
    values: Mapping[str, object] = field(default_factory=dict)
    plural: str | None = None
    count: int | None = None

    def __str__(self) -> str:
        chosen = self.plural if self.plural is not None and self.count != 1 else self.text
        return chosen.format_map({"count": self.count, **self.values})


def say(text: str, **values: object) -> Sentence:
    """A sentence with its values: `say(N_("{name} is not a region."), name=name)`."""
    return Sentence(text, values)


def say_count(text: str, plural: str, count: int, **values: object) -> Sentence:
    """A sentence that depends on a number: `say_count(N_("{count} visit"), N_("{count} visits"), n)`."""
    return Sentence(text, values, plural, count)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with what was given, and its place (`sections[0].items[2].limit`, `line 12`)."""

    place: str
    sentence: Sentence

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}" if self.place else str(self.sentence)


class AuditError(Exception):
    """Something a person can understand and act on. `status` is the HTTP status it deserves."""

    status = 400

    def __init__(self, sentence: Sentence | str, problems: tuple[Problem, ...] = ()) -> None:
        self.sentence = sentence if isinstance(sentence, Sentence) else Sentence(sentence)
        self.problems = problems
        super().__init__(str(self.sentence))

    def __str__(self) -> str:
        return "\n".join([str(self.sentence), *(f"  {problem}" for problem in self.problems)])


class BadInput(AuditError):
    """A file, a form or a document that cannot be taken; `problems` names every place."""

    status = 422


class SignedOut(AuditError):
    """Nobody is signed in, or the session has ended."""

    status = 401


class NotFound(AuditError):
    """There is no such thing, or not for this person: a stranger cannot tell which."""

    status = 404


class NotAllowed(AuditError):
    """The thing is the person's to see, but not to do this with."""

    status = 403


class NotNow(AuditError):
    """The thing is in a state that does not allow this now."""

    status = 409


class TooLarge(AuditError):
    """More bytes, pixels or rows than are taken."""

    status = 413


class Outdated(AuditError):
    """The app that asks speaks a protocol that is no longer understood."""

    status = 426


class HungUp(AuditError):
    """Whoever asked has gone before all of it had arrived."""

    status = 408


class TooMany(AuditError):
    """Too many attempts; `retry_after_seconds` says when to come back."""

    status = 429

    def __init__(self, sentence: Sentence | str, retry_after_seconds: int) -> None:
        super().__init__(sentence)
        self.retry_after_seconds = retry_after_seconds


class BrokenEnvironment(AuditError):
    """The database, the photo store, a setting or a missing program is at fault, not the person."""

    status = 503
