"""A made-up branch report in any language: long promises, few visits, an owner without a date."""

from __future__ import annotations

from datetime import date

from audit.errors import say
from audit.reports.charts import IntervalBar, Scale
from audit.services.branch_reports import (
    BranchReport,
    Fix,
    ReportPhoto,
    ReportStandard,
    ReportTouchpoint,
    Strength,
)
from audit.services.compare_pages.branches import Fact
from audit.services.compare_pages.parts import Verdict
from tests.reports.chain import control_chart

LONG_WORDS = {
    "en": ("Every guest is greeted within 60 seconds of coming in", "Payment and goodbye"),
    "nl": ("De klanttevredenheidsonderzoeksresultaten worden tijdens de afscheidsbegroeting besproken", "Betaling"),
    "id": ("Setiap pelanggan disambut dengan keramahtamahan dalam waktu enam puluh detik", "Penyambutan"),
    "ro": ("Fiecare oaspete este întâmpinat cu profesionalism și recunoaștere în șaizeci de secunde", "Întâmpinarea"),
}
PERCENTS = Scale(0, 100)


def standard(promise: str, kept: float, chain: float, visits: int) -> ReportStandard:
    """One line, judged by whether its interval holds the chain's mean; nothing is said of fewer than three visits."""
    if visits < 3:
        return ReportStandard(
            promise, visits, None, None, chain, None, Verdict(say("Too few visits to tell"), "unknown")
        )
    half = 0.4 / visits**0.5
    low, high = max(0.0, kept - half), min(1.0, kept + half)
    group = "below" if high < chain else "above" if low > chain else "same"
    said = {
        "below": ("Clearly below", "broken"),
        "above": ("Clearly above", "kept"),
        "same": ("Cannot be told apart", ""),
    }
    bar = IntervalBar(promise, PERCENTS, kept * 100, (low * 100, high * 100), chain * 100, group)
    text, tone = said[group]
    return ReportStandard(promise, visits, kept, (low, high), chain, bar, Verdict(say(text), tone))


def touchpoint(language: str, number: int, count: int) -> ReportTouchpoint:
    promise, name = LONG_WORDS[language]
    lines = (standard(f"{promise} ({n + 1})", (n * 37 % 100) / 100, 0.78, (n * 5 + number) % 14) for n in range(count))
    return ReportTouchpoint(f"{name} {number}", tuple(lines))


def branch_report(language: str = "en", photos: int = 4) -> BranchReport:
    """Forty-four standards in four touchpoints, as many photos as asked for."""
    promise = LONG_WORDS[language][0]
    reading = say("Kept on 14 of 15 visits, probably between 70 and 99 in 100; the chain 78.")
    return BranchReport(
        title="’s-Hertogenbosch Burgemeester Loeffplein",
        place="’s-Hertogenbosch, Nederland",
        chain_name="Salon Lumière",
        since=date(2026, 5, 12),
        until=date(2026, 11, 12),
        issued=date(2026, 11, 16),
        revision=2,
        visits=15,
        auditors=("Blue Finch", "Quiet Otter", "Red Maple"),
        sentence=say("Guests are greeted as promised, but one in three waits too long for a drink."),
        detail=say(
            "The branch scores 76 points, probably between 71 and 80. The chain scores 81: below, and not by chance."
        ),
        facts=(
            Fact(say("Score"), "76", say("probably 71 to 81")),
            Fact(say("The chain"), "81", say("24 branches")),
            Fact(say("Promises kept"), "78%", say("468 of 600")),
            Fact(say("Visits"), "15", say("3 auditors")),
        ),
        strengths=tuple(Strength(promise, reading) for _ in range(3)),
        fixes=(
            Fix(promise, reading, "Marieke van Wieringen-de Groot", date(2026, 12, 1)),
            Fix(promise, reading, "Front desk", None),
            Fix(promise, reading),
        ),
        touchpoints=tuple(touchpoint(language, number, 11) for number in range(1, 5)),
        story=control_chart(15),
        story_reading=say("One visit differs from the others by more than chance explains."),
        photos=tuple(
            ReportPhoto(
                f"photo:/{n}",
                320,
                240,
                say("Front desk"),
                say("Nobody at the desk, 12 October 2026"),
                "https://example.com/v/1",
            )
            for n in range(photos)
        ),
        notes=(say("Seven standards have fewer than three visits: nothing is said about them."),),
        web_href="https://example.com/r/abc",
    )
