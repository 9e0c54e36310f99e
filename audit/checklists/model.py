"""What a checklist is: frozen values, the same for the phone, the page, the score and the report.

Numbers are `Fraction`, so that 0.1 is a tenth. Nothing here checks anything: `parsing.parse_checklist`
is the only door, and whoever builds these values by hand vouches for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

SCORED_KINDS = ("yes_no", "expectation", "scale", "choice", "choices", "time", "number")
UNSCORED_KINDS = ("text", "photo", "signature", "note")
KINDS = SCORED_KINDS + UNSCORED_KINDS
CHANNELS = ("in_person", "phone", "email", "chat")
MODES = ("open", "blind")
CRITICALITIES = ("none", "flag", "section", "visit")
EVIDENCE = ("never", "when_broken", "always")
NOT_APPLICABLE = "na"


@dataclass(frozen=True, slots=True)
class Text(Mapping[str, str]):
    """One text in one or more languages: a mapping from language code to words."""

    words: tuple[tuple[str, str], ...]

    def __getitem__(self, language: str) -> str:
        for code, words in self.words:
            if code == language:
                return words
        raise KeyError(language)

    def __iter__(self) -> Iterator[str]:
        return (code for code, _ in self.words)

    def __len__(self) -> int:
        return len(self.words)

    def in_language(self, language: str, fallback: str = "") -> str:
        """The words in `language` (`nl-BE` also finds `nl`), else in `fallback`, else in the first there is."""
        for code in (language, language.partition("-")[0], fallback):
            if code in self:
                return self[code]
        return next((words for _, words in self.words), "")


@dataclass(frozen=True, slots=True)
class ItemIs:
    """The answer is this one; of several chosen options, one is."""

    item: str
    value: str | Fraction


@dataclass(frozen=True, slots=True)
class ItemIn:
    """The answer is one of these; of several chosen options, any is."""

    item: str
    values: tuple[str | Fraction, ...]


@dataclass(frozen=True, slots=True)
class ItemAtLeast:
    """The answer is a number of at least this."""

    item: str
    number: Fraction


@dataclass(frozen=True, slots=True)
class ItemAtMost:
    """The answer is a number of at most this."""

    item: str
    number: Fraction


@dataclass(frozen=True, slots=True)
class BranchIs:
    """The branch carries this attribute with this value."""

    attribute: str
    value: str


@dataclass(frozen=True, slots=True)
class AllOf:
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Not:
    rule: Rule


Rule = ItemIs | ItemIn | ItemAtLeast | ItemAtMost | BranchIs | AllOf | AnyOf | Not


@dataclass(frozen=True, slots=True)
class Option:
    key: str
    text: Text
    points: Fraction


@dataclass(frozen=True, slots=True)
class Step:
    """From `start` on (until the next step's start) the credit is `credit`."""

    start: Fraction
    credit: Fraction


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a checklist. Which fields after `evidence` matter depends on `kind`; others keep their default.

    `target`, `limit` and a time's `steps` are seconds; `kept_at` and credits are shares from 0 to 1.
    """

    key: str
    kind: str
    text: Text
    help: Text | None = None
    standard: str | None = None
    weight: Fraction = Fraction(1)
    required: bool = True
    allow_na: bool = False
    critical: str = "none"
    bonus: bool = False
    kept_at: Fraction = Fraction(1)
    show_when: Rule | None = None
    evidence: str = "never"
    pass_answer: str = "yes"
    options: tuple[Option, ...] = ()
    full: Fraction | None = None
    target: Fraction | None = None
    limit: Fraction | None = None
    steps: tuple[Step, ...] = ()
    min: int | None = None
    max: int | None = None
    reverse: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """`weight` is None where the checklist declares none: then the total is the ratio of all sums."""

    key: str
    title: Text
    items: tuple[Item, ...]
    weight: Fraction | None = None
    show_when: Rule | None = None


@dataclass(frozen=True, slots=True)
class Standard:
    """One thing the chain promises at every branch. Its key never changes, so trends outlive checklists."""

    key: str
    promise: Text
    touchpoint: str = ""
    values: tuple[str, ...] = ()
    source: str = ""
    sop: Text | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """The verdict from this percent on, until the next band starts."""

    start: Fraction
    name: Text


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist version. `bonus_cap` is the highest percent a bonus can lead to, None for no cap."""

    key: str
    name: Text
    language: str
    bands: tuple[Band, ...]
    sections: tuple[Section, ...]
    standards: tuple[Standard, ...] = ()
    channel: str = "in_person"
    mode: str = "open"
    bonus_cap: int | None = 100

    def items(self) -> Iterator[Item]:
        """Every item, in the order it stands on the form."""
        return (item for section in self.sections for item in section.items)
