"""Audit beside survey, in sentences: both scores with their ranges, never the gap alone."""

from __future__ import annotations

from collections.abc import Iterator

from audit.errors import N_, Sentence, say, say_count
from audit.scoring.analysis.telling.wording import Paragraph, branches_counted
from audit.scoring.rounding import half_up, per_hundred, whole
from audit.scoring.surveys.results import BesideSurvey, BranchBeside

SHOWN = 6


def tell_survey(found: BesideSurvey) -> Paragraph:
    """How far the two go together, and the branches at which they clearly part."""
    title = say(N_("What auditors saw beside what guests said"))
    return Paragraph(title, (*_counts(found), *_together(found), *_apart(found)))


def _counts(found: BesideSurvey) -> Iterator[Sentence]:
    if found.mean is not None:
        yield say_count(
            N_("{count} guest gave a score, on average {mean} of 100. {branches} can be compared."),
            N_("{count} guests gave a score, on average {mean} of 100. {branches} can be compared."),
            found.guests,
            mean=whole(found.mean),
            branches=branches_counted(found.in_both),
        )
    uncompared = len(found.branches) - found.in_both
    if found.why is None and uncompared:
        yield say_count(
            N_("{count} branch has too few visits or too few guests, and is left out."),
            N_("{count} branches have too few visits or too few guests, and are left out."),
            uncompared,
        )


def _together(found: BesideSurvey) -> Iterator[Sentence]:
    together = found.together
    if together.observed is not None and together.corrected is not None and together.interval is not None:
        low, high = (half_up(end, 1) for end in together.interval)
        yield say(
            N_(
                "Where auditors score a branch higher, do guests? The correlation of the two is {observed}; without "
                "the chance in both it would be {corrected} ({low} to {high}). 1 is the same order of branches, 0 no "
                "connection."
            ),
            observed=half_up(together.observed, 1),
            corrected=half_up(together.corrected, 1),
            low=low,
            high=high,
        )
    if together.is_above_one:
        yield say(N_("It came out beyond 1, which no true correlation is: that is chance, and it is told as 1."))
    if together.difference is not None:
        text = N_("Of the differences between a branch's two scores, {share} in 100 are more than chance.")
        yield say(text, share=per_hundred(together.difference))
    if together.why is not None:
        yield together.why


def _apart(found: BesideSurvey) -> Iterator[Sentence]:
    if found.why is not None or not found.in_both:
        return
    flagged = sorted((one for one in found.branches if one.is_flagged), key=lambda one: -abs(one.gap or 0.0))
    for one in flagged[:SHOWN]:
        yield _parted(one)
    more = len(flagged) - SHOWN
    if more > 0:
        yield say_count(N_("And {count} more branch like that."), N_("And {count} more branches like that."), more)
    if flagged:
        yield say(N_("About 1 in 10 of the branches at which the two are said to part is a false alarm."))
    else:
        yield say(N_("At no branch do auditors and guests clearly part."))


def _parted(one: BranchBeside) -> Sentence:
    if (one.gap or 0.0) > 0:
        text = N_(
            "{branch}: beside other branches auditors find it better than guests do. Auditors {audit} ({audit_low} to "
            "{audit_high}), guests {survey} ({survey_low} to {survey_high})."
        )
    else:
        text = N_(
            "{branch}: beside other branches guests find it better than auditors do. Auditors {audit} ({audit_low} to "
            "{audit_high}), guests {survey} ({survey_low} to {survey_high})."
        )
    audit_low, audit_high = (whole(min(100.0, max(0.0, end))) for end in one.audit_interval or (0.0, 100.0))
    survey_low, survey_high = (whole(min(100.0, max(0.0, end))) for end in one.survey_interval or (0.0, 100.0))
    return say(
        text,
        branch=one.branch,
        audit=whole(one.audit or 0.0),
        audit_low=audit_low,
        audit_high=audit_high,
        survey=whole(one.survey or 0.0),
        survey_low=survey_low,
        survey_high=survey_high,
    )
