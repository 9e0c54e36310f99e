"""What every PDF of ours must be: tagged, named, in its language, with bookmarks and its fonts inside."""

from __future__ import annotations

import subprocess

import pikepdf

from tests.components import need_program


def elements(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    """The elements of one kind in the structure tree."""
    found = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == f"/{kind}"]
    return [item for item in found if item.get("/Type") == "/StructElem"]


def check_paper(pdf: pikepdf.Pdf, language: str) -> None:
    """Fail where a screen reader, a printer without our fonts or an archive would."""
    assert pdf.Root.MarkInfo.Marked and str(pdf.Root.Lang) == language
    assert pdf.Root.ViewerPreferences.DisplayDocTitle and str(pdf.docinfo.Title)
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
    assert all(str(figure.Alt) for figure in elements(pdf, "Figure"))
    fonts = [
        one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
    ]
    assert fonts and all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts)


def chapters(pdf: pikepdf.Pdf) -> list[str]:
    """The bookmarks under the first one."""
    with pdf.open_outline() as outline:
        return [entry.title for entry in outline.root[0].children]


def printed_words(pdf: bytes, first: int = 1, last: int = 0) -> str:
    """The words on these pages as a reader can mark and copy them, without spaces and hyphens: lines break anywhere."""
    pages = ["-f", str(first), *(["-l", str(last)] if last else [])]
    done = subprocess.run(
        [need_program("pdftotext", "poppler-utils"), *pages, "-", "-"], input=pdf, capture_output=True, check=True
    )
    return squeezed(done.stdout.decode())


def squeezed(text: str) -> str:
    """A text without what a line break adds or takes."""
    return "".join(text.split()).replace("-", "").replace("\N{HYPHEN}", "")
