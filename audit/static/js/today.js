// The page of the day: the visits, their state on this phone, and what keeps them ready.

import "./elements/visit-list.js";
import "./elements/app-news.js";
import "./elements/sign-out-guard.js";
