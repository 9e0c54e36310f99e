"""Every address of the product, and who may pass. A stranger meets the same 404 as for no page at all."""

from __future__ import annotations

from starlette.routing import BaseRoute

from audit.web import (
    account,
    assets,
    branches,
    checklists,
    consistency,
    explanations,
    fill,
    health,
    people,
    photos,
    plans,
    reports,
    reviews,
    sign_in,
    standards,
    sync,
    today,
    visits,
)
from audit.web.access import ANYBODY, AUDITORS, DESK, EVERYBODY, OWNERS, READERS, door

ROUTES: list[BaseRoute] = [
    door("/", sign_in.home, EVERYBODY),
    door("/health", health.show, ANYBODY),
    door("/static/{build}/{path:path}", assets.show_static, ANYBODY),
    door("/manifest.webmanifest", assets.show_manifest, ANYBODY),
    door("/service-worker.js", assets.show_worker, ANYBODY),
    # Coming in and going out
    door("/sign-in", sign_in.show, ANYBODY),
    door("/sign-in", sign_in.create, ANYBODY, ["POST"]),
    door("/sign-out", sign_in.leave, ANYBODY, ["POST"]),
    door("/welcome/{token}", sign_in.show_welcome, ANYBODY),
    door("/welcome/{token}", sign_in.use_welcome, ANYBODY, ["POST"]),
    door("/account", account.show, EVERYBODY),
    door("/account/language", account.set_language, EVERYBODY, ["POST"]),
    door("/account/sessions", account.end_sessions, EVERYBODY, ["POST"]),
    # The auditor's phone
    door("/today", today.show, AUDITORS),
    door("/phone-check", today.show_phone_check, AUDITORS),
    door("/visits/{visit}/fill", fill.show, AUDITORS),
    door("/sync/state", sync.show_state, AUDITORS),
    door("/sync/visits/{visit}/draft", sync.show_draft, AUDITORS),
    door("/sync/photos/{sha256}", sync.put_photo, AUDITORS, ["PUT"]),
    door("/sync/visits/{visit}/ops", sync.add_ops, AUDITORS, ["POST"]),
    door("/sync/visits/{visit}/submissions/{submission}", sync.put_submission, AUDITORS, ["PUT"]),
    # The manager's desk, and the franchisee's own branches
    door("/consistency", consistency.show, DESK),
    door("/consistency/report.pdf", reports.show_chain, DESK),
    door("/help/reading", explanations.show_reading, READERS),
    door("/branches", branches.index, READERS),
    door("/branches/{code:path}/report.pdf", reports.show_branch, READERS),
    door("/branches/{code:path}", branches.show, READERS),
    door("/standards", standards.index, DESK),
    door("/standards/{key:path}", standards.show, DESK),
    door("/visits", visits.index, READERS),
    door("/visits/new", plans.show, DESK),
    door("/visits/new", plans.create, DESK, ["POST"]),
    door("/visits/{visit}/assignment", plans.assign, DESK, ["POST"]),
    door("/visits/{visit}/cancellation", plans.cancel, DESK, ["POST"]),
    door("/visits/{visit}/acceptance", reviews.accept, DESK, ["POST"]),
    door("/visits/{visit}/return", reviews.send_back, DESK, ["POST"]),
    door("/visits/{visit}/rejection", reviews.reject, DESK, ["POST"]),
    door("/visits/{visit}/report.pdf", reports.show_visit, READERS),
    door("/visits/{visit}", visits.show, EVERYBODY),
    door("/photos/{sha256}/{size}", photos.show, EVERYBODY),
    door("/people", people.index, OWNERS),
    door("/people", people.create, OWNERS, ["POST"]),
    door("/checklists", checklists.index, DESK),
    door("/checklists/{key}/changes", checklists.show_changes, DESK),
    door("/checklists/{key:path}", checklists.show, DESK),
]
