// An auditor's pages at the desk, on a phone or not: signing out there passes the same guard as on the phone's pages.

import "./elements/sign-out-guard.js";
