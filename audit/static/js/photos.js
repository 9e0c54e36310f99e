// A picked file becomes a photo: read at once, upright, at most 1600 pixels, JPEG, named by its SHA-256.

import { sha256 } from "./offline/digests.js";

/**
 * @typedef {{sha256: string, bytes: ArrayBuffer, type: string, width: number, height: number}} Made
 */

const LONGEST_SIDE = 1600;
const QUALITY = 0.8;

/** The file holds no picture that this phone, or the server, could show. */
export class NotAPhoto extends Error {}

/**
 * @param {Blob} file
 * @returns {Promise<Made>}
 */
export async function photoFrom(file) {
  const original = await file.arrayBuffer();
  const picture = await createImageBitmap(new Blob([original], { type: file.type })).catch(() => null);
  if (picture) return photoOf(picture, picture.width, picture.height);
  if (!isHeic(original)) throw new NotAPhoto();
  // This browser cannot open it, but the server can: it is sent as it is.
  return { sha256: await sha256(original), bytes: original, type: "image/heic", width: 0, height: 0 };
}

/**
 * Whatever can be drawn, as a photo.
 * @param {CanvasImageSource} picture
 * @param {number} width
 * @param {number} height
 * @returns {Promise<Made>}
 */
export async function photoOf(picture, width, height) {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { alpha: false }));
  context.imageSmoothingQuality = "high";
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return photoOfCanvas(canvas, "image/jpeg");
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {"image/jpeg" | "image/png"} type
 * @returns {Promise<Made>}
 */
export async function photoOfCanvas(canvas, type) {
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, type, QUALITY));
  if (!(blob instanceof Blob)) throw new NotAPhoto();
  const bytes = await blob.arrayBuffer();
  return { sha256: await sha256(bytes), bytes, type: blob.type, width: canvas.width, height: canvas.height };
}

/** @param {ArrayBuffer} bytes */
function isHeic(bytes) {
  const text = new TextDecoder("latin1").decode(bytes.slice(4, 12));
  return /^ftyp(heic|heix|hevc|mif1|msf1|heif)$/.test(text);
}
