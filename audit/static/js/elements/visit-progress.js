// <visit-progress>: the dock under the thumb. How much is answered, how safe it is, and the way to what is missing.

import { showBadge } from "../badge.js";
import { isFilled } from "../form-model.js";
import { networkWords } from "../network-words.js";
import { listParcels } from "../offline/outbox.js";
import { notePerson } from "../offline/people.js";
import { session } from "../session.js";
import { goTo, mark, missing, nextMissing } from "../walking.js";
import { say } from "../words.js";

class VisitProgress extends HTMLElement {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  waiting;

  /** @type {string | null} key of the item last worked on */
  last = null;

  async connectedCallback() {
    this.session = await session;
    this.model = /** @type {any} */ (document.querySelector("visit-form")).model;
    const steps = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a.steps__step"));
    this.steps = new Map([...steps].map((step) => [step.hash.replace("#section-", ""), step]));
    this.button = /** @type {HTMLButtonElement} */ (this.querySelector("[data-do=next]"));
    this.session.addEventListener("rows", (event) => {
      this.last = /** @type {CustomEvent<string[]>} */ (event).detail.at(-1) ?? this.last;
      this.#soon();
    });
    this.session.addEventListener("record", () => this.#soon());
    document.querySelector("visit-form")?.addEventListener("focusin", (event) => this.#went(event));
    this.session.sync.addEventListener("change", () => void this.#network());
    window.addEventListener("online", () => void this.#network());
    window.addEventListener("offline", () => void this.#network());
    this.button.addEventListener("click", () => this.#next());
    this.querySelector("[data-do=jump]")?.addEventListener("click", () => void this.#jump());
    this.#count();
    void this.#network();
  }

  /**
   * The way on begins where the auditor is: at an item, or before the first one of a section.
   * @param {Event} event
   */
  #went({ target }) {
    const place = target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest("[data-item], [data-section]")) : null;
    const { item, section } = place?.dataset ?? {};
    if (item) this.last = item;
    if (!section || !this.model) return;
    const { items, sections } = /** @type {import("../form-model.js").FormModel} */ (this.model);
    const first = sections.find(({ key }) => key === section)?.items[0];
    this.last = first ? (items[items.indexOf(first) - 1]?.key ?? null) : this.last;
  }

  /** Counting waits until the tap is painted. */
  #soon() {
    this.waiting ??= setTimeout(() => {
      this.waiting = undefined;
      this.#count();
      void this.#network();
    }, 50);
  }

  #count() {
    const { model, session } = this;
    if (!model || !session || !this.button) return;
    const asked = model.asked();
    const isDone = (/** @type {import("../form-model.js").FormItem} */ item) => isFilled(item, session.rows.get(item.key));
    const done = asked.filter(isDone).length;
    const bar = /** @type {HTMLProgressElement} */ (this.querySelector("progress"));
    bar.max = Math.max(1, asked.length);
    bar.value = done;
    this.#write("count", say("answered", { n: done, of: asked.length }));
    const open = new Set(missing(model, session).map(({ item }) => item));
    this.isComplete = open.size === 0;
    this.button.textContent = say(session.isLocked ? "showReceipt" : this.isComplete ? "finish" : "next");
    for (const section of model.sections) this.#countSection(section, isDone, open);
  }

  /**
   * @param {import("../form-model.js").FormSection} section
   * @param {(item: import("../form-model.js").FormItem) => boolean} isDone
   * @param {Set<import("../form-model.js").FormItem>} open what lacks its answer or its proof
   */
  #countSection({ key, element, items }, isDone, open) {
    const asked = items.filter((item) => item.kind !== "note" && this.model.shown.has(item.key));
    const done = asked.filter(isDone).length;
    const words = element.querySelector(".heading__detail");
    const text = say("answered", { n: done, of: asked.length });
    if (words && words.textContent !== text) words.textContent = text;
    const step = this.steps?.get(key);
    step?.classList.toggle("steps__step--done", asked.length > 0 && !asked.some((item) => open.has(item)));
    if (step) step.hidden = element.hidden;
  }

  async #network() {
    if (!this.session) return;
    const { words, look } = networkWords(this.session.sync.status, await this.session.parcel());
    const place = this.#write("network", words);
    await this.#noteMyself();
    place?.classList.toggle("network--offline", look === "offline");
    place?.classList.toggle("network--trouble", look === "trouble");
  }

  /** So that whoever takes the phone next can see that work waits here, and for whom. */
  async #noteMyself() {
    const { user = "", userName = "" } = /** @type {HTMLElement} */ (document.querySelector("visit-form")).dataset;
    const waiting = this.session ? (await listParcels(this.session.database)).length : 0;
    notePerson(user, { name: userName, waiting });
    showBadge(waiting);
  }

  async #jump() {
    const { openJumpList } = await import("../jump-list.js");
    await openJumpList();
  }

  #next() {
    const { model, session } = this;
    if (!session) return;
    document.querySelector("visit-form")?.dispatchEvent(new Event("flush"));
    const all = missing(model, session);
    const next = nextMissing(all, model, this.last);
    if (session.isLocked || !next) {
      goTo(/** @type {HTMLElement} */ (document.getElementById("finish")));
      return;
    }
    this.last = next.item.key;
    if (next.lack === "evidence") mark(next.item, next.lack);
    goTo(next.item.element);
  }

  /**
   * @param {string} part
   * @param {string} text
   */
  #write(part, text) {
    const place = this.querySelector(`[data-part=${part}]`);
    if (place && place.textContent !== text) place.textContent = text;
    return place;
  }
}

customElements.define("visit-progress", VisitProgress);
