"""Advice on how promises, questions and instructions are put."""

import pytest

from audit.checklists.advice import wording


def said(sentences):
    return [str(sentence) for sentence in sentences]


@pytest.mark.parametrize(
    "text, advice",
    [
        ("", []),
        ("Look up. Smile. Greet the guest.", []),
        ("word " * 59 + "end.", ["One sentence has 60 words: make it two."]),
        ("Kort. " * 60, []),
        ("Kort. " * 61, ["These instructions have 61 words; 60 are enough."]),
        ("kata " * 22, []),
        ("kata " * 23, ["One sentence has 23 words: make it two."]),
    ],
)
def test_length_in_every_language(text, advice):
    assert said(wording.on_length(text, "nl")) == advice


@pytest.mark.parametrize(
    "text, advice",
    [
        ("Greet the guest. Offer a drink.", []),
        ("Need help? Call the desk.", []),
        ("Speed matters. Feed the birds.", []),
        ("Tell the guest when the kitchen is closed.", []),
        ('Say "I will be with you in a moment".', []),
        ("The guest is greeted.", ["Say who does what: “is greeted” is passive."]),
        ("Cups are always washed by hand.", ["Say who does what: “are always washed” is passive."]),
        ("The bill is being made.", ["Say who does what: “is being made” is passive."]),
        ("The stylist will greet the guest.", ["Say it in the present tense: “will greet” is not."]),
        ("You should never argue.", ["Say it in the present tense: “should never argue” is not."]),
        ("Greeted the guest at the door.", ["Say it in the present tense: “greeted” is not."]),
        ("Smile. Offered a drink to each guest.", ["Say it in the present tense: “offered” is not."]),
        ("The drink was served.", ["Say who does what: “was served” is passive."]),
        (
            "The guest is thanked. Staff will wave.",
            ["Say who does what: “is thanked” is passive.", "Say it in the present tense: “will wave” is not."],
        ),
    ],
)
def test_instructions_are_active_and_in_the_present(text, advice):
    assert said(wording.on_style(text, "en")) == advice


@pytest.mark.parametrize(
    "text, is_two",
    [
        ("A drink is offered", False),
        ("Comb, scissors, towel and cape are clean", False),
        ("Opening hours and prices can be read from outside", False),
        ("The guest waits between 9 and the start", False),
        ("Staff greet the guest and offer a drink", True),
        ("The floor is clean and the music is low", True),
        ("Staff are friendly and/or helpful", True),
        ("Friendly as well as quick", True),
        ("Were you greeted? Was it warm?", True),
    ],
)
def test_two_questions_in_one(text, is_two):
    assert [sentence == wording.TWO_QUESTIONS for sentence in wording.on_question(text, "en")] == [True] * is_two


@pytest.mark.parametrize(
    "text, advice",
    [
        ("Every guest is greeted within 60 seconds", []),
        ("Staff think along", []),
        ("The stylist understands the guest", ["No auditor can see “understands”: say what shows it."]),
        ("Staff are motivated", ["No auditor can see “are motivated”: say what shows it."]),
        (
            "Guests are treated properly",
            ["“properly” means something else to everyone: say what is seen or heard."],
        ),
    ],
)
def test_what_nobody_can_observe(text, advice):
    assert said(wording.on_observing(text, "en")) == advice


@pytest.mark.parametrize(
    "text, number, names",
    [("1 poor, 5 great", 1, True), ("15 poor", 1, False), ("5: great", 5, True), ("0.5", 5, False), ("5.", 5, True)],
)
def test_naming_a_number(text, number, names):
    assert wording.names_number(text, number) is names


@pytest.mark.parametrize(
    "language, text, advice",
    [
        ("nl", "De gast wordt snel begroet.", ["Say who does what: “wordt snel begroet” is passive."]),
        ("nl", "Begroet de gast. Bied een drankje aan. De deur is gesloten.", []),
        ("nl", "U zult de gast begroeten.", ["Say it in the present tense: “zult” is not."]),
        ("id", "Tamu disapa dalam satu menit.", ["Say who does what: “tamu disapa” is passive."]),
        ("id", "Sapa tamu. Janjikan hari yang bisa ditepati. Bersihkan dinding.", []),
        ("id", "Kami akan menyapa tamu.", ["Say it in the present tense: “akan” is not."]),
        ("ro", "Clientul este salutat imediat.", ["Say who does what: “este salutat” is passive."]),
        ("ro", "Salută clientul. Ușa este deschisă.", []),
        ("ro", "Vei saluta clientul.", ["Say it in the present tense: “vei saluta” is not."]),
        ("fr", "Le client sera salué.", []),
    ],
)  # fmt: skip
def test_how_instructions_are_put_in_other_languages(language, text, advice):
    assert said(wording.on_style(text, language)) == advice


@pytest.mark.parametrize(
    "language, text, is_two",
    [
        ("nl", "Het personeel groet en biedt een drankje aan", True),
        ("nl", "De etalage en de ingang zijn schoon", False),
        ("nl", "Tussen 9 uur en het sluiten is er iemand", False),
        ("id", "Staf menyapa dan menawarkan minuman", True),
        ("id", "Kursi dan meja bersih", False),
        ("ro", "Personalul salută și oferă o băutură", True),
        ("ro", "Vitrina și intrarea sunt curate", False),
    ],
)
def test_two_questions_in_other_languages(language, text, is_two):
    assert [one == wording.TWO_QUESTIONS for one in wording.on_question(text, language)] == [True] * is_two


@pytest.mark.parametrize(
    "language, text, words",
    [
        ("nl", "De gast voelt zich welkom", "voelt"),
        ("nl", "Het personeel is behoorlijk gekleed", "behoorlijk"),
        ("id", "Tamu merasa diterima", "merasa"),
        ("id", "Pakaian staf profesional", "profesional"),
        ("ro", "Clientul simte că e binevenit", "simte"),
        ("ro", "Personalul poartă haine adecvate", "adecvate"),
    ],
)
def test_what_nobody_can_observe_in_other_languages(language, text, words):
    assert [f"“{words}”" in sentence for sentence in said(wording.on_observing(text, language))] == [True]
    assert said(wording.on_observing("A drink", language)) == []


def test_a_text_in_four_languages_is_told_of_once():
    text = {"en": "Guests feel welcome", "nl": "Gasten voelen zich welkom", "ro": "Oaspeții simt căldura"}
    assert len(wording.on_text(wording.on_observing, text)) == 1
    assert wording.on_text(wording.on_observing, {"en": "A drink", "nl-BE": "De gast voelt zich welkom"})
