// How long something took, by the two clocks of a phone. Pure.

const CLOCKS_AGREE_WITHIN_MS = 1000;

/**
 * Time run between two moments: by the steady clock while the page stood open, else by the wall clock.
 * @param {{at: string, mono: number, boot: string}} from
 * @param {{at: string, mono: number, boot: string}} to
 * @param {boolean} isVisible whether the page stayed open and in sight all the while
 */
export function elapsed(from, to, isVisible) {
  const wall = Date.parse(to.at) - Date.parse(from.at);
  const mono = to.mono - from.mono;
  const isSteady = isVisible && to.boot === from.boot;
  const isDoubtful = isSteady && Math.abs(mono - wall) > CLOCKS_AGREE_WITHIN_MS;
  return { milliseconds: Math.max(0, isSteady ? mono : wall), isDoubtful };
}
