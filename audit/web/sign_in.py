"""Coming in: the sign-in form, the one-time link, and going out again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from audit.errors import N_, AuditError, BadInput, Problem, Sentence, TooMany, say
from audit.services import sign_ins
from audit.services.chain_settings import is_demo
from audit.web.access import cookie_name, settings_of, signed_in
from audit.web.bodies import form_of
from audit.web.pages import go, own_path, page

DEVICE_COOKIE = "audit-device"
DEVICE_SECONDS = 400 * 24 * 3600  # the longest a browser keeps a cookie
DEMO_ACCOUNTS = ("owner@example.com", "manager@example.com", "auditor@example.com", "reader@example.com")
SIGN_IN = say(N_("Sign in"))
WELCOME = say(N_("Welcome"))
NOTHING_TYPED = sign_ins.Choices("")


@dataclass(frozen=True, slots=True)
class SignInPage:
    """What the sign-in form shows: what was typed, what was wrong, and the demo's accounts in a demo."""

    email: str = ""
    next: str = "/"
    problem: Sentence | None = None
    demo_accounts: tuple[str, ...] = ()
    title: Sentence = SIGN_IN


@dataclass(frozen=True, slots=True)
class WelcomePage:
    """What the one-time link shows. Without an `email` it asks for one, and for a name: the first owner's link."""

    token: str
    name: str
    email: str
    typed: sign_ins.Choices = NOTHING_TYPED
    problems: tuple[Problem, ...] = ()
    title: Sentence = WELCOME

    def problem_at(self, place: str) -> Sentence | None:
        """What is wrong with a field, if anything."""
        return next((problem.sentence for problem in self.problems if problem.place == place), None)


async def show(request: Request) -> Response:
    """GET /sign-in. Who is signed in already goes home."""
    target = own_path(request.query_params.get("next", "/"))
    if request.state.person is not None:
        return go(target)
    return page(request, "sign_in/index.html", page=SignInPage(next=target, demo_accounts=await demo_accounts()))


async def create(request: Request) -> Response:
    """POST /sign-in with `email` and `password`."""
    form = await form_of(request)
    email, target = form.get("email", ""), own_path(form.get("next", "/"))
    try:
        entry = await sign_ins.sign_in(
            email=email,
            password=form.get("password", ""),
            address=request.client.host if request.client else "",
            device=request.cookies.get(DEVICE_COOKIE, ""),
            agent=request.headers.get("user-agent", ""),
            secret=settings_of(request).secret,
            now=datetime.now(UTC),
        )
    except (BadInput, TooMany) as error:
        return await refuse(request, email, target, error)
    await sign_ins.sign_out(request.cookies.get(cookie_name(settings_of(request)), ""), datetime.now(UTC))
    return welcome(request, entry, target)


async def refuse(request: Request, email: str, target: str, error: AuditError) -> Response:
    """The form again with what was typed, never the password."""
    view = SignInPage(email, target, error.sentence, await demo_accounts())
    response = page(request, "sign_in/index.html", error.status, page=view)
    if isinstance(error, TooMany):
        response.headers["retry-after"] = str(error.retry_after_seconds)
    return response


def welcome(request: Request, entry: sign_ins.Entry, target: str) -> Response:
    """Go on with the session's cookie and the browser's mark."""
    settings = settings_of(request)
    response = go(target)
    cookies = (
        (cookie_name(settings), entry.token, int(sign_ins.ABSOLUTE.total_seconds())),
        (DEVICE_COOKIE, entry.device_mark, DEVICE_SECONDS),
    )
    for name, value, seconds in cookies:
        response.set_cookie(name, value, seconds, secure=settings.is_secure, httponly=True, samesite="lax")
    return response


async def demo_accounts() -> tuple[str, ...]:
    """The demo's accounts, shown on the form of a demo and nowhere else."""
    return DEMO_ACCOUNTS if await is_demo() else ()


async def show_welcome(request: Request) -> Response:
    """GET /welcome/{token}: the one-time link of `audit people add`."""
    token = request.path_params["token"]
    person = await sign_ins.person_of_link(token, datetime.now(UTC))
    view = WelcomePage(token, person.name, person.email or "")
    return page(request, "sign_in/welcome.html", page=view)


async def use_welcome(request: Request) -> Response:
    """POST /welcome/{token} with the `password` the person chose; the first owner also gives `name` and `email`."""
    token, now = request.path_params["token"], datetime.now(UTC)
    form = await form_of(request)
    typed = sign_ins.Choices(*(form.get(name, "") for name in ("password", "name", "email")))
    try:
        agent, secret = request.headers.get("user-agent", ""), settings_of(request).secret
        entry = await sign_ins.use_link(token, typed, agent, secret, now)
    except BadInput as error:
        person = await sign_ins.person_of_link(token, now)
        view = WelcomePage(token, person.name, person.email or "", typed, error.problems)
        return page(request, "sign_in/welcome.html", error.status, page=view)
    return welcome(request, entry, "/")


async def leave(request: Request) -> Response:
    """POST /sign-out. What the phone holds stays on the phone: nothing there is cleared from here."""
    settings = settings_of(request)
    await sign_ins.sign_out(request.cookies.get(cookie_name(settings), ""), datetime.now(UTC))
    response = go("/sign-in")
    # With the flags it was set with: browsers do not let a plain cookie end one that is bound to the host.
    response.delete_cookie(cookie_name(settings), secure=settings.is_secure, httponly=True, samesite="lax")
    return response


async def home(request: Request) -> Response:
    """GET /: each role's first page."""
    homes = {"auditor": "/today", "reader": "/branches"}
    return go(homes.get(signed_in(request).role, "/consistency"))
