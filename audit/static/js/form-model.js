// The visit's form as the page has it: its items, in order, with what their elements say about them.

import { isAnswered, visibleItems } from "./rules.js";

/**
 * @typedef {import("./offline/folding.js").Row} Row
 * @typedef {import("./rules.js").Rule} Rule
 * @typedef {import("./evidence.js").Broken} Broken
 *
 * @typedef {object} FormItem
 * @property {string} key
 * @property {string} kind
 * @property {HTMLElement} element
 * @property {Rule | null} rule
 * @property {boolean} isRequired
 * @property {string} evidence never, when_broken, always
 * @property {Broken | null} broken which answers are broken, where evidence depends on it
 *
 * @typedef {object} FormSection
 * @property {string} key
 * @property {HTMLElement} element
 * @property {Rule | null} rule
 * @property {FormItem[]} items
 */

export class FormModel {
  /**
   * @param {HTMLElement} form
   * @param {Readonly<Record<string, string>>} attributes of the branch
   */
  constructor(form, attributes) {
    this.attributes = attributes;
    /** @type {FormSection[]} */
    this.sections = [...(form.querySelector("fieldset")?.children ?? [])].map((element) => readSection(asHtml(element)));
    this.items = this.sections.flatMap((section) => section.items);
    this.byKey = new Map(this.items.map((item) => [item.key, item]));
    this.ruling = new Set([...this.sections, ...this.items].flatMap(({ rule }) => (rule ? itemsOf(rule) : [])));
    /** @type {Set<string>} */
    this.shown = new Set(this.items.map((item) => item.key));
  }

  /**
   * Decide anew which items are shown.
   * @param {ReadonlyMap<string, Row>} rows
   * @returns {FormItem[]} those that changed
   */
  decide(rows) {
    const shown = visibleItems(this.sections, (item) => rows.get(item)?.value, this.attributes);
    const changed = this.items.filter(({ key }) => shown.has(key) !== this.shown.has(key));
    this.shown = shown;
    return changed;
  }

  /** @returns {FormItem[]} the items to answer, in order */
  asked() {
    return this.items.filter((item) => item.kind !== "note" && this.shown.has(item.key));
  }
}

/**
 * Whether anything is there; for photos and drawings the pictures are the answer.
 * @param {FormItem} item
 * @param {Row | undefined} row
 */
export function isFilled(item, row) {
  if (!row) return false;
  if (item.kind === "photo") return isAnswered(row.value) || row.photos.some((photo) => !photo.isRemoved);
  return isAnswered(row.value) || row.signature !== null;
}

/** @param {HTMLElement} element */
function readSection(element) {
  const items = [...element.getElementsByClassName("item")].map((item) => readItem(asHtml(item)));
  return { key: element.dataset.section ?? "", element, rule: asJson(element.dataset.rule), items };
}

/**
 * Attributes and not the dataset: for 800 items that takes a third of the time.
 * @param {HTMLElement} element
 * @returns {FormItem}
 */
function readItem(element) {
  const [key, kind, rule, evidence, broken] = ["item", "kind", "rule", "evidence", "broken"].map((name) => element.getAttribute(`data-${name}`));
  return {
    key: key ?? "",
    kind: kind ?? "",
    element,
    rule: asJson(rule),
    isRequired: element.hasAttribute("data-required"),
    evidence: evidence ?? "never",
    broken: asJson(broken),
  };
}

/** @param {string | null | undefined} text */
function asJson(text) {
  return text ? JSON.parse(text) : null;
}

/** @param {Element} element */
function asHtml(element) {
  return /** @type {HTMLElement} */ (element);
}

/**
 * @param {Rule} rule
 * @returns {string[]} the items it looks at
 */
function itemsOf(rule) {
  const inner = [...(rule.all ?? []), ...(rule.any ?? []), ...(rule.not ? [rule.not] : [])];
  return [...(rule.item ? [rule.item] : []), ...inner.flatMap(itemsOf)];
}
