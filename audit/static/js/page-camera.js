// The camera inside the page, for phones that close a page when another app takes the photo.

import { make, makeButton } from "./making.js";
import { photoOf } from "./photos.js";
import { say } from "./words.js";

/**
 * @returns {Promise<import("./photos.js").Made | null>} null when it was closed or may not be used
 */
export async function shoot() {
  const stage = /** @type {HTMLDialogElement} */ (make("dialog", "annotate"));
  const words = make("p", "annotate__words");
  document.body.append(stage);
  stage.append(words);
  stage.showModal();
  const stream = await openStream();
  if (!stream) words.textContent = say("noCamera");
  try {
    return await choose(stage, stream);
  } finally {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stage.remove();
  }
}

/** @returns {Promise<MediaStream | null>} */
async function openStream() {
  const video = { facingMode: "environment", width: { ideal: 1600 }, height: { ideal: 1200 } };
  try {
    return await navigator.mediaDevices.getUserMedia({ video, audio: false });
  } catch {
    return null;
  }
}

/**
 * @param {HTMLDialogElement} stage
 * @param {MediaStream | null} stream
 * @returns {Promise<import("./photos.js").Made | null>}
 */
function choose(stage, stream) {
  return new Promise((resolve) => {
    const tools = make("div", "annotate__tools");
    const video = document.createElement("video");
    video.className = "annotate__canvas";
    video.muted = video.playsInline = video.autoplay = true;
    video.srcObject = stream;
    const take = makeButton(say("shoot"), () => resolve(photoOf(video, video.videoWidth, video.videoHeight)), "button--main");
    tools.append(...(stream ? [take] : []), makeButton(say("close"), () => resolve(null)));
    stage.addEventListener("cancel", () => resolve(null));
    stage.append(...(stream ? [video] : []), tools);
  });
}
