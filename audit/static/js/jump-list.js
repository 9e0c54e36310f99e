// The list of all sections and standards in a sheet: search, only what is open, and the way there.

import { session } from "./session.js";
import { goTo, missing } from "./walking.js";
import { say } from "./words.js";

const MOST_FOUND = 60;

/** Open the sheet; the dialog itself is part of the page. */
export async function openJumpList() {
  const sheet = /** @type {HTMLDialogElement} */ (document.getElementById("jump-sheet"));
  const list = new JumpList(sheet, await session);
  list.fill();
  sheet.showModal();
}

class JumpList {
  /**
   * @param {HTMLDialogElement} sheet
   * @param {import("./session.js").VisitSession} session
   */
  constructor(sheet, session) {
    this.sheet = sheet;
    this.session = session;
    /** @type {import("./form-model.js").FormModel} */
    this.model = /** @type {any} */ (document.querySelector("visit-form")).model;
    this.list = /** @type {HTMLElement} */ (sheet.querySelector(".jump"));
    this.search = /** @type {HTMLInputElement} */ (sheet.querySelector("[type=search]"));
    this.open = /** @type {HTMLInputElement} */ (sheet.querySelector("[type=checkbox]"));
    this.search.oninput = this.open.onchange = () => this.fill();
    this.list.onclick = (event) => this.#chosen(event);
  }

  fill() {
    const wanted = this.search.value.trim().toLocaleLowerCase();
    const entries = wanted || this.open.checked ? this.#items(wanted) : this.#sections();
    this.list.replaceChildren(...(entries.length ? entries : [spanOf("p", "jump__entry", say("nothingFound"))]));
  }

  #sections() {
    return this.model.sections
      .filter(({ element }) => !element.hidden)
      .map(({ element }) => {
        const heading = element.querySelector("h2")?.textContent?.trim() ?? "";
        return entry(element.id, heading, element.querySelector(".heading__detail")?.textContent ?? "");
      });
  }

  /** @param {string} wanted */
  #items(wanted) {
    const open = new Set(missing(this.model, this.session).map(({ item }) => item));
    return this.model
      .asked()
      .filter((item) => !this.open.checked || open.has(item))
      .map((item) => ({ item, text: item.element.querySelector("legend")?.textContent?.trim() ?? "" }))
      .filter(({ text }) => text.toLocaleLowerCase().includes(wanted))
      .slice(0, MOST_FOUND)
      .map(({ item, text }) => entry(item.element.id, text, open.has(item) ? say("open") : ""));
  }

  /** @param {Event} event */
  #chosen(event) {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    this.sheet.close();
    goTo(target);
    if (target.dataset.section) target.scrollIntoView({ block: "start" });
  }
}

/**
 * @param {string} id
 * @param {string} text
 * @param {string} detail
 */
function entry(id, text, detail) {
  const link = document.createElement("a");
  link.className = "jump__entry";
  link.href = `#${id}`;
  link.append(spanOf("span", "jump__name", text), spanOf("span", "jump__count", detail));
  return link;
}

/**
 * @param {string} tag
 * @param {string} name
 * @param {string} text
 */
function spanOf(tag, name, text) {
  const span = document.createElement(tag);
  span.className = name;
  span.textContent = text;
  return span;
}
