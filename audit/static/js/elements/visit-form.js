// <visit-form>: the form of one visit. Every change becomes an op of the session; one listener serves all items.

import { FormModel } from "../form-model.js";
import { readValue, showRow, showValue } from "../item-values.js";
import { Furnisher } from "../furnishing.js";
import { keepSending } from "../sending-times.js";
import { make } from "../making.js";
import { pageReady } from "../page-ready.js";
import { findTyping, leaveTyping } from "../offline/traces.js";
import { VisitSession, opened } from "../session.js";
import { untilDone } from "../settling.js";
import { Typing } from "../typing.js";
import { say } from "../words.js";

/**
 * @typedef {import("../form-model.js").FormItem} FormItem
 * @typedef {import("../offline/drafts.js").Act} Act
 */

class VisitForm extends HTMLElement {
  connectedCallback() {
    if (!this.session) void this.#start();
  }

  async #start() {
    const { user = "", visit = "", version = "0", attributes = "{}" } = this.dataset;
    this.session = new VisitSession(user, visit, Number(version));
    const opening = this.session.open().then(() => true, () => false);
    await new Promise((resolve) => setTimeout(resolve)); // 800 items are read while the phone's store opens
    this.model = new FormModel(this, JSON.parse(attributes));
    this.furnisher = new Furnisher(this.session, this.model);
    this.typing = new Typing(
      (acts) => void untilDone(this.#write(acts)),
      (acts) => leaveTyping(user, visit, acts),
    );
    if (!(await opening)) return this.#refuse();
    await this.#write(findTyping(user, visit));
    this.#restore();
    this.#listen();
    opened(this.session);
    pageReady();
    this.furnisher.watch();
    this.furnisher.prepare();
    keepSending(this.session.sync);
    void this.session.sync.now();
  }

  /** The phone offers no store at all (a private window, a switched-off setting): better no form than a leaky one. */
  #refuse() {
    const notice = make("p", "notice notice--problem", say("noStore"));
    this.prepend(Object.assign(notice, { role: "alert" }));
    this.#lock(true);
    pageReady("refused");
  }

  #restore() {
    if (!this.session || !this.model) return;
    for (const [key, row] of this.session.rows) {
      const item = this.model.byKey.get(key);
      if (item) showRow(item, row);
    }
    this.#decide();
    this.#lock(this.session.isLocked);
  }

  #listen() {
    const { session } = this;
    this.addEventListener("change", (event) => this.#changed(event));
    this.addEventListener("input", (event) => this.#typed(event));
    this.addEventListener("click", (event) => this.furnisher?.clicked(event));
    this.addEventListener("submit", (event) => event.preventDefault());
    session?.addEventListener("rows", (event) => this.#rowsChanged(/** @type {CustomEvent<string[]>} */ (event).detail));
    session?.addEventListener("record", () => this.#lock(Boolean(session.isLocked)));
    this.addEventListener("flush", () => this.typing?.flush());
  }

  /** @param {Event} event a choice made, or typing finished */
  #changed(event) {
    this.#typed(event);
    this.typing?.flush();
  }

  /** @param {Event} event */
  #typed({ target }) {
    const found = this.#find(target);
    if (!found) return;
    const { item, field, input } = found;
    const value = field === "comment" ? input.value.trim() : readValue(item);
    if (value === undefined) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
    this.typing?.typed({ item: item.key, field, value });
  }

  /** @param {Act} act */
  #isKnown({ item, field, value }) {
    const row = this.session?.rows.get(item ?? "");
    const before = field === "comment" ? (row?.comment ?? "") : (row?.value ?? null);
    return JSON.stringify(before) === JSON.stringify(value);
  }

  /** @param {Act[]} acts */
  async #write(acts) {
    const news = acts.filter((act) => act.value !== undefined && !this.#isKnown(act));
    const areWritten = await Promise.all(news.map((act) => this.session?.act([act])));
    if (areWritten.every(Boolean)) leaveTyping(this.dataset.user ?? "", this.dataset.visit ?? "", []);
  }

  /** @param {string[]} keys */
  #rowsChanged(keys) {
    const { model, session, furnisher } = this;
    if (!model || !session) return;
    for (const key of keys) {
      const item = model.byKey.get(key);
      const row = session.rows.get(key);
      if (!item || !row) continue;
      if (!item.element.contains(document.activeElement) || item.kind !== "text") showValue(item, row);
      furnisher?.refresh(item);
    }
    if (keys.some((key) => model.ruling.has(key))) this.#decide();
  }

  #decide() {
    const { model, session } = this;
    if (!model || !session) return;
    for (const { key, element } of model.decide(session.rows)) element.hidden = !model.shown.has(key);
    for (const section of model.sections) section.element.hidden = !section.items.some(({ key }) => model.shown.has(key));
  }

  /** @param {boolean} isLocked */
  #lock(isLocked) {
    const all = this.querySelector("fieldset");
    if (all) all.disabled = isLocked;
  }

  /**
   * The item an event belongs to, and whether it is about its answer or its comment.
   * @param {EventTarget | null} target
   */
  #find(target) {
    if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return null;
    const key = /** @type {HTMLElement | null} */ (target.closest("[data-item]"))?.dataset.item;
    const item = this.model?.byKey.get(key ?? "");
    const field = target.classList.contains("answer__input") ? "answer" : target.dataset.field;
    return item && field ? { item, field, input: target } : null;
  }
}

customElements.define("visit-form", VisitForm);
