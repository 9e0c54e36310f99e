// <stop-watch>: start, stop and lap for one item. What runs is written down, so it outlives the page.

import { make, makeButton } from "../making.js";
import { elapsed } from "../offline/elapsing.js";
import { moment } from "../offline/moments.js";
import { wasInSight } from "../seeing.js";
import { session } from "../session.js";
import { asWatch, say } from "../words.js";

const TICK_MS = 200;

class StopWatch extends HTMLElement {
  /** @type {string | undefined} what is shown now */
  shown;

  async connectedCallback() {
    if (this.childElementCount) return;
    this.item = this.dataset.item ?? "";
    this.className = "watch";
    this.time = make("span", "watch__time");
    this.buttons = make("div", "watch__buttons");
    this.laps = make("p", "watch__laps");
    this.state = make("p", "item__state");
    this.append(this.time, this.buttons, this.laps, this.state);
    this.addEventListener("refresh", () => this.#show());
    this.session = await session;
    this.#show();
  }

  disconnectedCallback() {
    clearInterval(this.ticking);
  }

  get row() {
    return this.session?.rows.get(this.item ?? "");
  }

  #show() {
    if (!this.buttons || !this.session) return;
    const running = this.row?.running ?? null;
    clearInterval(this.ticking);
    this.ticking = running ? setInterval(() => this.#tick(), TICK_MS) : undefined;
    const started = running?.at ?? "";
    if (this.shown !== started || !this.buttons.childElementCount) this.#buttons(Boolean(running));
    this.shown = started;
    this.time?.classList.toggle("watch__time--running", Boolean(running));
    this.#laps();
    this.#state();
    this.#tick();
  }

  /** @param {boolean} isRunning */
  #buttons(isRunning) {
    const hadFocus = this.buttons?.contains(document.activeElement);
    const made = isRunning
      ? [makeButton(say("stop"), () => this.#stop(false), "button--ink"), makeButton(say("lap"), () => this.#stop(true))]
      : [
          makeButton(say(this.row?.measured ? "again" : "start"), () => this.#start(), "button--ink"),
          makeButton(say("typeIt"), () => this.#type()),
        ];
    this.buttons?.replaceChildren(...made);
    if (hadFocus) made[0]?.focus();
  }

  #start() {
    void this.session?.act([{ item: this.item ?? "", field: "timer_start", value: null }]);
  }

  /** @param {boolean} lap */
  #stop(lap) {
    const running = this.row?.running;
    if (!running || !this.session) return;
    const when = moment();
    const visible = wasInSight(running, when);
    const seconds = Math.floor(Math.floor(elapsed(running, when, visible).milliseconds + 0.5) / 1000);
    const item = this.item ?? "";
    const stop = { item, field: "timer_stop", value: { visible, lap } };
    void this.session.act(lap ? [stop] : [stop, { item, field: "answer", value: seconds }], [], when);
  }

  #tick() {
    const running = this.row?.running;
    const now = moment();
    const value = this.row?.value;
    const seconds = running ? elapsed(running, now, wasInSight(running, now)).milliseconds / 1000 : value;
    const text = typeof seconds === "number" ? asWatch(seconds) : value === "na" ? "–" : "0:00";
    if (this.time && this.time.textContent !== text) this.time.textContent = text;
  }

  #laps() {
    const laps = this.row?.laps ?? [];
    const words = laps.map((seconds, place) => say("lapNumber", { n: place + 1, time: asWatch(seconds) }));
    if (this.laps) this.laps.textContent = words.join(" · ");
  }

  #state() {
    const row = this.row;
    const measured = row?.measured;
    const isCorrected = measured && typeof row.value === "number" && row.value !== Math.floor(measured.seconds);
    const words = [
      measured?.isDoubtful ? say("timingToCheck") : "",
      isCorrected ? say("timingCorrected", { time: asWatch(measured.seconds) }) : "",
    ];
    if (this.state) this.state.textContent = words.filter(Boolean).join(" ");
  }

  #type() {
    const known = this.querySelector("input");
    if (known) return known.focus();
    const label = make("label", "watch__typed");
    const input = document.createElement("input");
    input.className = "field__input";
    input.autocomplete = "off";
    input.maxLength = 9;
    input.value = typeof this.row?.value === "number" ? String(this.row.value) : "";
    input.addEventListener("change", () => this.#typed(input));
    label.append(make("span", "field__label", say("secondsTyped")), input);
    this.append(label);
    input.focus();
  }

  /** @param {HTMLInputElement} input */
  #typed(input) {
    const match = /^\s*(?:(\d{1,3}):)?(\d{1,5})(?:[.,](\d))?\s*$/.exec(input.value);
    const isClear = input.value.trim() === "";
    input.setAttribute("aria-invalid", String(!match && !isClear));
    if (!match && !isClear) return;
    const value = match ? Number(match[1] ?? 0) * 60 + Number(`${match[2]}.${match[3] ?? 0}`) : null;
    void this.session?.act([{ item: this.item ?? "", field: "answer", value }]);
  }
}

customElements.define("stop-watch", StopWatch);
