"""Branches out of a CSV: all of them, or none and every line that is wrong."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import available_timezones

from audit.errors import N_, BadInput, Problem, Sentence, say
from audit.scoring.histories.decoding import decode
from audit.scoring.histories.tables import line_numbers, read_table, refused
from audit.services.mail_addresses import one_address
from audit.store import chains, log
from audit.store.chains import BranchRow, NewBranch, RegionRow
from audit.store.connections import transaction
from audit.store.sights import WHOLE_CHAIN

REQUIRED = ("code", "name")
OPTIONAL = (
    "region", "city", "country", "address", "lat", "lon", "time_zone", "ownership", "attributes", "report_email",
)  # fmt: skip
LONGEST = {"code": 200, "name": 300, "region": 200, "city": 200, "country": 100, "address": 500}
OWNERSHIPS = ("own", "franchise")
BELOW = ">"
"""What stands between a region and the one below it: `Europe > Netherlands`."""

Record = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class BranchesImported:
    """What a file came to. `ignored` are columns that mean nothing here."""

    added: int
    updated: int
    regions: Sequence[str]
    ignored: Sequence[str]


async def import_branches(data: bytes, now: datetime) -> BranchesImported:
    """Add branches, or bring those of the same code up to date; columns the file lacks are left as they are.

    Unknown regions are made. Raises BadInput with line numbers; then nothing was changed.
    """
    text = decode(data)
    records = read_records(text)
    check_records(text, records)
    async with transaction():
        known = {branch.code: branch for branch in await chains.list_branches(WHOLE_CHAIN)}
        regions = {region.name: region for region in await chains.list_regions()}
        made = await make_regions([record.get("region", "") for record in records], regions)
        await chains.put_branches([new_branch(record, known.get(record["code"]), regions) for record in records])
        await chains.put_report_emails(emails_of(records))
        updated = sum(record["code"] in known for record in records)
        counts = {"added": len(records) - updated, "updated": updated}
        await log.add_entry(None, "imported", "branches", "branches", counts, now)
        await chains.grow_rollup_version()  # no sum has changed, but whose it is: comparisons are computed anew
    ignored = [name for name in header_of(text) if name and name not in (*REQUIRED, *OPTIONAL)]
    return BranchesImported(len(records) - updated, updated, made, ignored)


def read_records(text: str) -> list[Record]:
    """Each row as column -> value; columns the file does not have are left out."""
    table = read_table(text, REQUIRED, OPTIONAL)
    columns = {name: [column.names[code] for code in column.codes.tolist()] for name, column in table.items()}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def header_of(text: str) -> list[str]:
    """The names of the file's columns."""
    first = text.partition("\n")[0].strip("\r")
    return max(([name.strip() for name in next(csv.reader([first], delimiter=sign))] for sign in ",;"), key=len)


def check_records(text: str, records: Sequence[Record]) -> None:
    """Refuse the file when anything in it is wrong, naming every line."""
    found = [(row, sentence) for row, record in enumerate(records) for sentence in faults(record)]
    first: dict[str, int] = {}
    codes = [record["code"] for record in records]
    repeated = [(row, first[code]) for row, code in enumerate(codes) if first.setdefault(code, row) != row]
    if not found and not repeated:
        return
    rows = [row for row, _ in found] + [row for pair in repeated for row in pair]
    lines = line_numbers(text, rows)
    again = N_('branch "{code}" stands on line {line} already.')
    found += [(row, say(again, code=records[row]["code"], line=lines[other])) for row, other in repeated]
    raise refused([Problem(f"line {lines[row]}", sentence) for row, sentence in sorted(found, key=lambda one: one[0])])


