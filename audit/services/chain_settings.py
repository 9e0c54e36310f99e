"""What the chain is called and whether it is the demo."""

from __future__ import annotations

from audit.store import chains


async def name_of_chain() -> str:
    """The chain's name; empty before it has one."""
    return (await chains.get_chain()).name


async def is_demo() -> bool:
    """Whether this installation holds the demo chain."""
    return (await chains.get_chain()).is_demo
