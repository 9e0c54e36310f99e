// Opens the database of one person and makes its stores the first time.

const VERSION = 1;

/**
 * @param {string} name
 * @param {() => void} whenClosed
 * @returns {Promise<IDBDatabase>}
 */
export function connect(name, whenClosed) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, VERSION);
    request.onupgradeneeded = () => createStores(request.result);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const database = request.result;
      database.onclose = whenClosed;
      database.onversionchange = () => {
        database.close();
        whenClosed();
      };
      resolve(database);
    };
  });
}

/** @param {IDBDatabase} database */
function createStores(database) {
  database.createObjectStore("ops", { keyPath: ["visit", "seq"] });
  database.createObjectStore("answers", { keyPath: ["visit", "item"] });
  database.createObjectStore("photos", { keyPath: "sha256" }).createIndex("unsent", "unsent");
  database.createObjectStore("visits", { keyPath: "id" });
  database.createObjectStore("meta");
}