def faults(record: Record) -> list[Sentence]:
    """What is wrong with one row."""
    found = [say(N_("the {column} is missing."), column=name) for name in REQUIRED if not record[name]]
    for name, most in LONGEST.items():
        if len(record.get(name, "")) > most or "\0" in record.get(name, ""):
            found.append(say(N_("the {column} has at most {most} characters."), column=name, most=most))
    for name, largest in (("lat", 90), ("lon", 180)):
        if record.get(name) and not is_degrees(record[name], largest):
            found.append(say(N_('"{given}" are not degrees from -{most} to {most}.'), given=record[name], most=largest))
    if bool(record.get("lat")) != bool(record.get("lon")):
        found.append(say(N_("lat and lon belong together.")))
    if record.get("time_zone") and record["time_zone"] not in available_timezones():
        found.append(say(N_('"{given}" is not a time zone such as Europe/Amsterdam.'), given=record["time_zone"]))
    if record.get("ownership") and record["ownership"] not in OWNERSHIPS:
        found.append(say(N_('"{given}" is not own or franchise.'), given=record["ownership"]))
    if record.get("report_email") and not is_address(record["report_email"]):
        found.append(say(N_('"{given}" is not one e-mail address.'), given=record["report_email"]))
    if any(not name or not equals for name, equals, _ in attribute_parts(record)):
        found.append(say(N_('attributes are written as k=v;k=v, not "{given}".'), given=record["attributes"]))
    return found


def is_address(text: str) -> bool:
    """Whether a letter can go to a text."""
    try:
        one_address(text)
    except BadInput:
        return False
    return True


def is_degrees(text: str, largest: int) -> bool:
    """Whether a text is a number of degrees."""
    try:
        return -largest <= float(text) <= largest
    except ValueError:
        return False


def attribute_parts(record: Record) -> list[tuple[str, str, str]]:
    """Each `k=v` of the attributes, cut at its first equals sign."""
    pieces = (piece.strip() for piece in record.get("attributes", "").split(";"))
    parts = (piece.partition("=") for piece in pieces if piece)
    return [(name.strip(), equals, value.strip()) for name, equals, value in parts]


async def make_regions(names: Sequence[str], regions: dict[str, RegionRow]) -> list[str]:
    """Make the regions that are not there yet and add them to `regions`; their names."""
    made: list[str] = []
    for path in dict.fromkeys(name for name in names if name):
        above: RegionRow | None = None
        for part in filter(None, (part.strip() for part in path.split(BELOW))):
            if part not in regions:
                regions[part] = await chains.add_region(part, above)
                made.append(part)
            above = regions[part]
    return made


def new_branch(record: Record, known: BranchRow | None, regions: Mapping[str, RegionRow]) -> NewBranch:
    """A branch as the file has it; what the file has no column for stays as it is known."""
    before = known or UNKNOWN
    values = {column: record.get(column, getattr(before, column)) for column in ("city", "country", "address")}
    return NewBranch(
        code=record["code"],
        name=record["name"],
        region_id=region_id(record["region"], regions) if "region" in record else before.region_id,
        **values,
        latitude=degrees(record["lat"]) if "lat" in record else before.latitude,
        longitude=degrees(record["lon"]) if "lon" in record else before.longitude,
        time_zone=record.get("time_zone", before.time_zone) or UNKNOWN.time_zone,
        ownership=record.get("ownership", before.ownership) or UNKNOWN.ownership,
        attributes=attributes_of(record) if "attributes" in record else before.attributes,
    )


UNKNOWN = BranchRow(0, "", "", None, None, "", "", "own", "UTC", {}, None, "", None, None)
"""What is known of a branch that is not there yet."""


def region_id(path: str, regions: Mapping[str, RegionRow]) -> int | None:
    """The id of the region at the end of a path; an empty path is no region."""
    name = path.rpartition(BELOW)[2].strip()
    return regions[name].id if name else None


def degrees(text: str) -> float | None:
    """Degrees, or None where nothing is given."""
    return float(text) if text else None


def attributes_of(record: Record) -> dict[str, str]:
    """The attributes of one row."""
    return {name: value for name, _, value in attribute_parts(record)}


def emails_of(records: Sequence[Record]) -> dict[str, str]:
    """Where reports go, by the branch's code; nothing where the file has no such column."""
    return {one["code"]: one["report_email"].strip().casefold() for one in records if "report_email" in one}
