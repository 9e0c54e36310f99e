"""The command line: one module for each command, named as the command is.

`audit/cli/people.py` is `audit people`; a module with an underscore before its name is shared by several.
A module is imported only when its command runs, so that
`audit score` needs no database and starts quickly.
"""

from __future__ import annotations

import pkgutil
import sys
from importlib import import_module

import click

from audit.errors import AuditError

GROUP_HELP = "Mystery-shopper and branch-consistency audits: one chain, one database."


class Commands(click.Group):
    """Finds each command in the module of its name, and turns our errors into exit 1 and a sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        names = (module.name for module in pkgutil.iter_modules(__path__))
        return sorted(name.replace("_", "-") for name in names if not name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command = import_module(f"{__name__}.{cmd_name.replace('-', '_')}").command
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except AuditError as error:
            click.echo(str(error), err=True)
            sys.exit(1)


main = Commands(name="audit", help=GROUP_HELP, context_settings={"help_option_names": ["-h", "--help"]})
