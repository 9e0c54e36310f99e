"""HTML to a tagged PDF with WeasyPrint. Only the worker process imports this module."""

from __future__ import annotations

import logging
from collections.abc import Mapping

import weasyprint
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from audit.reports.pdf_messages import Media, Paper

PHOTO_DPI = 150
"""More cannot be seen on paper and made a report with four photos ten times larger."""


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


def draw_pdf(paper: Paper) -> bytes:
    """The same bytes for the same paper, tagged as PDF/UA-1, fonts embedded."""
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    fetcher = OwnMedia(paper.media)
    document = weasyprint.HTML(string=paper.html, url_fetcher=fetcher, base_url="static:/")
    sheets = [weasyprint.CSS(string=paper.style)] if paper.style else []
    pdf: bytes = document.write_pdf(stylesheets=sheets, pdf_variant="pdf/ua-1", dpi=PHOTO_DPI, cache={})
    return pdf
