from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import pikepdf
import pytest
from PIL import Image

from audit.errors import BrokenEnvironment, NotNow
from audit.imaging import derive_logo
from audit.reports.pdf import Paper, Press
from audit.reports.pdf_sheets import paper_sheet
from audit.services.branch_report_making import branch_paper
from audit.services.report_looks import PLAIN, Look, Size
from audit.words import LANGUAGES, translator
from tests.reports.branch import branch_report
from tests.reports.papers import printed_words, squeezed

WAITS = "<p>x</p>" * 60_000
"""A document that takes far longer to lay out than the second it is given."""


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    with Press() as press:
        yield press


def page(body: str) -> Paper:
    return Paper(f"<!doctype html><html lang=en><title>A page</title><body>{body}", {})


def photo(shade: int) -> bytes:
    picture = Image.linear_gradient("L").resize((320, 240)).convert("RGB").point(lambda value: (value + shade) % 256)
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=80)
    return target.getvalue()


def report_paper(language: str = "en", look: Look = PLAIN) -> Paper:
    photos = {str(number): photo(40 * number) for number in range(4)}
    return branch_paper(branch_report(language), photos, language, look)


@pytest.fixture(scope="module", params=LANGUAGES)
def pdf(press: Press, request: pytest.FixtureRequest) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(press.print(report_paper(request.param))))


def elements(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    found = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == f"/{kind}"]
    return [item for item in found if item.get("/Type") == "/StructElem"]


def test_a_report_is_tagged_and_says_what_it_is(pdf: pikepdf.Pdf) -> None:
    assert pdf.Root.MarkInfo.Marked and str(pdf.Root.Lang) in LANGUAGES
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert str(pdf.docinfo.Title).startswith("’s-Hertogenbosch Burgemeester Loeffplein")
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"


def test_every_picture_in_a_report_has_words(pdf: pikepdf.Pdf) -> None:
    figures = elements(pdf, "Figure")
    assert len(figures) >= 4 + 1 + 20
    assert all(str(figure.Alt) for figure in figures)


def test_a_table_s_cells_know_their_heads(pdf: pikepdf.Pdf) -> None:
    assert len(elements(pdf, "TR")) >= 44 and len(elements(pdf, "TH")) >= 44 + 4 + 5


def test_the_first_page_stands_alone_and_the_chapters_are_bookmarks(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        chapters = [entry.title for entry in outline.root[0].children]
    assert len(chapters) == 6
    assert 4 <= len(pdf.pages) <= 7


def test_every_font_is_inside(pdf: pikepdf.Pdf) -> None:
    fonts = [
        item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
    ]
    assert fonts and all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts)


def test_a_report_is_small_and_always_the_same_bytes(press: Press) -> None:
    first = press.print(report_paper())
    assert len(first) <= 250_000
    with Press() as another:
        assert another.print(report_paper()) == first


def test_paper_and_colour_can_be_chosen(press: Press) -> None:
    pdf = pikepdf.open(io.BytesIO(press.print(report_paper(look=Look("Letter", "#aa0055")))))
    assert [float(side) for side in pdf.pages[0].MediaBox] == [0, 0, 612, 792]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_the_first_page_alone_holds_the_sentence_and_all_that_is_to_do(press: Press, language: str, size: Size) -> None:
    report, words = branch_report(language, 0), translator(language)
    pdf = press.print(branch_paper(report, {}, language, Look(size)))
    first = printed_words(pdf, first=1, last=1)
    for said in (report.sentence, *(fix.promise for fix in report.fixes), "Marieke van Wieringen-de Groot"):
        assert squeezed(words.say(said)) in first


def test_the_chain_s_logo_and_foot_line_are_on_the_paper(press: Press) -> None:
    look = Look(footer="Salon Lumière · Keizersgracht 1, Amsterdam", logo=derive_logo(photo(3)))
    body = press.print(branch_paper(branch_report("en", 0), {}, "en", look))
    pdf = pikepdf.open(io.BytesIO(body))
    assert "Salon Lumière" in [str(figure.Alt) for figure in elements(pdf, "Figure")]
    assert printed_words(body).count(squeezed(look.footer)) == len(pdf.pages)


def test_another_paper_never_wears_the_sheet_of_the_one_before(press: Press) -> None:
    one, other = report_paper(look=Look("A4", "#aa0055")), report_paper(look=Look("A4", "#0055aa"))
    first = press.print(one)
    assert press.print(other) != first
    assert press.print(one) == first


def test_a_sheet_for_paper_is_written_out() -> None:
    for path in ("css/report.css", "css/report-chain.css", "css/report-visit.css"):
        text = paper_sheet(path, "Letter", "#aa0055")
        assert "var(" not in text and "@import" not in text and "@layer" not in text
        assert "size: Letter;" in text and "color: #aa0055;" in text
    with pytest.raises(KeyError):
        paper_sheet("css/nothing.css")


def test_words_with_a_character_that_xml_does_not_know_are_printed_too(press: Press) -> None:
    report = replace(branch_report("en", 0), title="Utrecht\x0bOudegracht")
    assert "UtrechtOudegracht" in printed_words(press.print(branch_paper(report, {}, "en")), last=1).replace("\x0b", "")


def test_a_colour_that_is_none_adds_no_rule() -> None:
    assert paper_sheet("css/report.css", "A4", "red; } body { display: none") == paper_sheet("css/report.css")


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:9/x.png", "file:///etc/passwd", "data:image/png;base64,AAAA", "photo:/unknown", "x.png"],
)
def test_a_document_gets_its_own_files_and_nothing_else(press: Press, address: str) -> None:
    with pytest.raises(BrokenEnvironment, match="does not belong"):
        press.print(page(f'<img src="{address}" alt="x">'))


def test_after_a_failure_the_next_paper_is_printed(press: Press) -> None:
    with pytest.raises(BrokenEnvironment):
        press.print(page('<img src="http://127.0.0.1:9/x.png" alt="x">'))
    assert press.print(page("<p>Fine")).startswith(b"%PDF")


def test_what_takes_too_long_is_stopped() -> None:
    with Press(seconds=1) as press, pytest.raises(NotNow, match="more than 1 seconds"):
        press.print(page(WAITS))


def test_what_takes_too_much_memory_is_stopped() -> None:
    with Press(memory_bytes=120 << 20) as press, pytest.raises(NotNow, match="more than 120 MB of memory"):
        press.print(page("<p>x</p>" * 3000))


def test_the_process_that_serves_pages_never_loads_weasyprint() -> None:
    code = "import sys, audit.reports.pdf; sys.exit('weasyprint' in sys.modules or 'cffi' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
