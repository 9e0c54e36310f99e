// Moves a visit to the day it is dropped on: the same form that the visit's own page has. Keyboards and phones use that.

const MOVED = "text/visit";

class VisitCalendar extends HTMLElement {
  connectedCallback() {
    this.addEventListener("dragstart", (event) => this.#take(event));
    this.addEventListener("dragover", (event) => this.#allow(event));
    this.addEventListener("drop", (event) => this.#drop(event));
  }

  /** @param {DragEvent} event */
  #take(event) {
    const visit = closest(event, "[data-visit][draggable]");
    if (visit) event.dataTransfer?.setData(MOVED, visit.dataset.visit ?? "");
  }

  /** @param {DragEvent} event */
  #allow(event) {
    if (event.dataTransfer?.types.includes(MOVED) && closest(event, "[data-day]")) event.preventDefault();
  }

  /** @param {DragEvent} event */
  #drop(event) {
    const day = closest(event, "[data-day]")?.dataset.day;
    const visit = event.dataTransfer?.getData(MOVED);
    if (!day || !visit) return;
    event.preventDefault();
    const form = document.createElement("form");
    form.method = "post";
    form.action = `/visits/${encodeURIComponent(visit)}/day`;
    for (const [name, value] of [["day", day], ["back", "calendar"]]) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name, value });
      form.append(field);
    }
    this.append(form);
    form.submit();
  }
}

/**
 * @param {Event} event
 * @param {string} selector
 */
function closest(event, selector) {
  const found = event.target instanceof Element ? event.target.closest(selector) : null;
  return found instanceof HTMLElement ? found : null;
}

customElements.define("visit-calendar", VisitCalendar);
