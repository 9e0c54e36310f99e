// <visit-briefing>: what to know before going in. Once the visit has begun it is folded, and one tap away.

import { session } from "../session.js";

class VisitBriefing extends HTMLElement {
  async connectedCallback() {
    const { record } = await session;
    // Only as the page opens: nothing above an answer moves while somebody is answering.
    if (record?.seq) this.querySelector("details")?.removeAttribute("open");
  }
}

customElements.define("visit-briefing", VisitBriefing);
