// Texts as they grow: written down when the typing pauses, or at once when it must be.

/**
 * @typedef {import("./offline/drafts.js").Act} Act
 */

const PAUSE_MS = 400;

export class Typing {
  /**
   * @param {(acts: Act[]) => void} write
   * @param {(acts: Act[]) => void} leave at once, as the page goes away
   */
  constructor(write, leave) {
    this.write = write;
    /** @type {Map<string, Act>} what is not written yet, by item and field */
    this.waiting = new Map();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    document.addEventListener("visibilitychange", () => this.flush());
    window.addEventListener("pagehide", () => {
      leave([...this.waiting.values()]);
      this.flush();
    });
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
    if (acts.length) this.write(acts);
  }
}
