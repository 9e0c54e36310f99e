// Builds the parts of an item that it does not have from the start (comment, photos, stopwatch, signature, how it
// should be) when it comes near the screen or is needed: 800 items would be slow to open with all of them.

import { openComment, toggleSop } from "./item-extras.js";

/**
 * @typedef {import("./session.js").VisitSession} VisitSession
 * @typedef {import("./form-model.js").FormModel} FormModel
 * @typedef {import("./form-model.js").FormItem} FormItem
 */

/** @type {Record<string, () => Promise<unknown>>} */
const PARTS = {
  "stop-watch": () => import("./elements/stop-watch.js"),
  "photo-strip": () => import("./elements/photo-strip.js"),
  "sign-pad": () => import("./elements/sign-pad.js"),
};

/**
 * A part that could not be fetched is asked for again when the phone finds a line; its element waits for it.
 * @param {string} name of a custom element
 */
function load(name) {
  PARTS[name]?.().catch(() => window.addEventListener("online", () => load(name), { once: true }));
}

export class Furnisher {
  /**
   * @param {VisitSession} session
   * @param {FormModel} model
   */
  constructor(session, model) {
    this.session = session;
    this.model = model;
    /** @type {WeakSet<FormItem>} */
    this.done = new WeakSet();
    this.extras = /** @type {HTMLTemplateElement | null} */ (document.querySelector("template#item-extras"));
  }

  /** Fetch what this form may need while there is still a line: the worker may not have it yet. */
  prepare() {
    const kinds = new Set(this.model.items.map(({ kind }) => kind));
    if (kinds.has("time")) load("stop-watch");
    if (kinds.has("signature")) load("sign-pad");
    load("photo-strip");
  }

  /** Furnish items as they come within a screen of being seen. Items are watched only once their section is near. */
  watch() {
    const margin = { rootMargin: "100% 0px" };
    const items = new IntersectionObserver((entries) => this.#near(items, entries, (key) => this.#nearItem(key)), margin);
    const sections = new IntersectionObserver((entries) => this.#near(sections, entries, (key) => watchItems(key)), margin);
    const watchItems = (/** @type {string} */ key) => {
      for (const { element } of this.model.sections.find((section) => section.key === key)?.items ?? []) items.observe(element);
    };
    for (const { element } of this.model.sections) sections.observe(element);
  }

  /**
   * @param {IntersectionObserver} observer
   * @param {IntersectionObserverEntry[]} entries
   * @param {(key: string) => void} act
   */
  #near(observer, entries, act) {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting || !(target instanceof HTMLElement)) continue;
      observer.unobserve(target);
      act(target.dataset.item ?? target.dataset.section ?? "");
    }
  }

  /** @param {string} key */
  #nearItem(key) {
    const item = this.model.byKey.get(key);
    if (item) this.furnish(item);
  }

  /** @param {FormItem} item */
  furnish(item) {
    if (this.done.has(item) || item.kind === "note") return;
    this.done.add(item);
    if (item.kind === "time") this.insert(item, "stop-watch");
    if (item.kind === "signature") this.insert(item, "sign-pad");
    if (this.extras) item.element.querySelector(".item__extras")?.append(this.extras.content.cloneNode(true));
    if (item.kind === "photo") this.insert(item, "photo-strip");
    button(item, "sop")?.toggleAttribute("hidden", !item.element.dataset.sop);
    button(item, "photo")?.toggleAttribute("hidden", item.kind === "photo" || item.kind === "signature");
    this.refresh(item);
  }

  /**
   * Bring a furnished item in line with what is written.
   * @param {FormItem} item
   */
  refresh(item) {
    if (!this.done.has(item)) return;
    const row = this.session.rows.get(item.key);
    if (row?.comment) openComment(item, this.session.rows.get(item.key)?.comment ?? "");
    if (row?.photos.some((photo) => !photo.isRemoved) && !part(item, "photo-strip")) this.insert(item, "photo-strip");
    button(item, "clear")?.classList.toggle("item__extra--away", row?.value === null || row?.value === undefined);
    for (const name of Object.keys(PARTS)) part(item, name)?.dispatchEvent(new Event("refresh"));
  }

  /** @param {Event} event a tap on one of the extras */
  clicked({ target }) {
    const pressed = target instanceof Element ? target.closest("[data-do]") : null;
    const key = /** @type {HTMLElement | null} */ (pressed?.closest("[data-item]"))?.dataset.item;
    const item = this.model.byKey.get(key ?? "");
    if (!(pressed instanceof HTMLElement) || !item) return;
    const { do: verb } = pressed.dataset;
    if (verb === "comment") openComment(item, this.session.rows.get(item.key)?.comment ?? "").focus();
    if (verb === "photo") this.insert(item, "photo-strip").focus();
    if (verb === "sop") toggleSop(item, pressed);
    if (verb === "clear") void this.session.act([{ item: item.key, field: "answer", value: null }]);
  }

  /**
   * @param {FormItem} item
   * @param {string} name of a custom element
   * @returns {HTMLElement}
   */
  insert(item, name) {
    const known = part(item, name);
    if (known) return known;
    const made = document.createElement(name);
    made.dataset.item = item.key;
    made.tabIndex = -1;
    const extras = item.element.querySelector(".item__extras");
    if (extras) extras.before(made);
    else item.element.append(made);
    load(name);
    return made;
  }
}

/**
 * @param {FormItem} item
 * @param {string} name
 */
function part(item, name) {
  return /** @type {HTMLElement | null} */ (item.element.querySelector(name));
}

/**
 * @param {FormItem} item
 * @param {string} verb
 */
function button(item, verb) {
  return item.element.querySelector(`[data-do=${verb}]`);
}
