"""No row and no cell of a form is forgotten: each is taken, changed, left out, or in the way."""

from hypothesis import given
from hypothesis import strategies as st

from audit.checklists.model import Checklist
from tests.checklists.xlsforms.test_importing import COLOURS, ask, form, items, lines


def test_every_row_of_a_group_is_accounted_for():
    imported = form(
        ask("begin group", "outer", "Outer"),
        ask("begin group", "inner", "Inner"),
        ask("text"),
        ask("end group", "", ""),
        ask("end group", "", ""),
    )
    report = imported.report
    assert (
        "survey:2: Group outer has no questions of its own: the groups in it are sections, its title is not kept."
        in (lines(report.changed))
    )
    ends = ["survey:5: Group inner ends.", "survey:6: Group outer ends."]
    assert [line for line in lines(report.taken) if line.endswith("ends.")] == ends


def test_two_columns_that_mean_the_same_are_not_merged_in_silence():
    imported = form({"type": "text", "name": "q", "label": "Question?", "caption": "Another"})
    assert items(imported)[0]["text"] == "Question?"
    assert lines(imported.report.left_out) == ["survey:2: caption: Another"]


def test_a_language_that_nobody_knows_is_left_out():
    imported = form(ask("text"), settings=[{"default_language": "Klingonese of the north"}])
    assert "settings:2: The language Klingonese of the north is not known." in lines(imported.report.left_out)


TYPES = ("text", "note", "range", "select_one c", "select_multiple c or_other", "calculate")
GROUPS = ("begin group", "end group", "begin repeat", "end repeat")
OTHERS = ("", "q", "a b", "${q} = 'red'", "${q} > 1", "not(", "yes", "start=1 end=2 step=1", "é")
CELLS = st.sampled_from([*TYPES, *GROUPS, *OTHERS]) | st.text(max_size=8)
HEADERS = ["type", "name", "label", "label::nl", "hint", "required", "relevant", "parameters", "choice_filter", "x"]
CHOICE_HEADERS = ["list_name", "name", "label", "label::nl", "shade"]


@given(
    st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(HEADERS, CELLS)), max_size=8),
    st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(CHOICE_HEADERS, CELLS)), max_size=4),
)
def test_any_rows_are_a_checklist_or_problems_and_no_row_is_forgotten(survey, choices):
    imported = form(*survey, choices=[*COLOURS, *choices])
    assert (imported.checklist is None) == bool(imported.report.problems)
    assert imported.checklist is None or isinstance(imported.checklist, Checklist)
    report = imported.report
    said = {(one.sheet, one.row) for part in (report.taken, report.changed, report.left_out) for one in part}
    said |= {(one.sheet, one.row) for one in report.problems}
    for sheet, rows, first in (("survey", survey, 2), ("choices", choices, 2 + len(COLOURS))):
        for number, row in enumerate(rows, first):
            if any(value.strip() for value in row.values()):
                assert (sheet, number) in said, row
