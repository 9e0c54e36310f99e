"""A photo store with nothing in it."""

from __future__ import annotations

from audit.blobs import Blobs, open_blobs


def no_blobs() -> Blobs:
    """A store in a folder that is not there."""
    return open_blobs("/nonexistent/photos")
