// Texts as they grow: written down when the typing pauses, or at once when it must be.

/**
 * @typedef {import("./offline/drafts.js").Act} Act
 */

const PAUSE_MS = 400;

export class Typing {
  /** @param {(act: Act) => void} write */
  constructor(write) {
    this.write = write;
    /** @type {Map<string, Act>} what is not written yet, by item and field */
    this.waiting = new Map();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    const flush = () => this.flush();
    window.addEventListener("pagehide", flush);
    document.addEventListener("visibilitychange", flush);
  }

  /** @param {Act} act */
  typed(act) {
    clearTimeout(this.timer);
    this.waiting.set(`${act.item} ${act.field}`, act);
    this.timer = setTimeout(() => this.flush(), PAUSE_MS);
  }

  /** Write what is still being typed. */
  flush() {
    clearTimeout(this.timer);
    const acts = [...this.waiting.values()];
    this.waiting.clear();
    for (const act of acts) this.write(act);
  }
}
