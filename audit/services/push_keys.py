"""Our key for web push (VAPID), and whether a browser's address is one that a push service gives."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any
from urllib.parse import urlsplit

from audit.errors import N_, BadInput, say

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""How many points the curve P-256 has."""

# Where browsers let themselves be told. Anything else a person could send us would make our server call it.
SERVICES = (
    "fcm.googleapis.com", ".push.services.mozilla.com", ".push.apple.com", ".notify.windows.com",
)  # fmt: skip
LONGEST_ENDPOINT = 1_000
KEY = re.compile(r"[A-Za-z0-9_-]{87}", re.ASCII)  # 65 bytes
AUTH = re.compile(r"[A-Za-z0-9_-]{22}", re.ASCII)  # 16 bytes
NOT_A_DEVICE = N_("This browser's address for notices cannot be used.")


def private_key(secret: str) -> Any:
    """The key that push services know us by: made from AUDIT_SECRET, so that there is nothing more to keep."""
    from cryptography.hazmat.primitives.asymmetric import ec

    number = int.from_bytes(hashlib.sha512(f"web push:{secret}".encode()).digest())
    return ec.derive_private_key(number % (ORDER - 1) + 1, ec.SECP256R1())


def public_key(secret: str) -> str:
    """What a browser is given to check us by."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    point = private_key(secret).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def check_device(endpoint: str, key: str, auth: str) -> None:
    """Refuse what no push service gives."""
    is_address = endpoint.isascii() and endpoint.isprintable() and len(endpoint) <= LONGEST_ENDPOINT
    if not (is_address and is_of_service(endpoint) and KEY.fullmatch(key) and AUTH.fullmatch(auth)):
        raise BadInput(say(NOT_A_DEVICE))


def is_of_service(endpoint: str) -> bool:
    """Whether an address is one of a push service's own."""
    try:
        parts = urlsplit(endpoint)
    except ValueError:
        return False
    host = parts.netloc.lower()
    is_known = any(host == one or (one.startswith(".") and host.endswith(one)) for one in SERVICES)
    return parts.scheme == "https" and is_known and "@" not in host
