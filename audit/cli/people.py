"""`audit people`: who may come in."""

from __future__ import annotations

import asyncio
import os

import click

ROLES = ("owner", "manager", "auditor", "reader")


@click.group("people")
def command() -> None:
    """People: add them, and make the links they come in with."""


@command.command("add")
@click.argument("email")
@click.option("--name", required=True, help="As colleagues know them.")
@click.option("--role", required=True, type=click.Choice(ROLES), help="What they do.")
@click.option("--region", "regions", multiple=True, help="A region they see, with all below it; repeatable.")
@click.option("--branch", "branches", multiple=True, help="The code of a branch they see; repeatable.")
def add(email: str, name: str, role: str, regions: tuple[str, ...], branches: tuple[str, ...]) -> None:
    """Add somebody and print a one-time link to sign in with.

    A manager or reader without regions and branches sees the whole chain; an auditor sees their own visits.
    """
    asyncio.run(add_to_database(email, name, role, regions, branches))


async def add_to_database(
    email: str, name: str, role: str, regions: tuple[str, ...], branches: tuple[str, ...]
) -> None:
    """Add somebody to the database of the settings."""
    from datetime import UTC, datetime

    from audit.services.people import NewPerson, add_person
    from audit.settings import read_settings
    from audit.store.migrating import open_current_store

    settings = read_settings(os.environ)
    async with open_current_store(settings.database):
        is_limited = bool(regions or branches)
        new = NewPerson(email, name, role, regions, branches, sees_chain=not is_limited)
        added = await add_person(new, datetime.now(UTC))
    if added.sees_chain and role != "owner":
        click.echo(f"{name} sees the whole chain: no --region or --branch was given.", err=True)
    print_link(settings.url, added.token)


@command.command("link")
@click.argument("email")
def link(email: str) -> None:
    """Print a new one-time link for somebody who is there already."""
    asyncio.run(link_from_database(email))


async def link_from_database(email: str) -> None:
    """Make a link in the database of the settings."""
    from datetime import UTC, datetime

    from audit.services.people import make_link
    from audit.settings import read_settings
    from audit.store.migrating import open_current_store

    settings = read_settings(os.environ)
    async with open_current_store(settings.database):
        print_link(settings.url, await make_link(email, datetime.now(UTC)))


def print_link(url: str, token: str) -> None:
    """The address to open, alone on a line."""
    click.echo(f"{url or 'http://127.0.0.1:8000'}/welcome/{token}")
