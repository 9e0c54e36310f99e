// What is being made but not written down yet: a photo still being sized, a signature whose finger has just rested,
// words just typed. A visit is finished only when all of it is written.

/** @type {Set<Promise<unknown>>} */
const unsettled = new Set();

/**
 * Let the end of the visit wait for this work, however it ends.
 * @template T
 * @param {Promise<T>} work
 * @returns {Promise<T>}
 */
export function untilDone(work) {
  const ended = work.catch(() => {}).then(() => void unsettled.delete(ended));
  unsettled.add(ended);
  return work;
}

/** Have everything written now that would be written soon; resolves when it is. */
export async function settled() {
  for (const element of document.querySelectorAll("visit-form, sign-pad")) element.dispatchEvent(new Event("flush"));
  while (unsettled.size) await Promise.all(unsettled);
}
