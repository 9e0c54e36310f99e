"""What stands in the log, in words."""

from __future__ import annotations

from audit.errors import N_, Sentence, say

VERBS = {
    "accepted": N_("Visit accepted"),
    "returned": N_("Visit sent back"),
    "rejected": N_("Visit rejected"),
    "corrected": N_("Answers put right"),
    "planned": N_("Visit planned"),
    "reassigned": N_("Visit given to somebody else"),
    "cancelled": N_("Visit cancelled"),
    "submitted": N_("Visit handed in"),
    "submitted_copy": N_("Second copy of a visit received"),
    "commented": N_("Comment made"),
    "appealed": N_("Item appealed"),
    "granted_appeal": N_("Appeal granted"),
    "declined_appeal": N_("Appeal declined"),
    "set_appeal_days": N_("Time to appeal set"),
    "accepted_copy": N_("Second copy let count"),
    "set_aside_copy": N_("Second copy set aside"),
    "took_in_copy": N_("Visit taken in from a file"),
    "changed": N_("Person changed"),
    "left": N_("Person left"),
    "came_back": N_("Person came back"),
    "undid_step": N_("Step on a draft undone"),
    "redid_step": N_("Step on a draft done again"),
    "joined": N_("Second auditor sent along"),
    "saved_remark": N_("Remark kept"),
    "dropped_remark": N_("Remark dropped"),
    "opened_action": N_("Action opened"),
    "gave_action": N_("Action given, or its day set"),
    "ticked_step": N_("Step done"),
    "unticked_step": N_("Step not done after all"),
    "added_proof": N_("Photo added"),
    "finished_action": N_("Action finished"),
    "signed_action": N_("Action signed off"),
    "reopened_action": N_("Action opened again"),
    "withdrew_action": N_("Action withdrawn"),
    "added_rule": N_("Rule for actions added"),
    "ended_rule": N_("Rule for actions ended"),
    "shared": N_("Report shared"),
    "revoked": N_("Report's link ended"),
    "rebuilt": N_("Sums computed anew"),
    "set_password": N_("Password set"),
    "end_sessions": N_("Signed out everywhere"),
    "published": N_("Checklist version published"),
    "saved_draft": N_("Checklist draft saved"),
    "began_draft": N_("Checklist draft begun"),
    "changed_draft": N_("Checklist draft changed"),
    "discarded_draft": N_("Checklist draft discarded"),
    "imported": N_("File imported"),
    "filled_demo": N_("Demo filled"),
    "added": N_("Person added"),
    "made_link": N_("Sign-in link made"),
}


def told(verb: str) -> Sentence:
    """A verb of the log in words; one without any as it is written."""
    return say(VERBS.get(verb, verb.replace("_", " ")))
