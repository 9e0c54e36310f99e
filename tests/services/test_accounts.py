"""What people change about their own account, and nobody else's."""

from __future__ import annotations

from audit.services import accounts, sign_ins
from audit.store import people
from audit.store.models import LogEntry
from tests.cast import NOW, Cast
from tests.services.test_sign_ins import SECRET, who


async def test_a_language_is_chosen_and_given_back_to_the_browser(cast: Cast) -> None:
    for language in ("nl", ""):
        await accounts.set_language(cast.ann.id, language, NOW)
        assert (await people.get_person(cast.ann.id)).language == language
    assert (await people.get_person(cast.bob.id)).language == ""


async def test_ending_other_sessions_is_written_down(cast: Cast) -> None:
    entries = [await sign_ins.begin_session(cast.ann.id, "Firefox", SECRET, NOW) for _ in range(3)]
    await accounts.end_other_sessions(cast.ann.id, entries[1].token, NOW)
    assert [await who(entry.token) for entry in entries] == [None, "Ann", None]
    assert await LogEntry.filter(verb="end_sessions", person_id=cast.ann.id).count() == 1


async def test_without_a_session_of_ones_own_every_session_ends(cast: Cast) -> None:
    entry = await sign_ins.begin_session(cast.ann.id, "Firefox", SECRET, NOW)
    await accounts.end_other_sessions(cast.ann.id, "", NOW)
    assert await who(entry.token) is None
