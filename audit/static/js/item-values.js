// Between an item's inputs and its answer: reads what was chosen or typed, shows what is written.

/**
 * @typedef {import("./form-model.js").FormItem} FormItem
 * @typedef {import("./offline/folding.js").Row} Row
 */

/**
 * The answer as the inputs have it: null for nothing, undefined for what cannot be read as a number.
 * @param {FormItem} item
 * @returns {string | number | string[] | null | undefined}
 */
export function readValue(item) {
  const inputs = inputsOf(item);
  const chosen = inputs.filter((input) => "checked" in input && input.checked).map((input) => input.value);
  if (chosen.includes("na")) return "na";
  if (item.kind === "choices") return chosen.length ? chosen : null;
  if (item.kind === "scale") return chosen[0] === undefined ? null : Number(chosen[0]);
  const typed = inputs.find((input) => input.type !== "radio" && input.type !== "checkbox");
  if (!typed) return chosen[0] ?? null;
  if (item.kind === "text") return typed.value.trim() || null;
  return readNumber(typed.value);
}

/**
 * A number as people type it: with a comma or a point, or nothing.
 * @param {string} text
 */
export function readNumber(text) {
  const bare = text.trim().replace(",", ".");
  if (bare === "") return null;
  return /^-?\d{1,15}(\.\d{1,6})?$/.test(bare) ? Number(bare) : undefined;
}

/**
 * Show what is written about an item, its answer and its comment.
 * @param {FormItem} item
 * @param {Row} row
 */
export function showRow(item, row) {
  showValue(item, row);
  item.element.classList.toggle("item--answered", row.value !== null);
}

/**
 * @param {FormItem} item
 * @param {Row} row
 */
export function showValue(item, { value }) {
  for (const input of inputsOf(item)) {
    if (input.type === "radio" || input.type === "checkbox") {
      /** @type {HTMLInputElement} */ (input).checked = isChosen(input.value, value);
    } else if (document.activeElement !== input) input.value = value === null || value === "na" ? "" : String(value);
  }
}

/**
 * @param {string} option
 * @param {unknown} value
 */
function isChosen(option, value) {
  return Array.isArray(value) ? value.includes(option) : value !== null && String(value) === option;
}

/**
 * The inputs that hold the answer; the comment's is not among them.
 * @param {FormItem} item
 * @returns {(HTMLInputElement | HTMLTextAreaElement)[]}
 */
function inputsOf(item) {
  return [...item.element.querySelectorAll(".answer__input, [data-field=answer]")].map(
    (input) => /** @type {HTMLInputElement | HTMLTextAreaElement} */ (input),
  );
}
