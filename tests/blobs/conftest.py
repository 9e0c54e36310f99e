from __future__ import annotations

from pathlib import Path

import pytest

from audit.blobs import Blobs, open_blobs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "photos"


@pytest.fixture
def blobs(folder: Path) -> Blobs:
    return open_blobs(str(folder))
