// A small picture of a photo that lies in the phone's store, with room for where it is.

import { make } from "./making.js";

const SIDE = 200;

/**
 * @param {import("./offline/drafts.js").Photo | undefined} photo
 * @param {number} number said where there is no picture to show
 * @returns {Promise<HTMLElement>}
 */
export async function thumbnail(photo, number) {
  const made = make("button", "photos__photo");
  made.setAttribute("type", "button");
  const bitmap = photo?.bytes && (await smallOf(photo).catch(() => null));
  made.append(bitmap ? drawn(bitmap) : make("span", "photos__number", String(number)), make("span", "photos__state"));
  return made;
}

/** @param {import("./offline/drafts.js").Photo} photo */
function smallOf({ bytes, type, width, height }) {
  const small = width >= height ? { resizeHeight: SIDE } : { resizeWidth: SIDE };
  return createImageBitmap(new Blob([/** @type {ArrayBuffer} */ (bytes)], { type }), width ? small : {});
}

/** @param {ImageBitmap} bitmap */
function drawn(bitmap) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE;
  const scale = SIDE / Math.min(bitmap.width, bitmap.height);
  const [width, height] = [bitmap.width * scale, bitmap.height * scale];
  canvas.getContext("2d")?.drawImage(bitmap, (SIDE - width) / 2, (SIDE - height) / 2, width, height);
  canvas.className = "photos__picture";
  return canvas;
}
