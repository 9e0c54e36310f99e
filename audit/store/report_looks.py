"""How the chain's reports look beside its colour: paper, foot line, logo."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from audit.store.models import ReportLook

ONE = 1
LONGEST_FOOTER = 200


@dataclass(frozen=True, slots=True)
class LookRow:
    """What was chosen; `logo_sha256` names the logo in the photo store."""

    paper: str = "A4"
    footer: str = ""
    logo_sha256: str | None = None


async def get_look() -> LookRow:
    """What was chosen; the defaults before anything was."""
    row = await ReportLook.get_or_none(id=ONE).values_list("paper", "footer", "logo_sha256")
    return LookRow(*row) if row else LookRow()


async def put_look(look: LookRow) -> None:
    """Choose."""
    await ReportLook.update_or_create(id=ONE, defaults=asdict(look))
