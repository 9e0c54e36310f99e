"""The checklists that come with the product, ready to publish or to start one's own from."""

from __future__ import annotations

from importlib import resources

from audit.checklists.json_files import read_json
from audit.checklists.model import Checklist
from audit.checklists.parsing import parse_checklist


def load_library() -> dict[str, Checklist]:
    """Every shipped checklist by its key, in order."""
    folder = resources.files("audit.checklists") / "library"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".json")), key=lambda file: file.name)
    checklists = [parse_checklist(read_json(file.read_bytes())) for file in files]
    return {checklist.key: checklist for checklist in checklists}
