// <app-news>: what there is to say about the app itself, on the list page only: others' work on this phone, an
// update that waits for a tap, the hint to install.

import { make, makeButton } from "../making.js";
import { people } from "../offline/people.js";
import { say, sayCount } from "../words.js";

const HINT_SHOWN = "audit-install-hint";
const ASKED_AGAIN_MS = 1000;

class AppNews extends HTMLElement {
  #isOffered = false;

  async connectedCallback() {
    this.#others();
    this.#installHint();
    if (navigator.storage?.persist) void navigator.storage.persist();
    if (!("serviceWorker" in navigator)) return;
    const registration = await navigator.serviceWorker.register("/service-worker.js").catch(() => null);
    if (!registration) return;
    if (registration.waiting) this.#offerUpdate(registration);
    this.#awaitUpdate(registration);
    registration.addEventListener("updatefound", () => this.#awaitUpdate(registration));
  }

  #others() {
    for (const [user, { name, waiting }] of Object.entries(people())) {
      if (user !== this.dataset.user && waiting > 0) this.#hint(sayCount("waitingFor", waiting, { name }), []);
    }
  }

  /** @param {ServiceWorkerRegistration} registration */
  #awaitUpdate(registration) {
    const coming = registration.installing;
    coming?.addEventListener("statechange", () => {
      if (coming.state === "installed") this.#offerUpdate(registration);
    });
  }

  /**
   * Offered once. What was asked to take over may never hear it, pushed aside by a still newer build: after the tap,
   * whichever build waits is asked again until one is there.
   * @param {ServiceWorkerRegistration} registration
   */
  #offerUpdate(registration) {
    if (!navigator.serviceWorker.controller) return;
    if (this.#isOffered) return;
    this.#isOffered = true;
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    const ask = () => registration.waiting?.postMessage("take over");
    const update = makeButton(say("updateNow"), take, "button--main");
    this.#hint(say("updateReady"), [update]);
    function take() {
      update.disabled = true;
      ask();
      setInterval(ask, ASKED_AGAIN_MS);
    }
  }

  /** Shown once, and only where it helps: not in the installed app, on iOS in its own words. */
  #installHint() {
    if (window.matchMedia("(display-mode: standalone)").matches || localStorage.getItem(HINT_SHOWN)) return;
    const isApple = /iPhone|iPad/.test(navigator.userAgent) || "standalone" in navigator;
    if (isApple) this.#once(say("installApple"), []);
    window.addEventListener("beforeinstallprompt", (event) => {
      event.preventDefault();
      const install = makeButton(say("install"), () => void /** @type {any} */ (event).prompt(), "button--main");
      this.#once(say("installHint"), [install]);
    });
  }

  /**
   * @param {string} words
   * @param {HTMLElement[]} buttons
   */
  #once(words, buttons) {
    const close = makeButton(say("notNow"), () => {
      localStorage.setItem(HINT_SHOWN, "1");
      hint.remove();
    });
    const hint = this.#hint(words, [...buttons, close]);
    window.addEventListener("appinstalled", () => hint.remove());
  }

  /**
   * @param {string} words
   * @param {HTMLElement[]} buttons
   */
  #hint(words, buttons) {
    const hint = make("div", "hint");
    hint.append(make("p", "hint__words", words), ...buttons);
    this.append(hint);
    return hint;
  }
}

customElements.define("app-news", AppNews);
