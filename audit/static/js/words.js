// The words of the page, in its language: the server writes them into <phone-words> and its like, scripts only
// fill in values.

/** @type {DOMStringMap | null} */
let words = null;

/** Read once: looking through a page of 800 items takes longer than answering one. */
function all() {
  words ??= Object.assign({}, ...[...document.querySelectorAll("phone-words, photo-words, line-words")].map(wordsIn));
  return /** @type {DOMStringMap} */ (words);
}

/** @param {Element} place modules run when the whole page is parsed, so the words are there */
function wordsIn(place) {
  return { .../** @type {HTMLElement} */ (place).dataset };
}

/**
 * A text of the page with its `{named}` places filled in.
 * @param {string} name
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function say(name, values = {}) {
  const text = all()[name] ?? name;
  return text.replace(/\{(\w+)\}/g, (place, key) => String(values[key] ?? place));
}

/**
 * A text that depends on a number: `photosOne`, `photosFew`, `photosOther`.
 * @param {string} name
 * @param {number} n
 * @param {Record<string, string | number>} [values]
 */
export function sayCount(name, n, values = {}) {
  const form = new Intl.PluralRules(language()).select(n);
  const exact = `${name}${form.charAt(0).toUpperCase()}${form.slice(1)}`;
  return say(exact in all() ? exact : `${name}Other`, { n, ...values });
}

/**
 * The name of a word made from a code of the server: `id_reused` of `trouble` is `troubleIdReused`.
 * @param {string} name
 * @param {string} code
 */
export function named(name, code) {
  return name + code.replace(/(?:^|_)([a-z])/g, (_, letter) => letter.toUpperCase());
}

/** @returns {string} */
export function language() {
  return document.documentElement.lang || "en";
}

/**
 * The time of day as this phone writes it.
 * @param {string | number | Date} at
 */
export function clock(at) {
  return new Intl.DateTimeFormat(language(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(at));
}

/**
 * @param {number} seconds
 * @returns {string} 0:42, 12:05 or 1:02:03
 */
export function asWatch(seconds) {
  const whole = Math.floor(seconds);
  const minutes = Math.floor(whole / 60) % 60;
  const rest = String(whole % 60).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}
