from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from xml.sax.saxutils import unescape

import pytest
from jinja2 import UndefinedError

from audit.errors import Problem, say
from audit.render import TEMPLATES_FOLDER, environment, render
from audit.services.frames import Frame, NavEntry, Notice
from audit.words import LANGUAGES

PROBLEMS = (Problem("email", say("This is not an address.")),)


def frame(**changes: object) -> Frame:
    return Frame(**{"chain_name": "Salon <Lumière>", "language": "en", **changes})


@pytest.fixture
def written(tmp_path: Path):
    """Write a template into a folder that the environment looks into for this test."""
    loader = environment().loader
    loader.searchpath.append(str(tmp_path))

    def write(source: str, **context: object) -> str:
        name = f"{len(list(tmp_path.iterdir()))}.html"
        (tmp_path / name).write_text(source)
        return render(name, context.pop("language", "en"), **context)

    yield write
    loader.searchpath.remove(str(tmp_path))
    environment().cache.clear()


def test_a_name_that_does_not_exist_is_an_error(written) -> None:
    with pytest.raises(UndefinedError):
        written("{{ page.nonsense }}", page=SimpleNamespace(title="x"))


def test_what_people_wrote_is_escaped(written) -> None:
    assert written("{{ name }}{{ _('Hello %(name)s', name=name) }}", name="<b>") == "&lt;b&gt;Hello &lt;b&gt;"


def test_a_macro_imported_without_context_speaks_the_reader_s_language(written) -> None:
    source = '{% from "components/tables.html" import share %}{{ share(0.645, None) }}'
    assert [written(source, language=language) for language in ("en", "ro")] == ["65%", "65\u00a0%"]


def test_the_language_of_the_page_is_marked(written) -> None:
    html = written('{% extends "layouts/plain.html" %}', language="nl", frame=frame(), page=SimpleNamespace(title="x"))
    assert '<html lang="nl">' in html


def test_a_static_file_that_does_not_exist_is_an_error(written) -> None:
    with pytest.raises(KeyError, match=re.escape("css/nonsense.css")):
        written('{{ static("css/nonsense.css") }}')


@pytest.mark.parametrize("layout", ["desk", "phone", "plain"])
def test_a_layout_has_one_title_a_style_sheet_and_its_content(written, layout: str) -> None:
    source = f'{{% extends "layouts/{layout}.html" %}}{{% block content %}}<h1>Here</h1>{{% endblock %}}'
    html = written(source, frame=frame(), page=SimpleNamespace(title=say("Today")))
    assert html.count("<title>") == 1 and "Today · Salon &lt;Lumière&gt;" in html
    assert html.count("<h1>") == 1 and html.count('rel="stylesheet"') == 1


def test_only_the_desk_loads_htmx_and_nobody_lets_it_write_styles(written) -> None:
    context = {"frame": frame(), "page": SimpleNamespace(title="x")}
    desk, phone = (written(f'{{% extends "layouts/{name}.html" %}}', **context) for name in ("desk", "phone"))
    assert "htmx.min.js" in desk and '"includeIndicatorCSS": false' in desk
    assert "htmx" not in phone


def test_the_desk_says_where_one_is_and_what_waits(written) -> None:
    nav = (NavEntry(say("Visits"), "/visits", True, 3, say("3 to review")), NavEntry(say("Branches"), "/branches"))
    notices = (Notice("done", say("The visit is accepted.")),)
    context = {"frame": frame(nav=nav, notices=notices, person_name="Ana de Vries"), "page": SimpleNamespace(title="x")}
    html = written('{% extends "layouts/desk.html" %}', **context)
    assert html.count('aria-current="page"') == 1 and "3 to review" in html
    assert 'action="/sign-out"' in html and ">AV<" in html and "The visit is accepted." in html


def test_a_field_with_a_problem_points_at_it(written) -> None:
    macros = '{% from "components/forms.html" import field, problems %}{{ problems(all) }}'
    source = macros + '{{ field("email", "E-mail", hint="Yours", error=all[0].sentence) }}'
    html = written(source, all=PROBLEMS)
    assert 'aria-describedby="hint-email error-email"' in html and 'aria-invalid="true"' in html
    assert '<p class="field__error" id="error-email">' in html and 'href="#email"' in html


def test_a_field_keeps_what_was_typed(written) -> None:
    html = written(
        '{% from "components/forms.html" import field %}{{ field("name", "Name", value=typed) }}', typed='"><i>'
    )
    assert unescape(re.search(r'value="([^"]*)"', html)[1], {"&#34;": '"'}) == '"><i>'


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_compiles(language: str) -> None:
    names = [path.relative_to(TEMPLATES_FOLDER).as_posix() for path in TEMPLATES_FOLDER.rglob("*.html")]
    assert all(environment().get_template(name) for name in names)


def test_initials_are_two_letters_at_most() -> None:
    names = ("Ana", "Ana de Vries", "")
    assert [frame(person_name=name).person_initials for name in names] == ["A", "AV", ""]


def test_a_count_is_written_as_its_language_writes_numbers(written) -> None:
    source = "{{ ngettext('%(num)s visit', '%(num)s visits', visits) }}"
    assert written(source, visits=1) == "1 visit"
    assert written(source, visits=12_345) == "12,345 visits"
    assert written(source, visits=12_345, language="nl") == "12.345 bezoeken"


def test_what_stands_beside_a_count_stays_text(written) -> None:
    source = "{{ ngettext('%(num)s visit to %(name)s', '%(num)s visits to %(name)s', 2, name=name) }}"
    assert written(source, name="<b>") == "2 visits to &lt;b&gt;"
