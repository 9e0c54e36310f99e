"""HTML to a tagged PDF with WeasyPrint. Only the worker process imports this module."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import lru_cache
from xml.etree import ElementTree as ET

import weasyprint
from cssselect2 import ElementWrapper
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from audit.reports.pdf_messages import Media, Paper

BASE = "paper:/"
PHOTO_DPI = 192
"""Larger photos are made smaller: more cannot be seen on paper and made a report ten times larger. Our thumbnails are
smaller on the sheet of photos, and go in as they are."""


class StrangeMedia(FatalURLFetchingError):  # type: ignore[misc] # WeasyPrint ships no types
    """The document asked for something that is not ours."""


class OwnMedia(URLFetcher):  # type: ignore[misc] # likewise
    """Serves the files that came with the document, and nothing else from anywhere."""

    def __init__(self, media: Mapping[str, Media]) -> None:
        super().__init__(allowed_protocols=())
        self._media = media

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """A file of the document by its address."""
        if url not in self._media:
            raise StrangeMedia(url)
        media = self._media[url]
        return URLFetcherResponse(url, media.body, {"Content-Type": media.media_type})


class Document(weasyprint.HTML):  # type: ignore[misc] # likewise
    """A document of ours, which is well-formed, read by Expat: a tenth of the time that rules for any HTML take.

    Somebody's words may hold a character that XML does not know; such a document is read as HTML.
    """

    def __init__(self, html: str, media: OwnMedia) -> None:
        try:
            root = ET.fromstring(html)  # noqa: S314 - ours; Expat refuses entities that grow
        except ET.ParseError:
            super().__init__(string=html, url_fetcher=media, base_url=BASE)
            return
        self.base_url, self.url_fetcher, self.media_type = BASE, media, "print"
        self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = root


def draw_pdf(paper: Paper) -> bytes:
    """The same bytes for the same paper, tagged as PDF/UA-1, fonts embedded."""
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    document = Document(paper.html, OwnMedia(paper.media))
    sheets = [_sheet(paper.style)] if paper.style else []
    pdf: bytes = document.write_pdf(
        stylesheets=sheets, pdf_variant="pdf/ua-1", dpi=PHOTO_DPI, cache={}, font_config=_fonts()
    )
    return pdf


@lru_cache(maxsize=8)
def _sheet(style: str) -> weasyprint.CSS:
    """A style sheet, read once for all the papers that wear it."""
    return weasyprint.CSS(string=style, url_fetcher=OwnMedia({}))


@lru_cache(maxsize=1)
def _fonts() -> FontConfiguration:
    """The fonts of this machine, opened once: a sheet of ours brings none of its own."""
    return FontConfiguration()
