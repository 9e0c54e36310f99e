// <visit-notices>: what the auditor must know about this visit on this phone: lost work, a lost photo, a return.

import { lostPhoto } from "../camera-kills.js";
import { make, makeButton } from "../making.js";
import { changeVisit } from "../offline/visits.js";
import { session } from "../session.js";
import { goTo } from "../walking.js";
import { clock, say } from "../words.js";

class VisitNotices extends HTMLElement {
  async connectedCallback() {
    this.session = await session;
    this.session.addEventListener("record", () => this.#show());
    this.#show();
    if (!window.isSecureContext) this.#say("insecure", say("insecure"));
    await this.#cameraKill();
  }

  #show() {
    const record = this.session?.record;
    for (const { from, to, is_back } of record?.losses ?? []) {
      const times = { from: from ? clock(from) : "…", to: to ? clock(to) : "…" };
      this.#say(`loss-${to}`, say(is_back ? "lostWorkBack" : "lostWork", times), () => void this.#forgive());
    }
    const told = document.querySelector(".came-back")?.textContent ?? ""; // by the page, where it is newer than the return
    const { word, reason: why = "" } = record?.decision ?? {};
    const reason = word === "returned" && !told.includes(why) ? why : "";
    if (record?.past.length && !record.submission) this.#say("returned", reason ? say("returnedWhy", { reason }) : say("returned"));
    else this.querySelector("#notice-returned")?.remove();
  }

  async #cameraKill() {
    const item = this.session && (await lostPhoto(this.session));
    const element = item && document.getElementById(`item-${item}`);
    if (!element) return;
    this.#say("camera", say("cameraLost"));
    goTo(element);
    const { furnisher, model } = /** @type {any} */ (document.querySelector("visit-form"));
    furnisher.insert(model.byKey.get(item), "photo-strip");
    for (const strip of document.querySelectorAll("photo-strip")) strip.dispatchEvent(new Event("camera"));
  }

  /** The auditor has read it. */
  async #forgive() {
    if (!this.session) return;
    await changeVisit(this.session.database, this.session.visit, (record) => ({ ...record, losses: [] }));
    for (const notice of this.querySelectorAll("[id^=notice-loss]")) notice.remove();
  }

  /**
   * @param {string} key
   * @param {string} text
   * @param {() => void} [read]
   */
  #say(key, text, read) {
    const known = this.querySelector(`#${CSS.escape(`notice-${key}`)}`);
    const notice = known ?? make("div", "notice notice--problem");
    if (notice.firstChild?.textContent === text) return;
    notice.id = `notice-${key}`;
    notice.setAttribute("role", "alert");
    notice.replaceChildren(make("p", "", text), ...(read ? [makeButton(say("understood"), read)] : []));
    if (!known) this.append(notice);
  }
}

customElements.define("visit-notices", VisitNotices);
