"""Whole random checklists, and answers that fit them, drawn from a seeded `random.Random`.

`checklists()` and `visits()` wrap them for hypothesis. One seed makes one document, which is some thirty
times faster than drawing each field by itself; a failure prints the document.
"""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import strategies as st

Document = dict[str, Any]

WORDS = ("Greeting", "Koffie", "Curățenie", "待ち時間", "a", "“Hello”", "x\ny", "5 < 6 & 7")
WEIGHTS = (0, 0.1, 0.25, 0.5, 1, 1, 1, 1.5, 2.25, 3, 36.5)
CREDITS = (0, 0.2, 0.5, 0.75, 1)
KINDS = (
    *("yes_no", "yes_no", "expectation", "scale", "choice", "choices", "time", "number"),
    *("text", "photo", "signature", "note"),
)


def checklists(**fixed: bool) -> st.SearchStrategy[Document]:
    """Valid checklist documents."""
    return st.integers(0, 2**40).map(lambda seed: random_checklist(Random(seed), **fixed))


def visits(nothing: bool = True, **fixed: bool) -> st.SearchStrategy[tuple[Document, Document, Document]]:
    """A valid checklist document, answers that fit it (with gaps, unless `nothing` is false), attributes."""

    def visit(seed: int) -> tuple[Document, Document, Document]:
        chance = Random(seed)
        checklist = random_checklist(chance, **fixed)
        branch = chance.choice([{}, {"drive_thru": "yes"}, {"drive_thru": "no"}])
        return checklist, random_answers(chance, checklist, nothing), branch

    return st.integers(0, 2**40).map(visit)


def random_checklist(
    chance: Random, *, rules: bool = True, bonus: bool = True, criticals: bool = True, uncapped: bool = True
) -> Document:
    earlier: list[Document] = []
    sections = []
    is_weighted = chance.random() < 0.5
    for number in range(chance.randint(1, 4)):
        section: Document = {"key": f"s{number}", "title": random_text(chance)}
        if is_weighted:
            section["weight"] = chance.choice(WEIGHTS)
        if rules and earlier and chance.random() < 0.2:
            section["show_when"] = random_rule(chance, earlier)
        section["items"] = []
        for index in range(chance.randint(1, 5)):
            item = random_item(chance, f"s{number}i{index}", bonus=bonus, criticals=criticals)
            if rules and earlier and chance.random() < 0.3:
                item["show_when"] = random_rule(chance, earlier)
            section["items"].append(item)
            earlier.append(item)
        sections.append(section)
    return {
        "key": "random",
        "name": random_text(chance),
        "language": "en",
        "bonus_cap": chance.choice([100, "none"]) if uncapped else 100,
        "bands": [{"from": 0, "name": random_text(chance)}, {"from": 62.5, "name": random_text(chance)}],
        "standards": [{"key": "a standard", "promise": random_text(chance), "sop": random_text(chance)}],
        "sections": sections,
    }


def random_text(chance: Random) -> object:
    if chance.random() < 0.6:
        return chance.choice(WORDS)
    languages = ["en", *chance.sample(["nl", "id", "pt-BR"], chance.randint(0, 3))]
    chance.shuffle(languages)
    return {language: chance.choice(WORDS) for language in languages}


def random_item(chance: Random, key: str, *, bonus: bool = True, criticals: bool = True) -> Document:
    kind = chance.choice(KINDS)
    item = {"key": key, "kind": kind, "text": random_text(chance)} | random_fields_of_kind(chance, kind)
    optional = {
        "help": random_text(chance),
        "standard": "a standard",
        "weight": chance.choice(WEIGHTS),
        "required": False if kind == "note" else chance.random() < 0.5,
        "allow_na": chance.random() < 0.7,
        "kept_at": chance.choice(CREDITS),
        "evidence": chance.choice(["never", "when_broken", "always"]),
    }
    if bonus:
        optional["bonus"] = chance.random() < 0.5
    if criticals:
        optional["critical"] = chance.choice(["none", "none", "flag", "section", "visit"])
    return item | {name: value for name, value in optional.items() if chance.random() < 0.4}


