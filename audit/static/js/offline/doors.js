// The four doors of the server, and the question whether an answer is really the server's.
// A Wi-Fi's sign-in page also answers 200: only our header, JSON and an echo of what was sent count.

/**
 * @typedef {"done" | "copy" | "missing" | "id_reused" | "bad_bytes" | "signed_out" | "other_user" | "too_large" |
 *   "outdated" | "busy" | "portal" | "offline" | "refused"} Kind
 * @typedef {{kind: Kind, body: any, retryAfterSeconds: number | null, serverTime: string | null}} Reply
 * @typedef {(address: string, init: RequestInit) => Promise<Response>} Fetch
 */

const SECONDS = { state: 15, ops: 30, photo: 120, submission: 30 };

/** @type {Record<number, Kind>} */
const KINDS = {
  200: "done",
  201: "done",
  202: "copy",
  401: "signed_out",
  403: "other_user",
  408: "busy",
  413: "too_large",
  422: "bad_bytes",
  425: "busy",
  426: "outdated",
  429: "busy",
};

/**
 * @param {Fetch} fetch
 */
export function openDoors(fetch) {
  return {
    /** @returns {Promise<Reply>} */
    state: () => knock(fetch, "GET", "/sync/state", SECONDS.state, {}, (body) => Array.isArray(body.visits)),

    /**
     * @param {string} visit
     * @returns {Promise<Reply>}
     */
    draft: (visit) =>
      knock(fetch, "GET", `/sync/visits/${visit}/draft`, SECONDS.state, {}, (body) => body.visit === visit),

    /**
     * @param {string} visit
     * @param {{device: string, user: string, ops: readonly {seq: number}[], sent_at: string}} batch
     * @returns {Promise<Reply>}
     */
    ops: (visit, batch) =>
      knock(fetch, "POST", `/sync/visits/${visit}/ops`, SECONDS.ops, asJson(batch), (body) => {
        const isOurs = body.device === batch.device && body.visit === visit;
        return isOurs && Number.isInteger(body.acked) && Array.isArray(body.rejected);
      }),

    /**
     * @param {string} hash
     * @param {ArrayBuffer} bytes
     * @param {string} type
     * @returns {Promise<Reply>}
     */
    photo: (hash, bytes, type) =>
      knock(fetch, "PUT", `/sync/photos/${hash}`, SECONDS.photo, { body: bytes, headers: { "content-type": type } }, (body) => {
        return body.sha256 === hash;
      }),

    /**
     * @param {string} visit
     * @param {string} id
     * @param {object} submission
     * @returns {Promise<Reply>}
     */
    submission: (visit, id, submission) =>
      knock(fetch, "PUT", `/sync/visits/${visit}/submissions/${id}`, SECONDS.submission, asJson(submission), (body) => {
        return body.submission === id && typeof body.receipt === "object";
      }),
  };
}

/** @param {object} value */
function asJson(value) {
  return { body: JSON.stringify(value), headers: { "content-type": "application/json" } };
}

/**
 * One request and what its answer means. Never throws.
 * @param {Fetch} fetch
 * @param {string} method
 * @param {string} address
 * @param {number} seconds
 * @param {RequestInit} init
 * @param {(body: any) => boolean} echoes whether a good answer speaks of what was sent
 * @returns {Promise<Reply>}
 */
async function knock(fetch, method, address, seconds, init, echoes) {
  /** @type {Pick<RequestInit, "redirect" | "cache" | "credentials">} */
  const always = { redirect: "error", cache: "no-store", credentials: "same-origin" };
  try {
    const response = await fetch(address, { method, ...always, ...init, signal: AbortSignal.timeout(seconds * 1000) });
    if (response.headers.get("x-audit") !== "1") return nothing("portal");
    const body = await response.json();
    if (body === null || typeof body !== "object") return nothing("portal");
    return understand(response, body, echoes);
  } catch (error) {
    // No answer, a redirect, a broken line, a foreign certificate, no JSON or no end: none of them is an answer of ours.
    return nothing(navigator.onLine === false ? "offline" : "portal");
  }
}

/**
 * @param {Response} response
 * @param {any} body
 * @param {(body: any) => boolean} echoes
 * @returns {Reply}
 */
function understand(response, body, echoes) {
  const { status } = response;
  const kind = status === 409 ? conflict(body) : status >= 500 ? "busy" : (KINDS[status] ?? "refused");
  if ((kind === "done" || kind === "copy") && !echoes(body)) return nothing("portal");
  const seconds = Number.parseInt(response.headers.get("retry-after") ?? "", 10);
  const serverTime = typeof body.server_time === "string" ? body.server_time : null;
  return { kind, body, retryAfterSeconds: Number.isFinite(seconds) ? seconds : null, serverTime };
}

/**
 * @param {any} body
 * @returns {Kind}
 */
function conflict(body) {
  if (body.missing && typeof body.missing === "object") return "missing";
  return body.error === "id_reused" ? "id_reused" : "refused";
}

/**
 * @param {Kind} kind
 * @returns {Reply}
 */
function nothing(kind) {
  return { kind, body: null, retryAfterSeconds: null, serverTime: null };
}
