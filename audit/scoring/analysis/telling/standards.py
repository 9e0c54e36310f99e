"""The standards that differ most between branches: this is where the chain is inconsistent."""

from __future__ import annotations

from collections.abc import Iterator

from audit.errors import N_, Sentence, say, say_count
from audit.scoring.analysis.results import Analysis, StandardResult
from audit.scoring.analysis.telling.wording import Paragraph, ranged, visits_counted
from audit.scoring.rounding import per_hundred

SHOWN = 5
NAMED = 6


def tell_standards(analysis: Analysis) -> Paragraph:
    """The largest gaps in full; the rest as a count."""
    known = [one for one in analysis.standards if one.same_experience.gap is not None]
    clear = [one for one in known if _is_uneven(one)]
    lines = [line for one in clear[:SHOWN] for line in _told(one)]
    if known and not clear:
        lines.append(say(N_("On no standard do branches clearly differ from one another.")))
    elif len(known) > len(clear[:SHOWN]):
        lines.append(_rest(len(clear) - len(clear[:SHOWN]), len(known) - len(clear)))
    lines += list(_always_and_low(analysis))
    return Paragraph(say(N_("Where the chain is inconsistent")), tuple(lines))


def named(standard: StandardResult) -> str:
    """A standard's name without the comma or full stop it may end with."""
    return standard.standard.rstrip(" ,.;:")


def _is_uneven(standard: StandardResult) -> bool:
    """Branches surely differ, by 1 in 100 or more; or one of them surely keeps it less."""
    gap = standard.same_experience.intervals.get("gap")
    return bool(standard.flagged) or (
        gap is not None and gap[0] > 0 and per_hundred(max(standard.same_experience.gap or 0.0, gap[0])) > 0
    )


def _told(standard: StandardResult) -> Iterator[Sentence]:
    pairs = standard.same_experience
    same, apart, gap = (pairs.intervals[name] for name in ("same_branch", "different_branches", "gap"))
    if same is None or apart is None or gap is None:
        return
    yield say(
        N_(
            "{standard}: kept on {kept} of 100 visits ({visits}). Of 100 times, two visits to the same branch agree "
            "{same}, to two different branches {apart}: about {gap} are down to which branch you walk into."
        ),
        standard=named(standard),
        kept=ranged(standard.kept or 0.0, standard.interval),
        visits=visits_counted(standard.visits),
        same=ranged(pairs.same_branch or 0.0, same),
        apart=ranged(pairs.different_branches or 0.0, apart),
        gap=ranged(pairs.gap or 0.0, gap),
    )
    yield from _kept_less(standard)


def _kept_less(standard: StandardResult) -> Iterator[Sentence]:
    if not standard.flagged:
        return
    names = tuple(
        say(N_("{name} ({kept} of {visits})"), name=one.name, kept=one.kept, visits=visits_counted(one.visits))
        for one in standard.flagged[:NAMED]
    )
    more = len(standard.flagged) - NAMED
    if more > 0:
        yield say_count(
            N_("Kept clearly less at {names}; also at {count} more branch."),
            N_("Kept clearly less at {names}; also at {count} more branches."),
            more,
            names=names,
        )
    else:
        yield say(N_("Kept clearly less at {names}."), names=names)


def _rest(clear: int, alike: int) -> Sentence:
    if clear:
        return say_count(
            N_("On {count} more standard branches differ too; on {alike} they cannot be told apart."),
            N_("On {count} more standards branches differ too; on {alike} they cannot be told apart."),
            clear,
            alike=alike,
        )
    return say_count(
        N_("On {count} other standard branches cannot be told apart."),
        N_("On the {count} other standards branches cannot be told apart."),
        alike,
    )


def _always_and_low(analysis: Analysis) -> Iterator[Sentence]:
    """Consistent is not good: what is broken everywhere alike, and what never fails."""
    counted = [one for one in analysis.standards if one.kept is not None and one.visits]
    always = sum(one.kept == 1 for one in counted)
    worst = min(counted, key=lambda one: one.kept or 0.0, default=None)
    if always and len(counted) > 1:
        yield say_count(
            N_("{count} standard was kept on every visit, so it says nothing about differences."),
            N_("{count} standards were kept on every visit, so they say nothing about differences."),
            always,
        )
    if worst is not None and worst.kept is not None and worst.kept < 1 and len(counted) > 1:
        low, high = worst.interval or (0.0, 1.0)
        yield say(
            N_("Kept least of all: {standard}, on {kept} of 100 visits ({low} to {high}; {visits})."),
            standard=named(worst),
            kept=per_hundred(worst.kept),
            low=per_hundred(low),
            high=per_hundred(high),
            visits=visits_counted(worst.visits),
        )