def random_fields_of_kind(chance: Random, kind: str) -> Document:
    match kind:
        case "yes_no":
            return {"pass": chance.choice(["yes", "no"])}
        case "scale":
            return {"min": chance.randint(-3, 1), "max": chance.randint(2, 6), "reverse": chance.random() < 0.3}
        case "choice":
            return {"options": [random_option(chance, 0, least=0.5), *random_options(chance)]}
        case "choices":
            full = {"full": chance.choice([0.5, 1, 3])} if chance.random() < 0.4 else {}
            return {"options": random_options(chance) or [random_option(chance, 0)]} | full
        case "time" if chance.random() < 0.7:
            limit = {"limit": chance.choice([45.5, 90])} if chance.random() < 0.7 else {}
            return {"target": chance.choice([0, 30, 45.5])} | limit
        case "time":
            return {"steps": random_steps(chance)}
        case "number" if chance.random() < 0.8:
            return {"steps": random_steps(chance)}
    return {}


def random_options(chance: Random) -> list[Document]:
    return [random_option(chance, number) for number in range(1, chance.randint(1, 5))]


def random_option(chance: Random, number: int, least: float = -1) -> Document:
    points = [value for value in (-1, 0, 0.5, 1, 2.5, 5) if value >= least]
    return {"key": f"o{number}", "text": random_text(chance), "points": chance.choice(points)}


def random_steps(chance: Random) -> list[Document]:
    starts = sorted(chance.sample([0, 1, 2.5, 11, 15, 60], chance.randint(1, 4)))
    return [{"from": start, "credit": chance.choice(CREDITS)} for start in starts]


def random_rule(chance: Random, earlier: list[Document], depth: int = 2) -> Document:
    form = chance.random()
    if depth and form < 0.4:
        rules = [random_rule(chance, earlier, depth - 1) for _ in range(chance.randint(1, 3))]
        return chance.choice([{"all": rules}, {"any": rules}, {"not": rules[0]}])
    asked = [item for item in earlier if item["kind"] not in ("photo", "signature", "note")]
    if not asked or form < 0.5:
        return {"branch": "drive_thru", "is": chance.choice(["yes", "no"])}
    return random_question(chance, chance.choice(asked))


def random_question(chance: Random, item: Document) -> Document:
    values = []
    for _ in range(2):
        answer = random_answer(chance, item)
        values.append(answer[0] if isinstance(answer, list) else answer)
    forms = [{"is": values[0]}, {"in": values}]
    if item["kind"] in ("scale", "time", "number"):
        forms += [{"at_least": values[0]}, {"at_most": values[0]}]
    return {"item": item["key"]} | chance.choice(forms)


def random_answers(chance: Random, checklist: Document, nothing: bool = True) -> Document:
    """Values that the items take, n/a where it is allowed and, with `nothing`, gaps of every kind."""
    answers: Document = {}
    for section in checklist["sections"]:
        for item in section["items"]:
            if item["kind"] == "note":
                continue
            if nothing and chance.random() < 0.15:
                answers |= chance.choice([{}, {item["key"]: None}, {item["key"]: ""}, {item["key"]: []}])
            elif item.get("allow_na") and chance.random() < 0.3:
                answers[item["key"]] = "na"
            else:
                answers[item["key"]] = random_answer(chance, item)
    return answers


def random_answer(chance: Random, item: Document) -> Any:
    keys = [option["key"] for option in item.get("options", ())]
    match item["kind"]:
        case "yes_no":
            return chance.choice(["yes", "no"])
        case "expectation":
            return chance.choice(["below", "meets", "exceeds"])
        case "scale":
            return chance.randint(item["min"], item["max"])
        case "choice":
            return chance.choice(keys)
        case "choices":
            return chance.sample(keys, chance.randint(1, len(keys)))
        case "time":
            return chance.choice([0, 12, 14.9, 30, 46, 60, 500])
        case "number":
            return chance.choice([-2, 0, 1, 2.5, 15, 70.25])
        case "text":
            return chance.choice(WORDS)
    return "0" * 64
