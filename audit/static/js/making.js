// Small pieces of page, made without a template.

/**
 * @param {string} tag
 * @param {string} name its class
 * @param {string} [text]
 * @returns {HTMLElement}
 */
export function make(tag, name, text = "") {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text) made.textContent = text;
  return made;
}

/**
 * @param {string} text
 * @param {() => void} pressed
 * @param {string} [look] further classes
 * @returns {HTMLButtonElement}
 */
export function makeButton(text, pressed, look = "") {
  const button = /** @type {HTMLButtonElement} */ (make("button", `button ${look}`.trim(), text));
  button.type = "button";
  button.addEventListener("click", pressed);
  return button;
}
