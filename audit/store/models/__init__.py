"""Every table of the product. Rows leave `store/` only to `services/`."""

# ruff: noqa: SLF001 - what tortoise keeps to itself has to be reached here

from audit.store.models.actions import Action, ActionFailure, ActionProof, ActionRule, ActionStep
from audit.store.models.chains import Branch, Chain, LogEntry, Region
from audit.store.models.checklists import Checklist, ChecklistUpload, ChecklistVersion, DraftStep, Standard
from audit.store.models.jobs import Job
from audit.store.models.notices import Notice, NoticeChoice, PushDevice
from audit.store.models.people import Attempt, Person, PersonBranch, PersonRegion, Session, SignInLink
from audit.store.models.photos import Evidence, Photo
from audit.store.models.reports import ReportLook, ReportOpening, ReportReply, ReportSchedule, SharedReport
from audit.store.models.reviews import Correction, Remark, ReviewSettings, SavedRemark
from audit.store.models.rollups import ScoreRollup, StandardRollup, StandardTotal
from audit.store.models.rounds import Assignment, OpeningDays, Quiz, QuizPass, Round, RoundPlan
from audit.store.models.visits import Op, PastAssignment, Result, StandardResult, StrayOp, Submission, Visit
from audit.store.models.voices import Appeal, JointPart, JointVisit, VisitComment

__all__ = [
    "Action",
    "ActionFailure",
    "ActionProof",
    "ActionRule",
    "ActionStep",
    "Appeal",
    "Assignment",
    "Attempt",
    "Branch",
    "Chain",
    "Checklist",
    "ChecklistUpload",
    "ChecklistVersion",
    "Correction",
    "DraftStep",
    "Evidence",
    "Job",
    "JointPart",
    "JointVisit",
    "LogEntry",
    "Notice",
    "NoticeChoice",
    "Op",
    "OpeningDays",
    "PastAssignment",
    "Person",
    "PersonBranch",
    "PersonRegion",
    "Photo",
    "PushDevice",
    "Quiz",
    "QuizPass",
    "Region",
    "Remark",
    "ReportLook",
    "ReportOpening",
    "ReportReply",
    "ReportSchedule",
    "Result",
    "ReviewSettings",
    "Round",
    "RoundPlan",
    "SavedRemark",
    "ScoreRollup",
    "Session",
    "SharedReport",
    "SignInLink",
    "Standard",
    "StandardResult",
    "StandardRollup",
    "StandardTotal",
    "StrayOp",
    "Submission",
    "Visit",
    "VisitComment",
]

# Tortoise would copy each docstring into the schema, and a better sentence would need a migration.
for _name in __all__:
    globals()[_name]._meta.table_description = ""
