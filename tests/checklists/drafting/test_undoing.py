"""Steps taken back: exactly what they changed, and never what somebody else has done since."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from audit.checklists.drafting.documents import add_item, add_section, keys_of, move_item, put_item, remove_section
from audit.checklists.drafting.undoing import apply, flat, patch_between, subject_of_patch, whole
from tests.checklists.random_checklists import random_checklist
from tests.checklists.samples import good

OTHER = {"kind": "yes_no", "text": {"en": "Other words"}}


def step(document, chance):
    """The document after one step of the builder."""
    key, section = chance.choice(keys_of(document)), chance.choice(document["sections"])["key"]
    steps = [
        lambda: move_item(document, key, chance.choice((-1, 1))),
        lambda: put_item(document, key, OTHER),
        lambda: add_item(document, section, OTHER),
        lambda: add_section(document, "Goodbye"),
        lambda: {**document, "name": {"en": "Renamed"}, "mode": "blind"},
    ]
    if len(document["sections"]) > 1:
        steps.append(lambda: remove_section(document, section))
    return chance.choice(steps)()


@given(st.integers(0, 2**40))
def test_a_step_is_taken_back_and_done_again_to_the_letter(seed):
    chance = Random(seed)
    before = random_checklist(chance)
    after = step(before, chance)
    patch = patch_between(before, after)
    assert whole(dict(flat(before))) == before
    assert apply(after, patch, back=True) == before
    assert apply(before, patch, back=False) == after


def test_what_others_changed_elsewhere_stays():
    document = good()
    first, second = keys_of(document)[:2]
    mine = put_item(document, first, OTHER)
    theirs = put_item(mine, second, OTHER)
    assert apply(theirs, patch_between(document, mine), back=True) == put_item(document, second, OTHER)


def test_what_others_changed_in_the_same_place_is_not_overwritten():
    document = good()
    first = keys_of(document)[0]
    mine = put_item(document, first, OTHER)
    theirs = put_item(mine, first, OTHER | {"weight": 3})
    assert apply(theirs, patch_between(document, mine), back=True) is None
    assert apply(document, patch_between(mine, theirs), back=True) is None


def test_a_patch_holds_only_what_changed():
    document = good()
    key = keys_of(document)[0]
    assert list(patch_between(document, put_item(document, key, OTHER))) == [f"item {key}"]


def test_a_step_is_told_by_its_most_particular_part():
    document = good()
    key = keys_of(document)[0]
    told = [
        subject_of_patch(patch_between(document, after))[:2]
        for after in (
            put_item(document, key, OTHER),
            add_item(document, document["sections"][0]["key"], OTHER),
            add_section(document, "Goodbye"),
            move_item(document, key, 1),
            {**document, "mode": "blind"},
        )
    ]
    assert told == [
        ("item", "changed"), ("item", "added"), ("section", "added"), ("order", "changed"), ("field", "changed")
    ]  # fmt: skip
