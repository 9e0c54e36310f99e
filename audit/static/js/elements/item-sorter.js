// <item-sorter>: items of a draft are dragged by their grips, with a finger or a mouse, within a section and into
// another. Letting go sends the form that stands in it: the same door as the buttons beside each grip.

const EDGE = 64; // this near to the top or the bottom of the window, the page moves along
const PACE = 14;
const MARKS = ["builder__target--before", "builder__target--after", "builder__target--end"];

class ItemSorter extends HTMLElement {
  /** @type {HTMLElement | null} */
  #taken = null;
  /** @type {{ section: HTMLElement, before: string } | null} */
  #target = null;

  connectedCallback() {
    this.addEventListener("pointerdown", (event) => this.#take(event));
    this.addEventListener("pointermove", (event) => this.#move(event));
    this.addEventListener("pointerup", () => this.#letGo());
    this.addEventListener("pointercancel", () => this.#forget());
    document.addEventListener("keydown", this.#escape);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#escape);
  }

  /** @param {KeyboardEvent} event */
  #escape = (event) => {
    if (event.key === "Escape") this.#forget();
  };

  /** @param {PointerEvent} event */
  #take(event) {
    const grip = event.target instanceof Element ? event.target.closest(".builder__grip") : null;
    const row = grip?.closest("tr");
    if (!grip || !row || event.button) return;
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    this.#taken = row;
    row.classList.add("builder__taken");
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (!this.#taken) return;
    if (event.clientY < EDGE) window.scrollBy(0, -PACE);
    else if (event.clientY > window.innerHeight - EDGE) window.scrollBy(0, PACE);
    this.#unmark();
    const under = document.elementFromPoint(event.clientX, event.clientY);
    const section = under?.closest("section[id^='section-']");
    this.#target = section instanceof HTMLElement && this.contains(section) ? this.#aim(section, under, event.clientY) : null;
  }

  /**
   * Where in a section it would go: before or after the row under the pointer, else to the end.
   * @param {HTMLElement} section
   * @param {Element | null} under
   * @param {number} y
   */
  #aim(section, under, y) {
    const row = under?.closest("tbody tr");
    if (!row) {
      section.classList.add("builder__target--end");
      return { section, before: "" };
    }
    const { top, height } = row.getBoundingClientRect();
    const isBefore = y < top + height / 2;
    row.classList.add(isBefore ? "builder__target--before" : "builder__target--after");
    const next = isBefore ? row : row.nextElementSibling;
    return { section, before: next ? keyOf(next, "item-") : "" };
  }

  #letGo() {
    const [taken, target] = [this.#taken, this.#target];
    this.#forget();
    const form = this.querySelector("form");
    if (!taken || !target || !form) return;
    const values = { item: keyOf(taken, "item-"), section: keyOf(target.section, "section-"), before: target.before };
    for (const [name, value] of Object.entries(values)) {
      const field = form.elements.namedItem(name);
      if (field instanceof HTMLInputElement) field.value = value;
    }
    form.requestSubmit();
  }

  #forget() {
    this.#taken?.classList.remove("builder__taken");
    this.#taken = this.#target = null;
    this.#unmark();
  }

  #unmark() {
    for (const marked of this.querySelectorAll(MARKS.map((name) => `.${name}`).join())) marked.classList.remove(...MARKS);
  }
}

/**
 * The key that an element's id ends with.
 * @param {Element} element
 * @param {string} prefix
 */
function keyOf(element, prefix) {
  return element.id.slice(prefix.length);
}

customElements.define("item-sorter", ItemSorter);
