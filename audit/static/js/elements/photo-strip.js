// <photo-strip>: the photos of one item. Taken or chosen, written down with their bytes, shown with where they are.

import { awaitCamera, cameraCame, hasLostPhotos } from "../camera-kills.js";
import { make, makeButton } from "../making.js";
import { findPhoto } from "../offline/drafts.js";
import { shownPhotos } from "../offline/folding.js";
import { thumbnail } from "../photo-thumbnails.js";
import { NotAPhoto, photoFrom } from "../photos.js";
import { placeLater } from "../places.js";
import { session } from "../session.js";
import { untilDone } from "../settling.js";
import { say } from "../words.js";

class PhotoStrip extends HTMLElement {
  async connectedCallback() {
    if (this.list) return;
    this.item = this.dataset.item ?? "";
    this.list = make("div", "photos");
    this.words = make("p", "item__state");
    this.words.setAttribute("role", "status");
    this.append(this.list, this.words);
    this.addEventListener("refresh", () => void this.#show());
    this.session = await session;
    this.session.addEventListener("record", () => void this.#show());
    this.list.append(...this.#adders());
    this.addEventListener("camera", () => this.#offerCamera());
    if (await hasLostPhotos(this.session.database)) this.#offerCamera();
    await this.#show();
    if (document.activeElement === this) this.list.querySelector("input")?.focus();
  }

  #adders() {
    const camera = this.#adder(say("takePhoto"), (input) => input.setAttribute("capture", "environment"));
    const choose = this.#adder(say("choosePhoto"), (input) => input.toggleAttribute("multiple", true));
    return [camera, choose];
  }

  /** The phone has closed the page for its own camera before: here is one that cannot do that. */
  #offerCamera() {
    if (this.list?.querySelector(":scope > .button")) return;
    this.list?.append(makeButton(say("cameraHere"), () => void this.#openCamera()));
  }

  /**
   * @param {string} label
   * @param {(input: HTMLInputElement) => void} dress
   */
  #adder(label, dress) {
    const adder = make("label", "photos__add photos__add--words", label);
    const input = document.createElement("input");
    input.type = "file";
    input.accept = "image/*";
    input.className = "visually-hidden";
    dress(input);
    input.addEventListener("click", () => this.session && awaitCamera(this.session, this.item ?? ""));
    input.addEventListener("cancel", () => this.session && void cameraCame(this.session));
    input.addEventListener("change", () => void untilDone(this.#picked(input)));
    adder.append(input);
    return adder;
  }

  /** @param {HTMLInputElement} input */
  async #picked(input) {
    const files = [...(input.files ?? [])];
    for (const file of files) await this.#addFile(file);
    input.value = "";
    if (this.session) void cameraCame(this.session);
  }

  /** @param {Blob} file */
  async #addFile(file) {
    this.#say(say("photoSaving"));
    try {
      const taken = file instanceof File && file.lastModified ? new Date(file.lastModified) : new Date();
      await this.#add(await photoFrom(file), taken);
      this.#say("");
    } catch (error) {
      if (!(error instanceof NotAPhoto)) throw error;
      this.#say(say("photoRefused"));
    }
  }

  /**
   * @param {import("../photos.js").Made} photo
   * @param {Date} taken
   * @param {string} [of] the photo that this is a marked-up copy of
   */
  async #add({ bytes, ...facts }, taken, of) {
    if (!this.session) return;
    const [item, { visit }] = [this.item ?? "", this.session];
    const value = { ...facts, taken_at: taken.toISOString(), ...(of ? { of } : {}) };
    const isKept = await this.session.act([{ item, field: "photo_add", value }], [{ ...facts, visit, bytes, unsent: visit }]);
    if (isKept && !of) void placeLater(this.session, item, { sha256: facts.sha256, taken });
  }

  /** One drawing after the other: two at once would each add a photo that the other is still making. */
  #show() {
    const draw = () => this.#draw();
    return (this.shown = this.shown.then(draw, draw));
  }

  /** @type {Promise<void>} */
  shown = Promise.resolve();

  async #draw() {
    const row = this.session?.rows.get(this.item ?? "");
    const shown = row ? shownPhotos(row) : [];
    const unsent = new Set((await this.session?.parcel())?.photos ?? []);
    const known = new Map([...this.querySelectorAll("[data-photo]")].map((made) => [made.getAttribute("data-photo"), made]));
    for (const [hash, made] of known) if (!shown.some(({ sha256 }) => sha256 === hash)) made.remove();
    for (const [place, { sha256 }] of shown.entries()) {
      const made = known.get(sha256) ?? (await this.#thumbnail(sha256, place + 1));
      const state = made.querySelector(".photos__state");
      if (state) state.textContent = unsent.has(sha256) ? "↑" : "✓";
      made.setAttribute("aria-label", `${say("photo", { n: place + 1 })}, ${say(unsent.has(sha256) ? "photoWaiting" : "photoSent")}`);
      if (!made.isConnected) this.list?.querySelector(".photos__add")?.before(made);
    }
  }

  /** @param {string} hash @param {number} number */
  async #thumbnail(hash, number) {
    const made = await thumbnail(this.session && (await findPhoto(this.session.database, hash)), number);
    made.dataset.photo = hash;
    made.addEventListener("click", () => void this.#view(hash));
    return made;
  }

  /** @param {string} hash */
  async #view(hash) {
    if (!this.session) return;
    const { viewPhoto } = await import("../photo-viewer.js");
    const done = await viewPhoto(this.session, hash);
    if (done === "remove") await this.session.act([{ item: this.item ?? "", field: "photo_remove", value: { sha256: hash } }]);
    else if (done) await untilDone(this.#add(done, new Date(), hash));
  }

  async #openCamera() {
    const { shoot } = await import("../page-camera.js");
    const made = await shoot();
    if (made) await untilDone(this.#add(made, new Date()));
  }

  /** @param {string} text */
  #say(text) {
    if (this.words) this.words.textContent = text;
  }
}

customElements.define("photo-strip", PhotoStrip);
