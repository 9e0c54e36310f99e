"""One answer of a file: what a word or a number says about a standard."""

from __future__ import annotations

from fractions import Fraction

from audit.errors import N_, BadInput, Sentence, say
from audit.scoring.histories.options import NOT_APPLICABLE_WORDS, NUMBER, HistoryOptions, Scale, fold

KEPT_WORDS = frozenset({"yes", "y", "true", "1", "met", "pass", "kept", "in compliance", "ok"})
BROKEN_WORDS = frozenset({"no", "n", "false", "0", "not met", "fail", "broken", "out of compliance"})
UNANSWERED, NOT_APPLICABLE, COUNTED = range(3)
CLOSE = 1e-9


class AnswerReader:
    """Reads answers by the options: first empty and n/a, then the standard's scale, then the words."""

    def __init__(self, options: HistoryOptions) -> None:
        self.options = options
        self.words: dict[str, Fraction | None] = {
            **dict.fromkeys(NOT_APPLICABLE_WORDS, None),
            **dict.fromkeys(KEPT_WORDS, Fraction(1)),
            **dict.fromkeys(BROKEN_WORDS, Fraction(0)),
            **{fold(word): credit for word, credit in options.words.items()},
        }

    def scale_of(self, standard: str) -> Scale | None:
        return self.options.scales.get(standard, self.options.scale)

    def credit(self, standard: str, answer: str) -> Fraction | None:
        """The exact credit 0-1, or None when it is empty or n/a. BadInput names what cannot be read."""
        word, scale = fold(answer), self.scale_of(standard)
        if not word or word in NOT_APPLICABLE_WORDS:
            return None
        if scale is not None and NUMBER.fullmatch(word):
            credit = scale.credit(Fraction(word))
            if not 0 <= credit <= 1:
                raise BadInput(_outside(answer, scale))
            return credit
        if word not in self.words:
            raise BadInput(_unreadable(answer, standard, is_number=bool(NUMBER.fullmatch(word))))
        return self.words[word]

    def is_kept(self, credit: Fraction) -> bool:
        return credit >= self.options.kept_at


class QuickReader:
    """The same readings in floating point, for a million of them; exact where it would matter."""

    def __init__(self, reader: AnswerReader) -> None:
        self.reader = reader
        self.kept_at = float(reader.options.kept_at)
        self.scales: dict[str, tuple[float, float] | None] = {}

    def read(self, standard: str, answer: str) -> tuple[int, float, bool]:
        """(state, credit, kept) of one answer; credit 0.0 when it does not count."""
        quick = self._on_scale(standard, answer)
        if quick is not None and CLOSE < quick < 1 - CLOSE and abs(quick - self.kept_at) > CLOSE:
            return COUNTED, quick, quick > self.kept_at
        credit = self.reader.credit(standard, answer)
        if credit is None:
            return (NOT_APPLICABLE if answer.strip() else UNANSWERED), 0.0, False
        return COUNTED, float(credit), self.reader.is_kept(credit)

    def _on_scale(self, standard: str, answer: str) -> float | None:
        if standard not in self.scales:
            scale = self.reader.scale_of(standard)
            self.scales[standard] = (float(scale.low), float(scale.high - scale.low)) if scale else None
        found = self.scales[standard]
        if found is None or not NUMBER.fullmatch(answer):
            return None
        low, width = found
        return (float(answer) - low) / width


def _outside(answer: str, scale: Scale) -> Sentence:
    lowest, highest = sorted((scale.low, scale.high))
    sentence = N_('"{answer}" is outside the scale from {lowest} to {highest}.')
    return say(sentence, answer=answer.strip(), lowest=plain(lowest), highest=plain(highest))


def _unreadable(answer: str, standard: str, is_number: bool) -> Sentence:
    if is_number:
        text = N_('"{answer}" is a number, and no scale was given for the standard "{standard}".')
    else:
        text = N_('"{answer}" is not an answer that can be read, for the standard "{standard}".')
    return say(text, answer=answer.strip(), standard=standard)


def plain(number: Fraction) -> str:
    """A number as a person writes it: whole where it is whole."""
    return str(number.numerator) if number.denominator == 1 else f"{float(number):g}"
