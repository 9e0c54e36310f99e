// <visit-list>: the visits of the day. Fills in what only this phone knows: how far each is, and whether it is ready.

import { showBadge } from "../badge.js";
import { make } from "../making.js";
import { letPhotosGo } from "../offline/clearing.js";
import { Database } from "../offline/database.js";
import { listParcels, parcelOf } from "../offline/outbox.js";
import { notePerson } from "../offline/people.js";
import { keepPage, makeReady } from "../offline/readiness.js";
import { Sync } from "../offline/sync.js";
import { keepSending } from "../sending-times.js";
import { pageReady } from "../page-ready.js";
import { stoppedWords, visitWords } from "../network-words.js";
import { clock, say } from "../words.js";

const SENT = new Set(["submitted", "accepted", "rejected"]);

class VisitList extends HTMLElement {
  async connectedCallback() {
    this.user = this.dataset.user ?? "";
    this.name = this.dataset.name ?? "";
    this.database = new Database(this.user);
    this.sync = new Sync(this.database);
    this.sync.addEventListener("change", () => void this.#show());
    this.#age();
    try {
      await this.#show();
    } catch {
      return this.#refuse();
    }
    this.addEventListener("click", (event) => void this.#clicked(event));
    this.addEventListener("submit", (event) => this.#replies(event));
    window.addEventListener("online", () => void this.#show());
    window.addEventListener("offline", () => void this.#show());
    keepSending(this.sync);
    pageReady();
    void this.sync.now();
    void this.#makeAllReady().then(() => this.database && letPhotosGo(this.database));
  }

  /** The browser offers no store (a private window): better said here than in the branch. */
  #refuse() {
    const notice = make("p", "notice notice--problem", say("noStore"));
    notice.setAttribute("role", "alert");
    this.prepend(notice);
    pageReady();
  }

  /** @returns {HTMLElement[]} */
  #cards() {
    return [...this.querySelectorAll("[data-visit]")].map((card) => /** @type {HTMLElement} */ (card));
  }

  async #show() {
    if (!this.database || !this.sync) return;
    for (const card of this.#cards()) {
      const parcel = await parcelOf(this.database, card.dataset.visit ?? "");
      const { state, words, why } = visitWords(parcel, this.sync.status);
      const isReturned = card.dataset.state === "returned" && !parcel.record.submission;
      if (state && !isReturned) this.#state(card, state, words);
      // The page has said already why a visit came back, if it is not older than that.
      this.#write(card, "why", card.querySelector("[data-part=reason]")?.textContent === why ? "" : why);
      const waits = parcel.record.submission && !parcel.record.outcome;
      this.#part(card, "actions")?.toggleAttribute("hidden", !waits && state !== "trouble");
    }
    await this.#tellCount();
    const line = document.querySelector("[data-part=line]");
    if (line) line.textContent = stoppedWords(this.sync.status);
  }

  /**
   * @param {HTMLElement} card
   * @param {string} state
   * @param {string} words
   */
  #state(card, state, words) {
    const place = this.#part(card, "state");
    if (!place) return;
    place.className = `state state--${state}`;
    if (place.textContent !== words) place.textContent = words;
  }

  async #tellCount() {
    if (!this.database) return;
    const waiting = (await listParcels(this.database)).length;
    notePerson(this.user ?? "", { name: this.name ?? "", waiting });
    showBadge(waiting);
  }

  async #makeAllReady() {
    await keepPage(this.user ?? "", "/today");
    for (const card of this.#cards()) {
      if (SENT.has(card.dataset.state ?? "")) continue;
      const isReady = await makeReady(this.user ?? "", card.dataset.visit ?? "");
      this.#write(card, "ready", say(isReady ? "readyOffline" : "notReadyOffline"));
    }
  }

  /** @param {Event} event */
  async #clicked({ target }) {
    const button = target instanceof Element ? target.closest("[data-do]") : null;
    const visit = /** @type {HTMLElement | null} */ (button?.closest("[data-visit]"))?.dataset.visit;
    if (!(button instanceof HTMLElement) || !this.database) return;
    if (button.dataset.do === "send") void this.sync?.now();
    if (button.dataset.do === "copy") {
      const { saveCopy } = await import("../copies.js");
      await saveCopy(this.database, visit ? [visit] : null);
    }
  }

  /**
   * Whoever plans must know at once whether somebody goes: without a line the answer is not sent, and the card says so.
   * @param {SubmitEvent} event
   */
  #replies(event) {
    const card = /** @type {HTMLElement | null} */ (event.target instanceof Element && event.target.closest("[data-visit]"));
    if (navigator.onLine !== false || !card) return;
    event.preventDefault();
    this.#write(card, "why", say("replyNeedsLine"));
  }

  /** A page that comes from the phone's own memory says from when it is. */
  #age() {
    const at = Date.parse(this.dataset.renderedAt ?? "");
    const place = document.querySelector("[data-part=as-of]");
    if (place && Date.now() - at > 60_000) place.textContent = say("asOf", { time: clock(at) });
  }

  /**
   * @param {HTMLElement} card
   * @param {string} part
   * @param {string} text
   */
  #write(card, part, text) {
    const place = this.#part(card, part);
    if (!place || (place.textContent ?? "") === text) return;
    place.textContent = text;
    place.toggleAttribute("hidden", !text);
  }

  /**
   * @param {HTMLElement} card
   * @param {string} part
   */
  #part(card, part) {
    return card.querySelector(`[data-part=${part}]`);
  }
}

customElements.define("visit-list", VisitList);
