"""Sums over counted visits: what every comparison is computed from, whatever the number of visits.

All sums are integers (micro-units), so that adding, removing and rebuilding in any order gives the
same numbers to the last digit. Beside the sums of each month stand those of all months together
(`month` 0), so that a page over everything reads one row a cell. A visit without an auditor has
`auditor_id` 0: SQL treats NULLs as different from each other, which would break the upsert.
"""

from __future__ import annotations

from tortoise import fields, models

ALL_MONTHS = 0
NO_AUDITOR = 0


class ScoreRollup(models.Model):
    """The scores of counted visits. A visit without a score counts in `visits` only."""

    id = fields.BigIntField(primary_key=True)
    checklist_id = fields.IntField()
    branch_id = fields.IntField()
    auditor_id = fields.IntField()
    month = fields.IntField()  # 202611, or 0 for all months
    visits = fields.BigIntField(default=0)
    scored = fields.BigIntField(default=0)
    percent_micro = fields.BigIntField(default=0)
    # The sum of squares in two halves: square = high * 2**32 + low. One column would overflow.
    square_high = fields.BigIntField(default=0)
    square_low = fields.BigIntField(default=0)
    failed = fields.BigIntField(default=0)

    class Meta:
        table = "score_rollup"
        unique_together = (("checklist_id", "month", "branch_id", "auditor_id"),)


class StandardTotal(models.Model):
    """How a standard fared on the counted visits to a branch: `counted` visits where it counted, `kept` of them."""

    id = fields.BigIntField(primary_key=True)
    checklist_id = fields.IntField()
    branch_id = fields.IntField()
    standard_id = fields.IntField()
    month = fields.IntField()  # 202611, or 0 for all months
    counted = fields.BigIntField(default=0)
    kept = fields.BigIntField(default=0)
    credit_micro = fields.BigIntField(default=0)
    exceeded = fields.BigIntField(default=0)
    expectations = fields.BigIntField(default=0)  # visits where it could have been exceeded
    not_applicable = fields.BigIntField(default=0)

    class Meta:
        table = "standard_total"
        unique_together = (("checklist_id", "month", "branch_id", "standard_id"),)
        indexes = (("standard_id", "month"),)


class StandardRollup(models.Model):
    """The same sums apart for each auditor, by month only."""

    id = fields.BigIntField(primary_key=True)
    checklist_id = fields.IntField()
    branch_id = fields.IntField()
    auditor_id = fields.IntField()
    standard_id = fields.IntField()
    month = fields.IntField()
    counted = fields.BigIntField(default=0)
    kept = fields.BigIntField(default=0)
    credit_micro = fields.BigIntField(default=0)
    exceeded = fields.BigIntField(default=0)
    expectations = fields.BigIntField(default=0)
    not_applicable = fields.BigIntField(default=0)

    class Meta:
        table = "standard_rollup"
        unique_together = (("checklist_id", "standard_id", "month", "branch_id", "auditor_id"),)
