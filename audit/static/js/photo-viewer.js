// One photo, large: to look at, to remove, or to draw on. A drawing is a new photo beside its original.

import { make, makeButton } from "./making.js";
import { findPhoto } from "./offline/drafts.js";
import { Marking } from "./marking.js";
import { photoOfCanvas } from "./photos.js";
import { say } from "./words.js";

/**
 * @param {import("./session.js").VisitSession} session
 * @param {string} hash
 * @returns {Promise<"remove" | import("./photos.js").Made | null>} what was decided
 */
export async function viewPhoto(session, hash) {
  const photo = await findPhoto(session.database, hash);
  const bitmap = photo?.bytes && (await createImageBitmap(new Blob([photo.bytes])).catch(() => null));
  const stage = /** @type {HTMLDialogElement} */ (make("dialog", "annotate"));
  stage.setAttribute("aria-label", say("drawOnIt"));
  document.body.append(stage);
  try {
    return await decide(stage, bitmap || null, session.isLocked, say(photo?.bytes ? "photoUnshown" : "photoElsewhere"));
  } finally {
    stage.remove();
  }
}

/**
 * @param {HTMLDialogElement} stage
 * @param {ImageBitmap | null} bitmap
 * @param {boolean} isLocked
 * @param {string} unseen said where there is nothing to show
 * @returns {Promise<"remove" | import("./photos.js").Made | null>}
 */
function decide(stage, bitmap, isLocked, unseen) {
  return new Promise((resolve) => {
    const [bar, tools] = [make("div", "annotate__bar"), make("div", "annotate__tools")];
    const close = makeButton(say("close"), () => resolve(null));
    const remove = makeButton(say("remove"), () => resolve("remove"), "button--danger");
    stage.addEventListener("cancel", () => resolve(null));
    const marking = bitmap ? new Marking(bitmap) : null;
    const drawing = marking && !isLocked ? drawingTools(marking, resolve) : [];
    bar.append(close, ...(isLocked ? [] : [remove]));
    tools.append(...drawing);
    stage.append(bar, marking ? marking.canvas : make("p", "annotate__words", unseen), tools);
    stage.showModal();
  });
}

/**
 * @param {Marking} marking
 * @param {(made: Promise<import("./photos.js").Made>) => void} resolve
 */
function drawingTools(marking, resolve) {
  const kinds = /** @type {const} */ (["arrow", "circle", "blur"]);
  const choices = kinds.map((kind) => {
    const button = makeButton(say(kind), () => {
      marking.tool = kind;
      for (const one of choices) one.setAttribute("aria-pressed", String(one === button));
    });
    button.setAttribute("aria-pressed", String(kind === marking.tool));
    return button;
  });
  const keep = makeButton(say("keep"), () => resolve(photoOfCanvas(marking.finished(), "image/jpeg")), "button--main");
  keep.disabled = true;
  marking.whenChanged = () => (keep.disabled = marking.strokes.length === 0);
  const undo = makeButton(say("undo"), () => marking.undo());
  return [...choices, undo, keep];
}
