from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pikepdf
import pytest

from audit.errors import NotNow
from audit.reports.pdf import Press
from audit.scoring.analysis import analyse
from audit.scoring.histories import HistoryOptions, read_history
from audit.scoring.sums import chain_sums_from
from audit.services.chain_report_making import View, chain_report, report_paper
from audit.services.chain_reports import ChainReport
from audit.services.filters import Filters
from audit.services.report_heat_maps import COLUMNS_A_PAGE, ROWS_A_PAGE, pieces_of
from audit.services.spreadsheet_comparisons import comparison_from
from audit.words import LANGUAGES
from tests.reports import reports
from tests.reports.chain import heat_map
from tests.reports.papers import chapters, check_paper, elements

HEAD = "visit_id,branch,auditor,date,standard,answer\n"


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    with Press() as press:
        yield press


def printed(press: Press, report: ChainReport, language: str) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(press.print(report_paper(report, language))))


def report_of(text: str) -> ChainReport:
    sums = chain_sums_from(read_history(HEAD + text, HistoryOptions()))
    view = View(Filters(), "en", datetime(2026, 11, 23, tzinfo=UTC).date())
    return chain_report(comparison_from(analyse(sums), sums), view, "history")


def visits(branches: int, each: int) -> str:
    """The first branch greets nobody, the others everybody; half of all visits find it clean."""
    return "".join(
        f"v{branch}-{visit},Branch {branch},A{visit % 3},2026-01-{visit + 1:02},{standard},{answer}\n"
        for branch in range(branches)
        for visit in range(each)
        for standard, answer in (("greeted", "yes" if branch else "no"), ("clean", "yes" if visit % 2 else "no"))
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chain_report_is_tagged_and_says_what_it_is(press: Press, language: str) -> None:
    pdf = printed(press, reports.chain_report(), language)
    check_paper(pdf, language)
    assert str(pdf.docinfo.Title).startswith("Salon Lumière")
    assert len(chapters(pdf)) == 8
    assert len(elements(pdf, "Figure")) >= 16 + 24 + 2


@pytest.mark.parametrize("language", ["en", "ro"])
def test_a_region_s_pack_has_a_page_for_each_branch(press: Press, language: str) -> None:
    one, four = (printed(press, reports.region_report(language, pages), language) for pages in (1, 4))
    check_paper(four, language)
    assert len(four.pages) == len(one.pages) + 3


def test_a_chain_report_is_always_the_same_bytes(press: Press) -> None:
    paper = report_paper(reports.chain_report(), "en")
    assert press.print(paper) == press.print(paper)


def test_a_large_heat_map_is_cut_into_pieces_that_hold_every_cell_once() -> None:
    whole = heat_map(60, 101)
    pieces = [piece.map for piece in pieces_of(whole)]
    assert all(len(one.rows) <= ROWS_A_PAGE and len(one.columns) <= COLUMNS_A_PAGE for one in pieces)
    cells = [cell.href for one in pieces for row in one.cells for cell in row]
    assert sorted(cells) == sorted(cell.href for row in whole.cells for cell in row)
    assert all(len(row) == len(one.columns) for one in pieces for row in one.cells)


def test_a_spreadsheet_becomes_the_same_report_as_a_database() -> None:
    report = report_of(visits(6, 8))
    assert (report.title, report.visits, report.branches, report.auditors) == ("history", 48, 6, 3)
    assert (report.since, report.until) == (date(2026, 1, 1), date(2026, 1, 8))
    assert [line.promise for line in report.lines] == ["greeted", "clean"]
    assert report.lines[0].kept == pytest.approx(5 / 6)
    heat = report.heat
    assert heat is not None
    [piece] = heat.pieces
    shares = {
        row.name: [cell.share for cell in cells] for row, cells in zip(piece.map.rows, piece.map.cells, strict=True)
    }
    assert shares == {"greeted": [0.0, *[1.0] * 5], "clean": [0.5] * 6}


def test_what_is_certain_and_what_is_not_are_told_apart() -> None:
    report = report_of(visits(6, 8))
    assert any("On 1 standard it depends on the branch" in str(line) for line in report.certain)
    assert any("other standard" in str(line) for line in report.uncertain)


def test_branches_that_nobody_can_judge_are_named_as_open() -> None:
    few = report_of(visits(6, 8) + "x,Once,A1,2026-02-01,greeted,yes\n")
    assert few.branches == 7 and few.visits == 49


def test_without_a_visit_there_is_no_report() -> None:
    with pytest.raises(NotNow, match="No visit counts"):
        report_of("")
