// <save-state>: says "Saved" when the last act was read back from the phone's store, and what to do when it was not.

import { session } from "../session.js";
import { clock, say } from "../words.js";

const SAVED_SHOWN_AFTER_MS = 150;

class SaveState extends HTMLElement {
  async connectedCallback() {
    this.setAttribute("role", "status");
    this.session = await session;
    this.session.addEventListener("saved", () => this.#saved());
    this.session.addEventListener("refused", () => this.#refused());
    window.addEventListener("beforeunload", (event) => {
      if (this.session?.unsaved.length) event.preventDefault();
    });
    if (this.session.record?.at) this.#show(say("saved", { time: clock(this.session.record.at) }));
  }

  /** Not in the same breath as the tap: the answer is painted first. */
  #saved() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#show(say("saved", { time: clock(Date.now()) })), SAVED_SHOWN_AFTER_MS);
  }

  #refused() {
    clearTimeout(this.timer);
    this.#show(say("notSaved"));
    this.classList.replace("chip--accent", "chip--broken");
    this.#offerRetry();
  }

  /** @param {string} text */
  #show(text) {
    this.classList.add("chip");
    this.classList.remove("chip--broken");
    this.classList.add("chip--accent");
    // A live region reads out what is written into it, also the same words again.
    const region = /** @type {HTMLElement} */ (this);
    if (region.textContent !== text) region.textContent = text;
    document.getElementById("not-saved")?.remove();
  }

  #offerRetry() {
    if (document.getElementById("not-saved")) return;
    const notice = document.createElement("div");
    notice.id = "not-saved";
    notice.className = "notice notice--problem";
    notice.setAttribute("role", "alert");
    const words = document.createElement("p");
    words.textContent = say("notSavedWhy");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = say("tryAgain");
    button.addEventListener("click", () => void this.session?.retry());
    notice.append(words, button);
    this.closest("header")?.after(notice);
  }
}

customElements.define("save-state", SaveState);
