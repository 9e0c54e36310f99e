from __future__ import annotations

from io import BytesIO

import pytest
from pillow_heif import from_pillow

from tests.imaging.pictures import scene


@pytest.fixture(scope="session")
def heic() -> bytes:
    target = BytesIO()
    from_pillow(scene(120, 80)).save(target, quality=90)
    return target.getvalue()
