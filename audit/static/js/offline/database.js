// The phone's own store: one IndexedDB database per person, opened once and again whenever the phone closes it.
// Knows stores and transactions; what the records mean is the business of drafts.js and outbox.js.

import { connect } from "./connecting.js";

/**
 * @typedef {"ops" | "answers" | "photos" | "visits" | "meta"} StoreName
 * @typedef {Record<StoreName, IDBObjectStore>} Stores
 */

/** A write that the phone refused: nothing of it was kept, everything before it is untouched. */
export class RefusedWrite extends Error {
  /** @param {DOMException | Error | null} cause */
  constructor(cause) {
    super(cause?.message ?? "the phone refused to write");
    this.name = "RefusedWrite";
    this.isFull = cause?.name === "QuotaExceededError";
  }
}

/** One person's database. All reading and writing goes through `read` and `write`. */
export class Database {
  /** @param {string} user the id of the person whose work it holds */
  constructor(user) {
    this.user = user;
    this.name = `audit-${user}`;
    /** @type {Promise<IDBDatabase> | null} */
    this.connection = null;
  }

  /**
   * Read from some stores in one transaction.
   * @template T
   * @param {StoreName[]} names
   * @param {(stores: Stores) => Promise<T> | T} work may await nothing but `ask`
   * @returns {Promise<T>}
   */
  read(names, work) {
    return this.#transact(names, { mode: "readonly" }, work);
  }

  /**
   * Write to some stores in one transaction; resolves when it is on disk, or throws RefusedWrite and has done nothing.
   * @template T
   * @param {StoreName[]} names
   * @param {(stores: Stores) => Promise<T> | T} work may await nothing but `ask`
   * @returns {Promise<T>}
   */
  write(names, work) {
    return this.#transact(names, { mode: "readwrite" }, work);
  }

  /**
   * @template T
   * @param {StoreName[]} names
   * @param {{mode: IDBTransactionMode}} options
   * @param {(stores: Stores) => Promise<T> | T} work
   */
  async #transact(names, { mode }, work) {
    const transaction = await this.#begin(names, mode);
    const ended = whenEnded(transaction);
    ended.catch(() => {});
    const stores = /** @type {Stores} */ (Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)])));
    try {
      const result = await work(stores);
      await ended;
      return result;
    } catch (error) {
      abort(transaction);
      throw error instanceof DOMException ? new RefusedWrite(transaction.error ?? error) : error;
    }
  }

  /**
   * A phone may close the connection behind our back (iOS does): then it is opened anew, once.
   * @param {StoreName[]} names
   * @param {IDBTransactionMode} mode
   */
  async #begin(names, mode) {
    const options = { durability: /** @type {const} */ ("strict") };
    try {
      return (await this.#open()).transaction(names, mode, options);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "InvalidStateError")) throw error;
      this.connection = null;
      return (await this.#open()).transaction(names, mode, options);
    }
  }

  /** @returns {Promise<IDBDatabase>} */
  #open() {
    this.connection ??= connect(this.name, () => (this.connection = null)).catch((error) => {
      this.connection = null;
      throw error;
    });
    return this.connection;
  }
}

/**
 * @param {IDBTransaction} transaction
 * @returns {Promise<void>}
 */
function whenEnded(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(new RefusedWrite(transaction.error));
  });
}

/** @param {IDBTransaction} transaction */
function abort(transaction) {
  try {
    transaction.abort();
  } catch {
    // It has ended already: there is nothing left to undo.
  }
}

/**
 * The answer to one request, for use inside `read` and `write`.
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
export function ask(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * All records of one visit in a store keyed by [visit, ...].
 * @param {string} visit
 */
export function ofVisit(visit) {
  return IDBKeyRange.bound([visit], [visit, []]);
}
