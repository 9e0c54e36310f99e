"""What a person may choose about an analysis."""

from __future__ import annotations

from dataclasses import dataclass, field

from audit.errors import N_, BadInput, say


@dataclass(frozen=True, slots=True)
class Model:
    """Which differences a score is made of, beside the branch and the visit itself."""

    has_auditor: bool = True
    has_period: bool = False

    def __str__(self) -> str:
        terms = ["branch", *(["auditor"] if self.has_auditor else []), *(["branch:period"] if self.has_period else [])]
        return "score~" + "+".join(terms)


@dataclass(frozen=True, slots=True)
class AnalysisOptions:
    """The model, the reliability to plan for, and the smallest difference worth acting on (points).

    `worth_points` None: 2 points, or half the visit-to-visit spread where scores lie closer than that.
    """

    model: Model = field(default_factory=Model)
    target: float = 0.8
    worth_points: float | None = None


def read_model(text: str) -> Model:
    """`score~branch+auditor+branch:period` and its parts; spaces do not matter."""
    score, _, right = text.replace(" ", "").partition("~")
    terms = right.split("+")
    known = {"branch", "auditor", "branch:period"}
    if score != "score" or "branch" not in terms or not set(terms) <= known or len(set(terms)) < len(terms):
        sentence = N_(
            '"{given}" is not a model. Write score~branch, score~branch+auditor or score~branch+auditor+branch:period.'
        )
        raise BadInput(say(sentence, given=text))
    return Model(has_auditor="auditor" in terms, has_period="branch:period" in terms)
