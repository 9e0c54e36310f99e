// SHA-256, as the names of photos and the check on answers.

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
