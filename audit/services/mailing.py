"""Letters: how they leave for the server that AUDIT_SMTP names."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formataddr, formatdate
from urllib.parse import parse_qs, unquote, urlsplit

from audit.settings import Settings

SECONDS = 30.0
REFUSED_FROM, REFUSED_BELOW = 500, 600
PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail. `name` becomes its Message-ID: sent again by mistake, it is the same mail.

    `opt_out` is where whoever gets such mails ends them; `pdf` goes along as a file.
    """

    name: str
    to: str
    subject: str
    text: str
    html: str
    from_name: str
    opt_out: str
    language: str
    pdf: bytes = b""
    pdf_name: str = ""


def sender_of(settings: Settings) -> str:
    """The address that mail comes from: `?from=` of AUDIT_SMTP, else its user, else `audit@` the public host."""
    parts = urlsplit(settings.smtp)
    named = parse_qs(parts.query).get("from", [""])[0]
    user = unquote(parts.username or "")
    return named or (user if "@" in user else f"audit@{urlsplit(settings.url).hostname}")


def compose(settings: Settings, letter: Letter, now: float) -> EmailMessage:
    """The letter as bytes travel: text and HTML, a file, and one click for whoever wants no more."""
    sender = sender_of(settings)
    message = EmailMessage()
    message["From"] = formataddr((letter.from_name, sender))
    message["To"] = letter.to
    message["Subject"] = " ".join(letter.subject.split())
    message["Date"] = formatdate(now)
    message["Message-ID"] = f"<{letter.name}@{sender.rpartition('@')[2]}>"
    if letter.opt_out:
        message["List-Unsubscribe"] = f"<{letter.opt_out}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = letter.language
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    if letter.pdf:
        message.add_attachment(letter.pdf, maintype="application", subtype="pdf", filename=letter.pdf_name)
    return message


async def post(settings: Settings, message: EmailMessage) -> bool:
    """Hand a letter to the server; False when it will never take it. Raises when it may later."""
    import aiosmtplib

    parts = urlsplit(settings.smtp)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    try:
        await aiosmtplib.send(
            message,
            hostname=parts.hostname,
            port=parts.port or PORTS[parts.scheme],
            username=user or None,
            password=password or None,
            use_tls=parts.scheme == "smtps",
            timeout=SECONDS,
        )
    except aiosmtplib.SMTPRecipientsRefused as refused:
        if all(REFUSED_FROM <= one.code < REFUSED_BELOW for one in refused.recipients):
            return False
        raise
    return True
