"""From ops to answers: what an auditor's acts, taken in order, say about a visit.

The phone folds the same way while it is offline (`static/js/offline/folding.js`); both are held to
tests/vectors/folding.json. The rules, with their reasons, are in docs/offline.md, "Folding".
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from audit.checklists.ops import Op, moment

CLOCKS_AGREE_WITHIN_MS = 1000


@dataclass(frozen=True, slots=True)
class Timing:
    """What a stopwatch showed: seconds run, laps, and whether a person should look at it.

    `is_doubtful`: the two clocks of the phone disagreed while the page stood open.
    `is_corrected`: the answer was typed over what was measured.
    """

    seconds: float
    laps: tuple[float, ...]
    is_doubtful: bool
    is_corrected: bool


@dataclass(frozen=True, slots=True)
class Note:
    """A jotting made during the visit, with its time and the item it was meant for, if any."""

    text: str
    at: str
    item: str | None


@dataclass(frozen=True, slots=True)
class Folded:
    """A visit as its ops tell it.

    `answers` holds only what is not empty: item -> value, comment, photos (sha256, in order).
    `evidence` is every photo that must be held: shown ones, the originals behind marked-up ones,
    signatures. `conflicts` are the items that two devices filled in differently.
    """

    answers: Mapping[str, Mapping[str, object]]
    evidence: frozenset[str]
    timings: Mapping[str, Timing]
    notes: tuple[Note, ...]
    arrived: str | None
    left: str | None
    conflicts: frozenset[str]


def fold(ops: Iterable[tuple[str, Op]]) -> Folded:
    """Fold (device, op) pairs, given in order of receipt; within a device that is the order of `seq`."""
    visit = _Visit()
    for device, op in ops:
        visit.take(device, op)
    items = sorted(visit.items.items())
    return Folded(
        answers={key: answer for key, item in items if (answer := item.answer())},
        evidence=frozenset(sha256 for _, item in items for sha256 in item.evidence()),
        timings={key: timing for key, item in items if (timing := item.timing())},
        notes=tuple(visit.notes),
        arrived=visit.arrived,
        left=visit.left,
        conflicts=frozenset(key for key, item in items if item.is_contested()),
    )


def answers_digest(answers: Mapping[str, object]) -> str:
    """SHA-256 (hex) of the canonical JSON of folded answers: what phone and server compare."""
    return hashlib.sha256(_quickly(answers) or canonical(answers).encode()).hexdigest()


def _quickly(answers: Mapping[str, object]) -> bytes | None:
    """The canonical JSON by the library's quick writer; None where that may write something else.

    It writes fractions its own way, and whole numbers beyond what a browser counts to; halves of surrogate
    pairs it leaves as they are.
    """
    for answer in answers.values():
        value = answer.get("value") if isinstance(answer, dict) else answer
        if not (value is None or type(value) is str or _is_countable(value) or _are_words(value)):
            return None
    try:
        return _QUICK.encode(answers).encode()
    except UnicodeEncodeError:
        return None


def _is_countable(value: object) -> bool:
    return type(value) is int and abs(value) < 2**53


def _are_words(value: object) -> bool:
    return type(value) is list and all(type(word) is str for word in value)


_QUICK = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(value: object) -> str:
    """JSON with sorted keys, no spaces, no escapes beyond the necessary, numbers in plain decimals."""
    if isinstance(value, Mapping):
        members = (f"{canonical(key)}:{canonical(value[key])}" for key in sorted(value))
        return "{" + ",".join(members) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, str):
        whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return json.dumps(whole, ensure_ascii=False)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _plain(float(value))
    return json.dumps(value)


def _plain(number: float) -> str:
    """The shortest decimals that read back as the same double, never with an exponent."""
    if number == 0:
        return "0"
    text = format(Decimal(repr(number)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(slots=True)
class _Photo:
    sha256: str
    of: str | None
    is_removed: bool = False


@dataclass(slots=True)
class _Item:
    value: object = None
    comment: str = ""
    signature: str | None = None
    photos: list[_Photo] = field(default_factory=list)
    running: Op | None = None
    laps: list[float] = field(default_factory=list)
    measured: tuple[float, bool] | None = None
    said: dict[tuple[str, str], object] = field(default_factory=dict)

    def add_photo(self, sha256: str, of: str | None) -> None:
        for photo in self.photos:
            if photo.sha256 == sha256:
                photo.is_removed = False
                return
        places = [place for place, photo in enumerate(self.photos) if photo.sha256 == of]
        self.photos.insert(places[0] + 1 if places else len(self.photos), _Photo(sha256, of))

    def remove_photo(self, sha256: str) -> None:
        for photo in self.photos:
            if photo.sha256 == sha256:
                photo.is_removed = True
                return
        # The tombstone may arrive before the photo it is for, from another device.
        self.photos.append(_Photo(sha256, None, is_removed=True))

    def stop(self, op: Op, is_visible: bool, is_lap: bool) -> None:
        if self.running is None:
            return
        wall = moment(op.at) - moment(self.running.at)
        mono = op.mono - self.running.mono
        is_steady = is_visible and op.boot == self.running.boot
        milliseconds = max(0.0, mono if is_steady else wall)
        seconds = math.floor(milliseconds + 0.5) / 1000
        if is_lap:
            self.laps.append(seconds)
            return
        self.measured = (seconds, is_steady and abs(mono - wall) > CLOCKS_AGREE_WITHIN_MS)
        self.running = None

    def shown(self) -> list[str]:
        held = [photo for photo in self.photos if not photo.is_removed]
        replaced = {photo.of for photo in held}
        return [photo.sha256 for photo in held if photo.sha256 not in replaced]

    def answer(self) -> dict[str, object]:
        value = self.signature if self.signature is not None else self.value
        members = {"value": value, "comment": self.comment, "photos": self.shown()}
        return {name: member for name, member in members.items() if member not in (None, "", [])}

    def evidence(self) -> list[str]:
        held = [photo.sha256 for photo in self.photos if not photo.is_removed]
        return held if self.signature is None else [*held, self.signature]

    def timing(self) -> Timing | None:
        if self.measured is None:
            return None
        seconds, is_doubtful = self.measured
        is_corrected = self.value not in (None, math.floor(seconds))
        return Timing(seconds, tuple(self.laps), is_doubtful, is_corrected)

    def is_contested(self) -> bool:
        last: dict[str, list[object]] = {}
        for (_, name), value in self.said.items():
            last.setdefault(name, []).append(value)
        return any(value != values[0] for values in last.values() for value in values)


class _Visit:
    def __init__(self) -> None:
        self.items: dict[str, _Item] = {}
        self.notes: list[Note] = []
        self.arrived: str | None = None
        self.left: str | None = None

    def take(self, device: str, op: Op) -> None:
        value = op.value if isinstance(op.value, Mapping) else {}
        if op.field == "note":
            self.notes += [Note(str(value["text"]), op.at, op.item)] if value["text"] else []
        elif op.field == "arrive":
            self.arrived = self.arrived or op.at
        elif op.field == "leave":
            self.left = op.at
        elif op.item is not None:
            self._take_item(self.items.setdefault(op.item, _Item()), device, op, value)

    def _take_item(self, item: _Item, device: str, op: Op, value: Mapping[str, object]) -> None:
        sha256, of = value.get("sha256"), value.get("of")
        if op.field == "answer":
            item.value = op.value
        elif op.field == "comment":
            item.comment = str(op.value)
        elif op.field == "sign":
            item.signature = str(sha256) if sha256 else None
        elif op.field == "photo_add":
            item.add_photo(str(sha256), str(of) if of else None)
        elif op.field == "photo_remove":
            item.remove_photo(str(sha256))
        elif op.field == "timer_start":
            item.running, item.laps = op, []
        elif op.field == "timer_stop":
            item.stop(op, value.get("visible", False) is True, value.get("lap", False) is True)
        if op.field in ("answer", "comment", "sign"):
            item.said[(device, op.field)] = op.value
