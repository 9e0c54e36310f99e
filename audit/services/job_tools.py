"""What a job can work with beside the database."""

from __future__ import annotations

from dataclasses import dataclass

from audit.blobs import Blobs
from audit.reports.pdf import Press
from audit.settings import Settings


@dataclass(frozen=True, slots=True)
class Tools:
    """The settings, the photo store and the press of the process that runs jobs."""

    settings: Settings
    blobs: Blobs
    press: Press
