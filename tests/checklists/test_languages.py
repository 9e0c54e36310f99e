"""Which languages a checklist speaks."""

from audit.checklists.languages import languages_of, texts_of, untranslated
from audit.checklists.model import Text
from audit.checklists.parsing import parse_checklist
from tests.checklists.samples import good


def test_a_text_in_a_language_or_the_nearest_there_is():
    text = Text((("en", "Welcome"), ("nl", "Welkom"), ("pt-BR", "Bem-vindo")))
    assert text.in_language("nl") == "Welkom"
    assert text.in_language("nl-BE") == "Welkom"
    assert text.in_language("pt-BR") == "Bem-vindo"
    assert text.in_language("ro", "nl") == "Welkom"
    assert text.in_language("ro") == "Welcome"
    assert Text(()).in_language("en") == ""
    assert dict(text) == {"en": "Welcome", "nl": "Welkom", "pt-BR": "Bem-vindo"}


def test_every_text_has_its_place():
    places = [place for place, _ in texts_of(parse_checklist(good()))]
    assert len(places) == len(set(places)) == 18
    assert "sections[0].items[4].options[1].text" in places


def test_languages_and_what_is_missing_in_them():
    checklist = parse_checklist(good())
    assert languages_of(checklist) == ("en", "nl")
    assert untranslated(checklist, "en") == ()
    assert "name" not in untranslated(checklist, "nl")
    assert len(untranslated(checklist, "nl")) == 17
