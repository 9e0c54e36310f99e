// SHA-256, as the names of photos and the check on answers; and the one text that an answers document has, so that
// phone and server can compare it.

/**
 * @param {BufferSource | string} content text is hashed as UTF-8
 * @returns {Promise<string>} 64 hex digits
 */
export async function sha256(content) {
  if (!crypto.subtle) throw new InsecureAddress();
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The page came over plain http from another machine: browsers give such pages neither hashes nor a worker. */
export class InsecureAddress extends Error {
  constructor() {
    super("this address is not secure (https)");
    this.name = "InsecureAddress";
  }
}

/**
 * JSON with sorted keys, no spaces, and numbers in plain decimals: the text whose SHA-256 is compared.
 * @param {any} value
 * @returns {string}
 */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "number") return plain(value);
  if (typeof value === "string") return JSON.stringify(wellFormed(value));
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((key) => `${canonical(key)}:${canonical(value[key])}`).join(",")}}`;
}

/**
 * Half a character, as a cut-off emoji leaves behind, becomes the replacement sign.
 * @param {string} text
 */
export function wellFormed(text) {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
}

/**
 * The shortest decimals that read back as the same number, never with an exponent.
 * @param {number} number
 */
function plain(number) {
  const [digits = "0", exponent] = String(number === 0 ? 0 : number).split("e");
  if (exponent === undefined) return digits;
  const sign = digits.startsWith("-") ? "-" : "";
  const [whole = "", part = ""] = digits.replace("-", "").split(".");
  const shift = Number(exponent);
  if (shift < 0) return `${sign}0.${"0".repeat(-shift - 1)}${whole}${part}`;
  return `${sign}${whole}${part}${"0".repeat(shift - part.length)}`;
}
