// <sign-out-guard>: around the sign-out button. With unsent work it asks first, and never wipes anything.

import { Database } from "../offline/database.js";
import { listParcels } from "../offline/outbox.js";
import { notePerson } from "../offline/people.js";
import { Sync } from "../offline/sync.js";
import { sayCount } from "../words.js";

class SignOutGuard extends HTMLElement {
  connectedCallback() {
    this.form = /** @type {HTMLFormElement} */ (this.querySelector("form"));
    this.sheet = /** @type {HTMLDialogElement} */ (this.querySelector("dialog"));
    this.database = new Database(this.dataset.user ?? "");
    this.form.addEventListener("submit", (event) => void this.#asked(event));
    this.sheet.addEventListener("click", (event) => void this.#chosen(event));
  }

  /** @param {SubmitEvent} event */
  async #asked(event) {
    event.preventDefault();
    await this.#ask();
  }

  async #ask() {
    if (!this.database) return;
    const waiting = await this.#count(this.database);
    notePerson(this.dataset.user ?? "", { name: this.dataset.name ?? "", waiting });
    for (const part of this.querySelectorAll("[data-when=unsent]")) part.toggleAttribute("hidden", waiting === 0);
    const words = this.querySelector("[data-part=unsent]");
    if (words && waiting) words.textContent = sayCount("unsent", waiting);
    if (waiting === 0) await this.#leave();
    else this.#open({ isCutOff: false });
  }

  /**
   * A browser without a store keeps no work, and must not keep anybody signed in for it.
   * @param {Database} database
   */
  async #count(database) {
    return listParcels(database).then((parcels) => parcels.length, () => 0);
  }

  /** @param {{isCutOff: boolean}} state whether signing out was tried and could not be done */
  #open({ isCutOff }) {
    this.querySelector("[data-part=cut-off]")?.toggleAttribute("hidden", !isCutOff);
    if (this.sheet && !this.sheet.open) this.sheet.showModal();
  }

  /** @param {Event} event */
  async #chosen({ target }) {
    const choice = target instanceof HTMLElement ? target.dataset.do : undefined;
    if (choice === "stay") this.sheet?.close();
    if (choice === "hand-over") await this.#leave();
    if (choice === "send" && this.database) {
      await new Sync(this.database).now();
      await this.#ask();
    }
  }

  /**
   * The pages of this person leave the phone; unsent work stays for its owner. Only the server can end the session:
   * without a line nothing is taken away, or the next person would find an empty phone that is still signed in.
   */
  async #leave() {
    if (!(await this.#endSession())) return this.#open({ isCutOff: true });
    for (const name of window.caches ? await caches.keys() : []) {
      if (name.startsWith("pages-")) await caches.delete(name);
    }
    location.assign("/sign-in");
  }

  /** @returns {Promise<boolean>} whether the server has said so; a Wi-Fi's own page has not */
  async #endSession() {
    try {
      const response = await fetch(this.form?.action ?? "", { method: "POST", signal: AbortSignal.timeout(15_000) });
      return response.ok && response.headers.get("x-audit") === "1";
    } catch {
      return false;
    }
  }
}

customElements.define("sign-out-guard", SignOutGuard);
