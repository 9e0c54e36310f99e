// <visit-steps>: the sections as steps; marks the one before the eyes.

import { session } from "../session.js";

class VisitSteps extends HTMLElement {
  async connectedCallback() {
    await session;
    const seen = new IntersectionObserver((entries) => entries.forEach((entry) => this.#seen(entry)), {
      rootMargin: "-35% 0px -60% 0px",
    });
    for (const section of document.querySelectorAll("[data-section]")) seen.observe(section);
  }

  /** @param {IntersectionObserverEntry} entry */
  #seen({ isIntersecting, target }) {
    if (!isIntersecting) return;
    for (const step of this.querySelectorAll(".steps__step[href]")) {
      const isCurrent = step.getAttribute("href") === `#${target.id}`;
      if (!isCurrent) step.removeAttribute("aria-current");
      else if (!step.hasAttribute("aria-current")) {
        step.setAttribute("aria-current", "step");
        this.#reveal(/** @type {HTMLElement} */ (step));
      }
    }
  }

  /** @param {HTMLElement} step the strip moves, the page does not */
  #reveal(step) {
    const strip = /** @type {HTMLElement} */ (step.closest(".steps"));
    strip.scrollLeft = step.offsetLeft - strip.offsetLeft - (strip.clientWidth - step.offsetWidth) / 2;
  }
}

customElements.define("visit-steps", VisitSteps);
