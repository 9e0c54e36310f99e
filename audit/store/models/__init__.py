"""Every table of the product. Rows leave `store/` only to `services/`."""

from audit.store.models.chains import Branch, Chain, LogEntry, Region
from audit.store.models.checklists import Checklist, ChecklistVersion, Standard
from audit.store.models.people import Attempt, Person, PersonBranch, PersonRegion, Session, SignInLink
from audit.store.models.rollups import ScoreRollup, StandardRollup
from audit.store.models.visits import Evidence, Op, Photo, Result, StandardResult, Submission, Visit

__all__ = [
    "Attempt",
    "Branch",
    "Chain",
    "Checklist",
    "ChecklistVersion",
    "Evidence",
    "LogEntry",
    "Op",
    "Person",
    "PersonBranch",
    "PersonRegion",
    "Photo",
    "Region",
    "Result",
    "ScoreRollup",
    "Session",
    "SignInLink",
    "Standard",
    "StandardResult",
    "StandardRollup",
    "Submission",
    "Visit",
]
