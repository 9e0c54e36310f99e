"""Sums for each branch, auditor, checklist and month: what every comparison is computed from.

All sums are integers (micro-units), so that adding, removing and rebuilding in any order gives the
same numbers to the last digit. `auditor` is 0 where a visit names none: SQL treats NULLs as
different from each other, which would break the upsert.
"""

from __future__ import annotations

from tortoise import fields, models


class ScoreRollup(models.Model):
    """The scores of counted visits. A visit without a score counts in `visits` only."""

    id = fields.BigIntField(primary_key=True)
    checklist_id = fields.IntField()
    branch_id = fields.IntField()
    auditor_id = fields.IntField()
    month = fields.IntField()  # 202611
    visits = fields.BigIntField(default=0)
    scored = fields.BigIntField(default=0)
    percent_micro = fields.BigIntField(default=0)
    # The sum of squares in two halves: square = high * 2**32 + low. One column would overflow.
    square_high = fields.BigIntField(default=0)
    square_low = fields.BigIntField(default=0)
    failed = fields.BigIntField(default=0)

    class Meta:
        table = "score_rollup"
        unique_together = (("checklist_id", "branch_id", "auditor_id", "month"),)


class StandardRollup(models.Model):
    """How a standard fared on counted visits: `counted` visits where it counted, `kept` of them."""

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
    expectations = fields.BigIntField(default=0)  # visits where it could have been exceeded
    not_applicable = fields.BigIntField(default=0)

    class Meta:
        table = "standard_rollup"
        unique_together = (("checklist_id", "branch_id", "auditor_id", "standard_id", "month"),)
