"""Every kind of work that runs later or for long, and who looks for more of it. One table, as the routes are."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from audit.errors import N_, Sentence, say
from audit.jobs import Run
from audit.services.job_tools import Tools
from audit.services.notice_mail import look_for_mail, mail_notices
from audit.services.notice_push import look_for_pushes, push_notices
from audit.services.overdue_actions import look_for_overdue_actions
from audit.services.replies import look_for_due_visits
from audit.services.report_mail import mail_report
from audit.services.report_packs import make_pack
from audit.services.report_schedules import LOOK_SECONDS, look_for_packs
from audit.services.round_plans import look_for_rounds, plan_round
from audit.services.sharing import MAIL_KIND


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of work: what people call it, and what does it.

    `is_quick` work is not kept waiting by long work, and is only shown to people when it goes wrong.
    """

    title: Sentence
    work: Callable[[Tools, Run, Mapping[str, Any]], Awaitable[Any]]
    is_quick: bool = False


@dataclass(frozen=True, slots=True)
class Watch:
    """Somebody who looks, every so many seconds, whether there is work to ask for; asking twice must be harmless."""

    look: Callable[[Tools, datetime], Awaitable[None]]
    seconds: int


KINDS: dict[str, Kind] = {
    "report pack": Kind(say(N_("Reports of many branches")), make_pack),
    "mail notices": Kind(say(N_("Mail with notices")), mail_notices, is_quick=True),
    MAIL_KIND: Kind(say(N_("Mail with a report")), mail_report, is_quick=True),
    "push notices": Kind(say(N_("Notices on phones")), push_notices, is_quick=True),
    "plan round": Kind(say(N_("The next period of a round")), plan_round),
}
WATCHES: tuple[Watch, ...] = (
    Watch(look_for_mail, 30),
    Watch(look_for_pushes, 15),
    Watch(look_for_due_visits, 300),
    Watch(look_for_overdue_actions, 900),
    Watch(look_for_rounds, 600),
    Watch(look_for_packs, LOOK_SECONDS),
)
