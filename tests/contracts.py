"""A kind of import contract that import-linter lacks: where packages from outside may be imported at all.

It is a list of everything allowed. A package that nobody has given a home yet breaks the contract too, so that
adding a dependency means saying which layer it belongs to.
"""

from __future__ import annotations

import sys

import grimp
from importlinter import Contract, ContractCheck, fields, output

ROOT = "audit"


class HomesContract(Contract):
    """`homes` reads `package -> module, module`; the standard library is not looked at."""

    homes = fields.ListField(subfield=fields.StringField())

    def check(self, graph: grimp.ImportGraph, verbose: bool) -> ContractCheck:
        homes = dict(_read_home(str(line)) for line in self.homes)
        outsiders = sorted(
            module for module in graph.modules if module.split(".")[0] not in (ROOT, *sys.stdlib_module_names)
        )
        strays = {
            f"{importer} imports {outsider}"
            for outsider in outsiders
            for importer in graph.find_modules_that_directly_import(outsider)
            if not importer.startswith(homes.get(outsider, ()))
        }
        return ContractCheck(kept=not strays, metadata={"strays": sorted(strays)})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for stray in check.metadata["strays"]:
            output.print_error(f"{stray}, which is not its home (see `homes` in pyproject.toml)")


def _read_home(line: str) -> tuple[str, tuple[str, ...]]:
    package, _, modules = line.partition("->")
    return package.strip(), tuple(module.strip() for module in modules.split(","))
