// <finish-panel>: the end of a visit. What is missing, the one button that closes it, and the receipt.

import { make, makeButton } from "../making.js";
import { decisionWords, visitWords } from "../network-words.js";
import { session } from "../session.js";
import { settled } from "../settling.js";
import { goTo, mark, missing } from "../walking.js";
import { clock, say, sayCount } from "../words.js";

class FinishPanel extends HTMLElement {
  async connectedCallback() {
    this.session = await session;
    this.model = /** @type {any} */ (document.querySelector("visit-form")).model;
    this.session.addEventListener("rows", () => this.#soon());
    this.session.addEventListener("record", () => this.#soon());
    this.session.sync.addEventListener("change", () => this.#soon());
    await this.#show();
  }

  #soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.#show(), 80);
  }

  async #show() {
    if (!this.session) return;
    const { outcome, submission, decision } = this.session.record ?? {};
    if (outcome) this.#set(`outcome ${outcome.submission} ${decision?.word}`, () => this.#outcome(outcome, decision));
    else if (submission) {
      const said = visitWords(await this.session.parcel(), this.session.sync.status);
      this.#set(`waiting ${said.words} ${said.why}`, () => this.#waiting(said));
    } else this.#open();
  }

  #open() {
    const all = this.session ? missing(this.model, this.session) : [];
    for (const item of this.model.items) {
      if (item.element.classList.contains("item--missing") && !all.some((one) => one.item === item)) mark(item, null);
    }
    this.#set("open", () => this.#question());
    this.isReady = all.length === 0;
    if (this.lack) this.lack.textContent = this.isReady ? say("readyToFinish") : sayCount("missing", all.length);
    if (this.button) this.button.textContent = say(this.isReady ? "finishAndSend" : "showMissing");
  }

  /** Words and button stay the same ones while what is missing changes: a thumb may be on its way down. */
  #question() {
    this.lack = make("p", "heading__detail");
    this.button = makeButton("", () => void this.#pressed(), "button--main button--wide");
    return [make("h2", "heading", say("finish")), this.lack, this.button];
  }

  /** What is missing now may be something else than what the button says; a visit closes only where it said so. */
  async #pressed() {
    if (!this.session) return;
    await settled();
    const all = missing(this.model, this.session);
    for (const { item, lack } of all) mark(item, lack);
    if (all[0]) goTo(all[0].item.element);
    else if (!this.isReady) await this.#show();
    else {
      await this.session.retry();
      if (missing(this.model, this.session).length === 0) await this.session.finish();
    }
  }

  /** @param {{words: string, why: string}} said */
  #waiting({ words, why }) {
    const again = makeButton(say("sendNow"), () => void this.session?.sync.now());
    const card = make("div", "receipt");
    card.append(make("p", "state state--waiting", words), make("p", "soft", why || say("waitingWhy")), again);
    return [make("h2", "heading", say("finish")), card];
  }

  /**
   * The receipt, and under it what a manager has said to it by now.
   * @param {import("../offline/visits.js").Outcome} outcome
   * @param {import("../offline/visits.js").Decision | null | undefined} decision
   */
  #outcome(outcome, decision) {
    const drawn = this.#receipt(outcome);
    if (!decision) return drawn;
    const { state, words, why } = decisionWords(decision, outcome);
    drawn.at(-1)?.append(make("p", `state state--${state}`, words), ...(why ? [make("p", "soft", why)] : []));
    return drawn;
  }

  /** @param {import("../offline/visits.js").Outcome} outcome */
  #receipt({ kind, receipt, at }) {
    const card = make("div", "receipt");
    if (kind === "copy") {
      card.append(make("p", "receipt__number", say("sentCopy")), make("p", "soft", say("sentCopyWhy")));
      return [make("h2", "heading", say("receipt")), card];
    }
    const list = make("ul", "receipt__list");
    const same = receipt.answers_digest === this.session?.record?.submission?.answers_digest;
    const lines = [
      say("receiptAt", { time: clock(receipt.at ?? at) }),
      ...(same ? [say("receiptAnswers")] : []),
      ...(receipt.photos?.length ? [sayCount("receiptPhotos", receipt.photos.length)] : []),
    ];
    list.append(...lines.map((line) => make("li", "state state--sent", line)));
    card.append(make("p", "receipt__number", receipt.number), list);
    return [make("h2", "heading", say("receipt")), card];
  }

  /**
   * Only what changed is drawn again, so that focus stays where it is.
   * @param {string} state
   * @param {() => HTMLElement[]} draw
   */
  #set(state, draw) {
    if (this.state === state) return;
    const isNews = this.state !== undefined && this.state.split(" ")[0] !== state.split(" ")[0];
    this.state = state;
    this.replaceChildren(...draw());
    if (isNews && !state.startsWith("open")) goTo(this);
  }

  /** @type {string | undefined} */
  state;

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer;
}

customElements.define("finish-panel", FinishPanel);
