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
    if (!this.database || !this.sheet) return;
    const waiting = (await listParcels(this.database)).length;
    notePerson(this.dataset.user ?? "", { name: this.dataset.name ?? "", waiting });
    if (waiting === 0) return this.#leave();
    const words = this.sheet.querySelector("[data-part=unsent]");
    if (words) words.textContent = sayCount("unsent", waiting);
    if (!this.sheet.open) this.sheet.showModal();
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

  /** The pages of this person leave the phone; unsent work stays for its owner. */
  async #leave() {
    for (const name of window.caches ? await caches.keys() : []) {
      if (name.startsWith("pages-")) await caches.delete(name);
    }
    this.form?.submit();
  }
}

customElements.define("sign-out-guard", SignOutGuard);
