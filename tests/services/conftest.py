"""An open, migrated store for each test, on the engine of the run."""

from __future__ import annotations

from tests.opened import cast, store

__all__ = ["cast", "store"]
