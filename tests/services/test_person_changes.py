"""What an owner changes about a person: what they see, how they come in, that they leave."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit.errors import BadInput, NotFound, NotNow
from audit.services import sign_ins
from audit.services.people import NewPerson
from audit.services.person_changes import change_person, end_sessions, let_go, renew_link, take_back
from audit.services.person_pages import as_they_are
from audit.store import log, people
from audit.store.sights import sight_of
from tests.cast import NOW, Cast
from tests.databases import SECRET


async def is_signed_in(token: str) -> bool:
    return await sign_ins.find_signed_in(token, NOW) is not None


async def has_good_link(token: str) -> bool:
    try:
        await sign_ins.person_of_link(token, NOW)
    except NotFound:
        return False
    return True


async def test_a_changed_person_sees_what_they_were_given_and_no_more(cast: Cast) -> None:
    was = await as_they_are(cast.manager)
    assert (list(was.regions), was.branches, was.sees_chain) == (["North"], [], False)
    now_reads = replace(was, role="reader", regions=(), branches=("sun",), nickname=" The sun ")
    await change_person(cast.manager.id, now_reads, NOW, cast.owner.id)
    person = await people.get_person(cast.manager.id)
    assert (person.role, person.nickname) == ("reader", "The sun")
    assert (await sight_of(person)).branch_ids == {cast.branches["sun"]}


async def test_the_whole_chain_is_seen_only_where_that_was_said(cast: Cast) -> None:
    was = await as_they_are(cast.manager)
    with pytest.raises(BadInput):
        await change_person(cast.manager.id, replace(was, regions=()), NOW, cast.owner.id)
    assert (await cast.sight("manager")).branch_ids == {cast.branches["noon"], cast.branches["nest"]}
    await change_person(cast.manager.id, replace(was, regions=(), sees_chain=True), NOW, cast.owner.id)
    assert (await sight_of(await people.get_person(cast.manager.id))).branch_ids is None


@pytest.mark.parametrize("given", [{"name": ""}, {"role": "boss"}, {"regions": ["Mars"]}, {"branches": ["none"]}])
async def test_what_makes_no_sense_changes_nothing(cast: Cast, given: dict[str, str]) -> None:
    was = await as_they_are(cast.manager)
    with pytest.raises(BadInput):
        await change_person(cast.manager.id, replace(was, **given), NOW, cast.owner.id)  # type: ignore[arg-type]
    assert await as_they_are(await people.get_person(cast.manager.id)) == was


async def test_a_new_link_puts_an_older_one_out(cast: Cast) -> None:
    old = await sign_ins.make_link(cast.bob.id, NOW)
    new = await renew_link(cast.bob.id, NOW, cast.owner.id)
    assert (await has_good_link(old), await has_good_link(new)) == (False, True)


async def test_who_leaves_is_out_at_once_and_comes_back_only_when_let(cast: Cast) -> None:
    entry = await sign_ins.begin_session(cast.bob.id, "phone", SECRET, NOW)
    link = await sign_ins.make_link(cast.bob.id, NOW)
    for _ in range(2):
        await let_go(cast.bob.id, NOW, cast.owner.id)
    assert not await is_signed_in(entry.token) and not await has_good_link(link)
    with pytest.raises(NotNow):
        await renew_link(cast.bob.id, NOW, cast.owner.id)
    for _ in range(2):
        await take_back(cast.bob.id, NOW, cast.owner.id)
    assert not await has_good_link(link)
    assert await has_good_link(await renew_link(cast.bob.id, NOW, cast.owner.id))


async def test_everywhere_is_everywhere(cast: Cast) -> None:
    entries = [await sign_ins.begin_session(cast.bob.id, name, SECRET, NOW) for name in ("phone", "desk")]
    other = await sign_ins.begin_session(cast.ann.id, "phone", SECRET, NOW)
    await end_sessions(cast.bob.id, NOW, cast.owner.id)
    assert [await is_signed_in(one.token) for one in (*entries, other)] == [False, False, True]


async def test_the_last_owner_who_can_sign_in_stays(cast: Cast) -> None:
    was = await as_they_are(cast.owner)
    await people.put_person(cast.bob.id, name="Bob", nickname="", role="owner", sees_chain=True)  # has no password
    with pytest.raises(NotNow):
        await let_go(cast.owner.id, NOW, cast.owner.id)
    with pytest.raises(NotNow):
        await change_person(cast.owner.id, replace(was, role="manager", sees_chain=True), NOW, cast.owner.id)
    await people.put_password_hash(cast.bob.id, "a hash")
    await let_go(cast.owner.id, NOW, cast.bob.id)
    assert (await people.get_person(cast.owner.id)).left_at == NOW


async def test_somebody_whom_only_a_file_has_named_cannot_be_let_in(cast: Cast) -> None:
    await people.add_imported_auditors(["Inspector 7"], NOW)
    inspector = (await people.list_auditors_by_import_key())["Inspector 7"]
    with pytest.raises(NotNow):
        await renew_link(inspector, NOW, cast.owner.id)
    with pytest.raises(NotNow):
        await change_person(inspector, NewPerson("x@example.com", "X", "auditor"), NOW, cast.owner.id)


async def test_nobody_is_not_found(cast: Cast) -> None:
    for act in (renew_link, end_sessions, let_go, take_back):
        with pytest.raises(NotFound):
            await act(999, NOW, cast.owner.id)


async def test_the_log_says_who_did_what_to_whom(cast: Cast) -> None:
    await renew_link(cast.bob.id, NOW, cast.owner.id)
    await change_person(cast.bob.id, await as_they_are(cast.bob), NOW, cast.owner.id)
    await let_go(cast.bob.id, NOW, cast.owner.id)
    entries = await log.list_entries("person", str(cast.bob.id))
    assert [(one.person, one.verb) for one in entries] == [
        ("Owner", "made_link"), ("Owner", "changed"), ("Owner", "left"),
    ]  # fmt: skip
