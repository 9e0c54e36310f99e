// <heat-finder>: a heat map too large for links in its cells. Pointing at a cell names it, choosing it leads to what was
// found there. Without a script the names of its rows and columns are links all the same.

/** @typedef {{ name: string, href: string, x: number, y: number }} Label */

const HALF_A_CELL = 8;

class HeatFinder extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => this.#open(event));
    this.addEventListener("pointermove", (event) => this.#name(event));
  }

  /** @param {MouseEvent} event */
  #open(event) {
    if (event.target instanceof Element && event.target.closest("a")) return;
    const found = this.#find(event);
    if (found) location.assign(found.href);
  }

  /** @param {MouseEvent} event */
  #name(event) {
    const found = this.#find(event);
    this.title = found ? found.name : "";
    this.toggleAttribute("data-found", Boolean(found));
  }

  /**
   * The cell under the pointer: the names whose middle lies nearest to it, none beside the cells.
   * @param {MouseEvent} event
   */
  #find({ clientX, clientY }) {
    const row = nearest(this.#labels("text-anchor"), "y", clientY);
    const column = nearest(this.#labels("transform"), "x", clientX);
    if (!row || !column) return null;
    const [standard, branch] = this.dataset.rows === "branches" ? [column, row] : [row, column];
    const address = new URL(standard.href);
    address.searchParams.set("branch", decodeURIComponent(new URL(branch.href).pathname.replace("/branches/", "")));
    return { name: `${standard.name} · ${branch.name}`, href: address.href };
  }

  /**
   * @param {string} attribute what the names of rows (or of columns) have and the others have not
   * @returns {Label[]}
   */
  #labels(attribute) {
    return [...this.querySelectorAll(`a text[${attribute}]`)].map((text) => {
      const { left, top, width, height } = text.getBoundingClientRect();
      const name = text.querySelector("title")?.textContent ?? text.textContent ?? "";
      const href = new URL(text.closest("a")?.getAttribute("href") ?? "", location.href).href;
      return { name, href, x: left + width / 2, y: top + height / 2 };
    });
  }
}

/**
 * @param {Label[]} labels in their order along the axis
 * @param {"x" | "y"} axis
 * @param {number} at
 */
function nearest(labels, axis, at) {
  const off = (/** @type {Label} */ one) => Math.abs(one[axis] - at);
  const found = labels.reduce((best, one) => (off(one) < off(best) ? one : best));
  return off(found) <= HALF_A_CELL ? found : null;
}

customElements.define("heat-finder", HeatFinder);
