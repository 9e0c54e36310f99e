"""GET /standards/library."""


async def test_everybody_at_the_desk_can_read_it(manager):
    page = await manager.get("/standards/library")
    assert (page.status, page.heading) == (200, "Library of standards")
    assert "85 standards to choose from" in page.words


async def test_one_trade_in_ones_own_language(site):
    owner = await site.signed_in("owner", "nl")
    page = await owner.get("/standards/library?trade=bank")
    assert "Bezoekers aan een balie worden binnen drie minuten begroet" in page.words
    assert "Starters" not in page.words


async def test_a_trade_that_is_none_shows_all(owner):
    assert "85 standards" in (await owner.get("/standards/library?trade=%3Cscript%3E")).words


async def test_not_for_readers_and_auditors(reader, ann, stranger):
    assert [(await one.get("/standards/library")).status for one in (reader, ann)] == [404, 404]
    assert (await stranger.get("/standards/library")).status == 303
