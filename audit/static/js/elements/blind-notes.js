// <blind-notes>: inside the branch a plain screen of notes that gives nothing away; the form comes afterwards.

import { make, makeButton } from "../making.js";
import { placeLater } from "../places.js";
import { session } from "../session.js";
import { secondsSince } from "./timer-chip.js";
import { asWatch, clock, say } from "../words.js";

const TICK_MS = 500;

class BlindNotes extends HTMLElement {
  async connectedCallback() {
    this.session = await session;
    this.model = /** @type {import("../form-model.js").FormModel} */ (
      /** @type {any} */ (document.querySelector("visit-form")).model
    );
    this.session.addEventListener("rows", () => this.#show());
    this.session.addEventListener("record", () => this.#show());
    this.#show();
  }

  /** @param {string} field */
  #times(field) {
    return (this.session?.jottings ?? []).filter((op) => op.field === field).map((op) => op.at);
  }

  #show() {
    const arrived = this.#times("arrive")[0];
    const left = this.#times("leave").at(-1);
    const stage = !arrived ? "before" : left ? "after" : "inside";
    if (this.dataset.stage !== stage) this.#enter(stage);
    this.#notes();
    this.#tick();
  }

  /** @param {"before" | "inside" | "after"} stage */
  #enter(stage) {
    this.dataset.stage = stage;
    clearInterval(this.ticking);
    if (stage !== "before") document.querySelector("visit-briefing")?.dispatchEvent(new Event("begun"));
    if (stage === "before") this.replaceChildren(makeButton(say("arrive"), () => void this.#go("arrive"), "button--main button--wide"));
    if (stage === "after") this.replaceChildren(make("div", "notes"));
    if (stage === "inside") {
      const parts = [make("h1", "visually-hidden", say("notes")), make("p", "blind__clock"), make("div", "notes"), ...this.#quick(), this.#writing(), this.#leaving()];
      this.replaceChildren(...parts);
      this.ticking = setInterval(() => this.#tick(), TICK_MS);
      this.#tick();
    }
  }

  /** @param {"arrive" | "leave"} field */
  async #go(field) {
    const isKept = await this.session?.act([{ item: null, field, value: null }]);
    if (this.session && isKept && field === "arrive") void placeLater(this.session, null);
  }

  /** Two rows to slide: the stages of the visit to jot down, and the times to take. */
  #quick() {
    const [jots, timers] = [make("div", "quick-notes"), make("div", "quick-notes")];
    for (const { element, items } of this.model?.sections ?? []) {
      const title = element.querySelector("h2")?.textContent?.trim() ?? "";
      const note = /** @type {HTMLButtonElement} */ (make("button", "quick-notes__note", title));
      note.type = "button";
      note.addEventListener("click", () => this.#jot(title));
      jots.append(note);
      timers.append(...items.filter(({ kind }) => kind === "time").map(({ key }) => this.#timer(key)));
    }
    return [jots, timers];
  }

  /** @param {string} item */
  #timer(item) {
    const chip = document.createElement("timer-chip");
    chip.dataset.item = item;
    return chip;
  }

  #writing() {
    const form = make("form", "composer");
    const input = document.createElement("input");
    input.className = "field__input";
    input.setAttribute("aria-label", say("jot"));
    input.placeholder = say("jot");
    input.maxLength = 1000;
    const add = makeButton(say("add"), () => {});
    add.type = "submit";
    form.append(input, add);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      if (input.value.trim()) this.#jot(input.value.trim());
      input.value = "";
    });
    return form;
  }

  #leaving() {
    return makeButton(say("left"), () => void this.#go("leave"), "button--quiet button--wide blind__leave");
  }

  /** @param {string} text */
  #jot(text) {
    void this.session?.act([{ item: null, field: "note", value: { text } }]);
  }

  #notes() {
    const place = this.querySelector(".notes");
    const notes = (this.session?.jottings ?? []).filter((op) => op.field === "note" && op.value.text);
    if (!place || place.childElementCount === notes.length) return;
    place.replaceChildren(
      ...notes.map(({ value, at }) => {
        const bubble = make("p", "notes__bubble", value.text);
        bubble.append(make("span", "notes__time", clock(at)));
        return bubble;
      }),
    );
  }

  #tick() {
    const arrived = this.session?.jottings.find((op) => op.field === "arrive");
    const place = this.querySelector(".blind__clock");
    if (arrived && place) place.textContent = asWatch(secondsSince(arrived));
    for (const chip of this.querySelectorAll("timer-chip")) chip.dispatchEvent(new Event("tick"));
  }
}

customElements.define("blind-notes", BlindNotes);
