"""How the engine's own database keeps values: as JSON, never as pickled objects that run code when read."""

from __future__ import annotations

import json
from typing import Any

from dbos import Serializer

ERROR = "$error"


class StepFailed(Exception):
    """A failure as it was kept: what is left of an exception is its text."""


class JsonValues(Serializer):
    """JSON, and the text of an exception."""

    def serialize(self, data: Any) -> str:
        return json.dumps({ERROR: f"{type(data).__name__}: {data}"} if isinstance(data, BaseException) else data)

    def deserialize(self, serialized_data: str) -> Any:
        value = json.loads(serialized_data)
        return StepFailed(value[ERROR]) if isinstance(value, dict) and value.keys() == {ERROR} else value

    def name(self) -> str:
        return "json"
