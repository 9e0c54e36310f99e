"""Reading a document again that changed in one place: the same as reading it for the first time."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from audit.checklists.drafting.documents import keys_of, move_item, put_item, put_section, remove_item
from audit.checklists.parsing import parse_checklist
from audit.checklists.parsing.earlier import Earlier
from audit.errors import BadInput
from tests.checklists.random_checklists import random_checklist


def reading(document, earlier=None):
    try:
        return parse_checklist(document, earlier)
    except BadInput as error:
        return [str(problem) for problem in error.problems]


def changed(document, chance):
    """The document after one step that may also break it."""
    key = chance.choice(keys_of(document))
    section = chance.choice(document["sections"])["key"]
    steps = (
        lambda: move_item(document, key, chance.choice((-1, 1))),
        lambda: remove_item(document, key),
        lambda: put_item(document, key, {"kind": "yes_no", "text": "Other words"}),
        lambda: put_item(document, key, {"kind": "yes_no", "text": "Other words", "standard": "gone"}),
        lambda: put_item(document, key, {"kind": "scale", "text": ""}),
        lambda: put_section(document, section, {"weight": 3}),
        lambda: {**document, "standards": []},
    )
    return chance.choice(steps)()


@given(st.integers(0, 2**40))
def test_what_was_read_before_changes_nothing_about_what_is_read(seed):
    chance, earlier = Random(seed), Earlier()
    document = random_checklist(chance)
    for _ in range(6):
        assert reading(document, earlier) == reading(document)
        if not keys_of(document):
            break
        document = changed(document, chance)


def test_an_item_that_stays_is_not_read_again():
    document = random_checklist(Random(7))
    earlier = Earlier()
    first, second = parse_checklist(document, earlier), parse_checklist(document, earlier)
    again = {one.key: one for one in second.items()}
    assert all(again[one.key] is one for one in first.items() if one.show_when is None)
