"""What surrounds every request, as plain ASGI: headers, the same-origin rule, who is signed in."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from audit.errors import N_

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SECURITY_HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()",
    # Our own mark: the phone believes and caches only replies that carry it (a captive portal's do not).
    "x-audit": "1",
}
# A script or a style sheet is no page: a policy on it would only cost bytes on the phone's first visit.
STATIC_HEADERS = {"x-content-type-options": "nosniff", "cross-origin-resource-policy": "same-origin", "x-audit": "1"}
# What the phone's script asks for is read by that script alone, hundreds of times a day over a poor line.
SYNC_HEADERS = STATIC_HEADERS | {"content-security-policy": "default-src 'none'; frame-ancestors 'none'"}
HEADERS_BELOW = {"static": STATIC_HEADERS, "sync": SYNC_HEADERS}
STRICT_TRANSPORT = "max-age=31536000"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
FOREIGN_ORIGIN = N_("This request came from another site and was not carried out.")


class SecurityHeaders:
    """Puts the security headers on every reply, and `no-store` where nothing else is said."""

    def __init__(self, app: ASGIApp, is_secure: bool) -> None:
        self.app = app
        self.headers = SECURITY_HEADERS | ({"strict-transport-security": STRICT_TRANSPORT} if is_secure else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        wanted = HEADERS_BELOW.get(scope["path"].removeprefix("/").partition("/")[0], self.headers)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in wanted.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        await self.app(scope, receive, send_with_headers)


class SameOrigin:
    """Refuses unsafe methods from other sites, so that no token can go stale in a cached page.

    Browsers say where a request comes from (`Sec-Fetch-Site`, before that `Origin`). A request that
    says neither comes from no browser: it carries no ambient cookie that somebody else could abuse.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in SAFE_METHODS or is_same_origin(Headers(scope=scope)):
            await self.app(scope, receive, send)
        else:
            await PlainTextResponse(FOREIGN_ORIGIN, status_code=403)(scope, receive, send)


def is_same_origin(headers: Headers) -> bool:
    """Whether a request's own headers say that our own page made it, or that no browser did."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        # "none" is a person's own act, such as reloading a form's answer.
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2] == headers.get("host", "nowhere")
