// The list of all sections and standards in a sheet: search, only what is open, and the way there.

import { isFilled } from "./form-model.js";
import { make } from "./making.js";
import { session } from "./session.js";
import { goTo, missing } from "./walking.js";
import { say, sayCount } from "./words.js";

const MOST_FOUND = 60;

/** Open the sheet; the dialog itself is part of the page. */
export async function openJumpList() {
  const sheet = /** @type {HTMLDialogElement} */ (document.getElementById("jump-sheet"));
  const list = new JumpList(sheet, await session);
  list.fill();
  sheet.showModal();
  sheet.querySelector(".jump__entry[aria-current]")?.scrollIntoView({ block: "nearest" });
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
    this.more = /** @type {HTMLElement} */ (sheet.querySelector(".jump__more"));
    this.search = /** @type {HTMLInputElement} */ (sheet.querySelector("[type=search]"));
    this.open = /** @type {HTMLInputElement} */ (sheet.querySelector("[type=checkbox]"));
    this.search.oninput = this.open.onchange = () => this.fill();
    this.list.onclick = (event) => this.#chosen(event);
  }

  fill() {
    const wanted = this.search.value.trim().toLocaleLowerCase();
    const all = wanted || this.open.checked ? this.#items(wanted) : this.#sections();
    const entries = wanted || this.open.checked ? all.slice(0, MOST_FOUND) : all;
    this.list.replaceChildren(...(all.length ? entries : [make("p", "jump__entry", say("nothingFound"))]));
    const more = all.length - entries.length;
    this.more.textContent = more > 0 ? sayCount("moreFound", more) : "";
  }

  #sections() {
    const open = new Set(missing(this.model, this.session).map(({ item }) => item));
    return this.model.sections
      .filter(({ element }) => !element.hidden)
      .map(({ element, items }) => {
        const asked = items.filter((item) => item.kind !== "note" && this.model.shown.has(item.key));
        const done = asked.filter((item) => isFilled(item, this.session.rows.get(item.key))).length;
        const isDone = !asked.some((item) => open.has(item));
        const made = entry(element.id, textOf(element, "h2"), say("answered", { n: done, of: asked.length }), isDone ? "done" : "");
        made.append(progress(done, asked.length));
        if (document.querySelector(`.steps__step[aria-current][href="#${element.id}"]`)) made.setAttribute("aria-current", "step");
        return made;
      });
  }

  /** @param {string} wanted */
  #items(wanted) {
    const open = new Set(missing(this.model, this.session).map(({ item }) => item));
    return this.model
      .asked()
      .filter((item) => !this.open.checked || open.has(item))
      .map((item) => ({ item, text: textOf(item.element, "legend") }))
      .filter(({ text }) => text.toLocaleLowerCase().includes(wanted))
      .map(({ item, text }) => entry(item.element.id, text, open.has(item) ? say("open") : "", "open"));
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
 * @param {HTMLElement} element
 * @param {string} part
 */
function textOf(element, part) {
  return element.querySelector(part)?.textContent?.trim() ?? "";
}

/**
 * @param {string} id
 * @param {string} text
 * @param {string} detail
 * @param {string} look of the detail
 */
function entry(id, text, detail, look) {
  const link = document.createElement("a");
  link.className = "jump__entry";
  link.href = `#${id}`;
  link.append(make("span", "jump__name", text), make("span", look ? `jump__count jump__count--${look}` : "jump__count", detail));
  return link;
}

/**
 * The words beside it say the same.
 * @param {number} done
 * @param {number} asked
 */
function progress(done, asked) {
  const bar = /** @type {HTMLProgressElement} */ (make("progress", "progress"));
  bar.setAttribute("aria-hidden", "true");
  bar.max = Math.max(1, asked);
  bar.value = done;
  return bar;
}
