// <timer-chip>: a stopwatch that looks like a note: one tap starts it, the next stops it and answers its item.

import { make } from "../making.js";
import { elapsed } from "../offline/elapsing.js";
import { moment } from "../offline/moments.js";
import { wasInSight } from "../seeing.js";
import { session } from "../session.js";
import { asWatch } from "../words.js";

/** @typedef {{at: string, mono: number, boot: string}} Moment */

/**
 * @param {Moment} start
 * @param {Moment} [now]
 */
export function secondsSince(start, now = moment()) {
  return elapsed(start, now, wasInSight(start, now)).milliseconds / 1000;
}

class TimerChip extends HTMLElement {
  async connectedCallback() {
    if (this.button) return;
    const button = make("button", "quick-notes__note");
    this.button = button;
    button.setAttribute("type", "button");
    button.addEventListener("click", () => this.#tap());
    this.append(button);
    this.addEventListener("tick", () => this.#show());
    this.session = await session;
    this.#show();
  }

  get row() {
    return this.session?.rows.get(this.dataset.item ?? "");
  }

  #show() {
    const { row, button } = this;
    if (!button) return;
    const item = document.getElementById(`item-${this.dataset.item}`);
    const question = item?.querySelector("legend")?.textContent?.trim() ?? "";
    const seconds = row?.running ? secondsSince(row.running) : row?.measured?.seconds;
    const sign = row?.running ? "■" : row?.measured ? "✓" : "▶";
    const text = seconds === undefined ? `${sign} ${question}` : `${sign} ${asWatch(seconds)} ${question}`;
    if (button.textContent !== text) button.textContent = text;
    button.classList.toggle("quick-notes__note--running", Boolean(row?.running));
  }

  #tap() {
    const item = this.dataset.item ?? "";
    const running = this.row?.running;
    if (!running) return void this.session?.act([{ item, field: "timer_start", value: null }]);
    const when = moment();
    const visible = wasInSight(running, when);
    const value = Math.floor(Math.floor(secondsSince(running, when) * 1000 + 0.5) / 1000);
    const stop = { item, field: "timer_stop", value: { visible, lap: false } };
    void this.session?.act([stop, { item, field: "answer", value }], [], when);
  }
}

customElements.define("timer-chip", TimerChip);
