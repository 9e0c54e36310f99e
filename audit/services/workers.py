"""The service worker's source: what stands in `static/js/service-worker.js`, told its build and its shell."""

from __future__ import annotations

import json
from functools import lru_cache

from audit.errors import NotFound, say
from audit.static_files import PHONE_SCRIPTS, build_id, find_static, static_url
from audit.store.sights import NOT_HERE

WORKER = "js/service-worker.js"
SHELL = ("css/phone.css", "icons/icon.svg", "icons/icon-192.png", *PHONE_SCRIPTS)


@lru_cache(maxsize=1)
def worker_source() -> str:
    """The worker's script. Its bytes change with every build, which is how a browser learns of one."""
    file = find_static(WORKER)
    if file is None:
        raise NotFound(say(NOT_HERE))
    shell = [static_url(path) for path in SHELL]
    return f"const BUILD = {json.dumps(build_id())};\nconst SHELL = {json.dumps(shell)};\n{file.body.decode()}"
