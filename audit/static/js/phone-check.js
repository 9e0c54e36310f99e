// The page that says what this phone can do.

import "./elements/phone-check.js";
