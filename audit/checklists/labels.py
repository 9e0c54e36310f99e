"""What channels, kinds and consequences are called."""

from __future__ import annotations

from audit.errors import N_, say

CHANNELS = {
    "in_person": say(N_("In person")),
    "phone": say(N_("By phone")),
    "email": say(N_("By e-mail")),
    "chat": say(N_("By chat")),
}
KINDS = {
    "yes_no": say(N_("yes or no")),
    "expectation": say(N_("below, as promised, better")),
    "scale": say(N_("a scale")),
    "choice": say(N_("one of several")),
    "choices": say(N_("several of several")),
    "time": say(N_("a time")),
    "number": say(N_("a number")),
    "text": say(N_("words")),
    "photo": say(N_("a photo")),
    "signature": say(N_("a signature")),
    "note": say(N_("read only")),
}
CRITICAL = {
    "flag": say(N_("Broken, it fails the visit.")),
    "section": say(N_("Broken, its section earns nothing and the visit fails.")),
    "visit": say(N_("Broken, the visit scores nothing and fails.")),
}
EVIDENCE = {
    "never": say(N_("never")),
    "when_broken": say(N_("when it is broken")),
    "always": say(N_("always")),
}
MODES = {"open": say(N_("announced")), "blind": say(N_("unannounced"))}
