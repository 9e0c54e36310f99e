"""Headers as people write them."""

import pytest

from audit.checklists.xlsforms.columns import Column, column_of, language_code


@pytest.mark.parametrize(
    "header, column",
    [
        ("label", Column("label")),
        ("Label", Column("label")),
        ("caption", Column("label")),
        ("label::English (en)", Column("label", "en")),
        ("label::Português (pt-BR)", Column("label", "pt-BR")),
        ("label:nl", Column("label", "nl")),
        ("hint :: Bahasa Indonesia", Column("hint", "id")),
        ("guidance_hint::Română", Column("guidance_hint", "ro")),
        ("label::Klingon", Column("label", "")),
        ("list name", Column("list_name")),
        ("list_name", Column("list_name")),
        ("read only", Column("read_only")),
        ("constraint message", Column("constraint_message")),
        ("relevance", Column("relevant")),
        ("bind::relevant", Column("relevant")),
        ("media::image::English", Column("media_image_english")),
        ("constraint_message::fr", Column("constraint_message_fr")),
    ],
)
def test_a_header(header, column):
    assert column_of(header) == column


@pytest.mark.parametrize(
    "name, code",
    [
        ("English (en)", "en"),
        ("english", "en"),
        ("EN", ""),
        ("en", "en"),
        ("zh_Hant", "zh-Hant"),
        ("default", ""),
        ("", ""),
    ],
)
def test_a_language(name, code):
    assert language_code(name) == code
