// <sign-pad>: a signature by finger, kept as a picture like any photo.

import { make, makeButton } from "../making.js";
import { findPhoto } from "../offline/drafts.js";
import { photoOfCanvas } from "../photos.js";
import { session } from "../session.js";
import { untilDone } from "../settling.js";
import { say } from "../words.js";

const WIDTH = 900;
const HEIGHT = 360;
const KEPT_AFTER_MS = 500;

class SignPad extends HTMLElement {
  /** @type {string | undefined} what is shown now */
  shown;

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer;

  async connectedCallback() {
    if (this.canvas) return;
    this.item = this.dataset.item ?? "";
    const canvas = document.createElement("canvas");
    this.canvas = canvas;
    canvas.className = "sign__canvas";
    canvas.width = WIDTH;
    canvas.height = HEIGHT;
    canvas.setAttribute("role", "img");
    this.words = make("p", "item__promise", say("signHere"));
    const tools = make("div", "watch__buttons");
    tools.append(makeButton(say("wipe"), () => void this.#wipe()), makeButton(say("typeIt"), () => this.#type()));
    this.append(this.words, canvas, tools);
    this.context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    this.isDrawn = false;
    canvas.addEventListener("pointerdown", (event) => this.#draw(event, true));
    canvas.addEventListener("pointermove", (event) => event.buttons && this.#draw(event, false));
    for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => this.#soon());
    this.addEventListener("refresh", () => void this.#show());
    this.addEventListener("flush", () => this.#keep());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.#keep());
    this.session = await session;
    this.#clear();
    await this.#show();
  }

  /**
   * @param {PointerEvent} event
   * @param {boolean} isStart
   */
  #draw(event, isStart) {
    if (!this.canvas || !this.context || this.session?.isLocked) return;
    const box = this.canvas.getBoundingClientRect();
    const at = /** @type {const} */ ([
      ((event.clientX - box.left) * WIDTH) / box.width,
      ((event.clientY - box.top) * HEIGHT) / box.height,
    ]);
    clearTimeout(this.timer);
    if (isStart) {
      this.canvas.setPointerCapture(event.pointerId);
      this.context.beginPath();
      this.context.moveTo(...at);
    }
    this.context.lineTo(...at);
    this.context.stroke();
    this.isDrawn = true;
  }

  #clear() {
    if (!this.context) return;
    this.context.fillStyle = "#fff";
    this.context.fillRect(0, 0, WIDTH, HEIGHT);
    this.context.strokeStyle = "#111";
    this.context.lineWidth = 5;
    this.context.lineCap = this.context.lineJoin = "round";
    this.isDrawn = false;
  }

  /** A name has several strokes: it is kept when the finger has rested. */
  #soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#keep(), KEPT_AFTER_MS);
  }

  #keep() {
    clearTimeout(this.timer);
    void untilDone(this.#write());
  }

  async #write() {
    if (!this.isDrawn || !this.canvas || !this.session) return;
    this.isDrawn = false;
    const { bytes, ...facts } = await photoOfCanvas(this.canvas, "image/png");
    this.shown = facts.sha256;
    const { visit } = this.session;
    const value = { ...facts, taken_at: new Date().toISOString() };
    await this.session.act([{ item: this.item ?? "", field: "sign", value }], [{ ...facts, visit, bytes, unsent: visit }]);
  }

  async #wipe() {
    this.#clear();
    this.shown = undefined;
    const row = this.session?.rows.get(this.item ?? "");
    if (row?.signature) await this.session?.act([{ item: this.item ?? "", field: "sign", value: null }]);
  }

  /** Who cannot draw signs with a typed name. */
  #type() {
    const known = this.querySelector("input");
    if (known) return known.focus();
    const label = make("label", "field");
    const input = document.createElement("input");
    input.className = "field__input";
    input.autocomplete = "name";
    input.maxLength = 60;
    input.addEventListener("change", () => this.#typed(input.value.trim()));
    label.append(make("span", "field__label", say("yourName")), input);
    this.append(label);
    input.focus();
  }

  /** @param {string} name */
  #typed(name) {
    if (!this.context || !name || this.session?.isLocked) return;
    this.#clear();
    this.context.fillStyle = "#111";
    this.context.font = "italic 96px serif";
    this.context.textAlign = "center";
    this.context.fillText(name, WIDTH / 2, HEIGHT / 2 + 32, WIDTH - 60);
    this.isDrawn = true;
    this.#keep();
  }

  async #show() {
    const hash = this.session?.rows.get(this.item ?? "")?.signature ?? null;
    if (this.words) this.words.textContent = say(hash ? "signed" : "signHere");
    this.canvas?.setAttribute("aria-label", say(hash ? "signed" : "signHere"));
    if (!hash || hash === this.shown || !this.session) return;
    this.shown = hash;
    const photo = await findPhoto(this.session.database, hash);
    const bitmap = photo?.bytes && (await createImageBitmap(new Blob([photo.bytes])).catch(() => null));
    if (bitmap) this.context?.drawImage(bitmap, 0, 0);
  }
}

customElements.define("sign-pad", SignPad);
