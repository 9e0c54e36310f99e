// <visit-briefing>: what to know before going in. Once the visit has begun it is folded, and one tap away.

import { session } from "../session.js";

class VisitBriefing extends HTMLElement {
  async connectedCallback() {
    this.addEventListener("begun", () => this.#fold());
    const { record } = await session;
    // As the page opens, not later: nothing above an answer moves while somebody is answering.
    if (record?.seq) this.#fold();
  }

  #fold() {
    this.querySelector("details")?.removeAttribute("open");
  }
}

customElements.define("visit-briefing", VisitBriefing);
