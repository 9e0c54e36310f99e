// The page of a visit: the elements that are there from the start. The rest loads when it is first needed.

import "./elements/save-state.js";
import "./elements/visit-form.js";
import "./elements/visit-progress.js";
import "./elements/visit-steps.js";
