"""Addresses that somebody else typed: one, and nothing that a mail server could read as two."""

from __future__ import annotations

from audit.errors import N_, BadInput, Problem, say
from audit.services.sign_ins import checked_email

NO_ADDRESS = say(N_("Write one address, as in name@example.com."))
NOT_IN_ADDRESSES = frozenset(',;:<>()[]\\"')


def one_address(text: str) -> str:
    """An address that one letter can go to. Raises BadInput."""
    try:
        address = checked_email(text)
    except BadInput:
        address = ""
    if not address.isascii() or address.count("@") != 1 or NOT_IN_ADDRESSES & set(address):
        raise BadInput(NO_ADDRESS, (Problem("email", NO_ADDRESS),))
    return address
