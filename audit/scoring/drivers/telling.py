"""What goes with the overall score, in sentences. "Goes with", never "drives": nobody knows what causes what."""

from __future__ import annotations

from collections.abc import Iterator

from audit.errors import N_, Sentence, say, say_count
from audit.scoring.analysis.telling.wording import Paragraph, branches_counted, ranged, visits_counted
from audit.scoring.drivers.explaining import NEVER_VARIED
from audit.scoring.drivers.results import Drivers, DriverShare
from audit.scoring.rounding import per_hundred

SHOWN = 6
LEFT_OUT_SHOWN = 3


def tell_drivers(found: Drivers) -> Paragraph:
    """How much goes with the standards, the largest shares, and what to keep in mind about them."""
    title = say(N_("What goes with: {overall}"), overall=found.overall)
    known = [one for one in found.standards if one.share is not None]
    lines = list(_shares(found, known)) if known else []
    if found.why is not None:
        lines.append(found.why)
    lines += _looking_unimportant(found)
    lines += _left_out(found)
    return Paragraph(title, tuple(lines))


def _shares(found: Drivers, known: list[DriverShare]) -> Iterator[Sentence]:
    text = N_(
        "Of the ups and downs in this score, {explained} in 100 go with the other standards ({visits} to {branches}). "
        "By chance alone it would be about {chance}."
    )
    yield say(
        text,
        explained=ranged(found.explained or 0.0, found.interval),
        chance=per_hundred(found.by_chance or 0.0),
        visits=visits_counted(found.visits),
        branches=branches_counted(found.branches),
    )
    shown = [one for one in known[:SHOWN] if per_hundred(one.share or 0.0) > 0]
    for one in shown:
        yield _share(one)
    rest = known[len(shown) :]
    if rest:
        together = per_hundred(sum(one.share or 0.0 for one in rest))
        yield say_count(
            N_("{count} other standard: {share} in 100."),
            N_("{count} other standards together: {share} in 100."),
            len(rest),
            share=together,
        )
    yield say(N_("This says what goes together, not what causes what: the same auditor judged all of a visit."))


def _share(one: DriverShare) -> Sentence:
    if (one.correlation or 0.0) < 0:
        text = N_("{standard}: {share} in 100, but the other way round: where it is kept, this score is lower.")
    else:
        text = N_("{standard}: {share} in 100 (kept on {kept} of 100 visits).")
    share = ranged(one.share or 0.0, one.interval)
    return say(text, standard=one.standard.rstrip(" ,.;:"), share=share, kept=per_hundred(one.kept or 0.0))


def _looking_unimportant(found: Drivers) -> Iterator[Sentence]:
    named = [one.standard for one in found.standards if one.note is not None]
    if named:
        yield say_count(
            N_("{count} standard hardly ever fails and will always look unimportant here: {names}."),
            N_("{count} standards hardly ever fail and will always look unimportant here: {names}."),
            len(named),
            names=(*named[:SHOWN], *(["…"] if len(named) > SHOWN else [])),
        )


def _left_out(found: Drivers) -> Iterator[Sentence]:
    """Standards that were not looked at: those that never varied together, the others each with its own reason."""
    flat = sum(one.why == NEVER_VARIED for one in found.standards)
    if flat:
        yield say_count(
            N_("{count} standard was the same on all of these visits, so nothing can go with it."),
            N_("{count} standards were the same on all of these visits, so nothing can go with them."),
            flat,
        )
    reasons = (None, found.why, NEVER_VARIED)
    out = [one for one in found.standards if one.share is None and one.why not in reasons]
    for one in out[:LEFT_OUT_SHOWN]:
        yield say(N_("Not looked at: {standard}. {why}"), standard=one.standard, why=one.why)
    more = len(out) - LEFT_OUT_SHOWN
    if more > 0:
        yield say_count(
            N_("{count} more standard was not looked at."), N_("{count} more standards were not looked at."), more
        )
