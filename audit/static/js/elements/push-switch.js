// Lets this browser be told of visits that come back or are near, also while no page of ours is open.
// Without it, or where the browser cannot, the form inside stays hidden: notices are in the app and in the mail.

class PushSwitch extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button[data-do=allow]");
    if (!(button instanceof HTMLButtonElement) || !("serviceWorker" in navigator) || !("PushManager" in window)) return;
    this.hidden = false;
    button.addEventListener("click", () => void this.#allow());
  }

  async #allow() {
    if ((await Notification.requestPermission()) !== "granted") {
      this.#say("refused");
      return;
    }
    try {
      await navigator.serviceWorker.register("/service-worker.js");
      const { pushManager } = await navigator.serviceWorker.ready;
      const options = { userVisibleOnly: true, applicationServerKey: this.dataset.key ?? "" };
      this.#send((await pushManager.subscribe(options)).toJSON());
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      this.#say("failed");
    }
  }

  /** @param {PushSubscriptionJSON} subscription */
  #send(subscription) {
    const form = this.querySelector("form");
    if (!form) return;
    const values = { endpoint: subscription.endpoint, key: subscription.keys?.p256dh, auth: subscription.keys?.auth };
    for (const [name, value] of Object.entries(values)) {
      const field = form.elements.namedItem(name);
      if (field instanceof HTMLInputElement) field.value = value ?? "";
    }
    form.submit();
  }

  /** @param {string} part */
  #say(part) {
    for (const told of this.querySelectorAll("[data-part]")) {
      if (told instanceof HTMLElement) told.hidden = told.dataset.part !== part;
    }
  }
}

customElements.define("push-switch", PushSwitch);
