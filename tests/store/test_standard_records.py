"""What a standard says of itself, and where it stands on the journey, rewritten."""

from audit.store import checklists, standard_records
from tests.cast import make_cast

WORDS = {
    "promise": {"en": "Coffee"},
    "sop": {"en": "Ask."},
    "touchpoint": "bar",
    "values": ["kind"],
    "source": "guests",
}


async def test_a_standard_says_what_was_put(store):
    await make_cast()
    before = await standard_records.get_record_to_change("drink")
    for _ in range(2):
        await standard_records.put_words(before.id, WORDS)
    after = await standard_records.get_record("drink")
    assert {name: getattr(after, name) for name in WORDS} == WORDS
    assert (after.id, after.owner_id, after.retired_at) == (before.id, before.owner_id, before.retired_at)


async def test_standards_stand_where_they_were_put(store):
    await make_cast()
    keys = [one.key for one in await standard_records.list_records()]
    await checklists.put_positions({key: place for place, key in enumerate(reversed(keys))})
    assert [one.key for one in await standard_records.list_records()] == keys[::-1]
    assert (await standard_records.find_record("nothing"), await standard_records.find_record_by_id(0)) == (None, None)
