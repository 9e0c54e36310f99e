// Which items are shown: the rules of a checklist, as audit/checklists/rules.py has them.
// Both are held to tests/vectors/rules.json. Pure: values in, values out.

/**
 * @typedef {string | number} Value
 * @typedef {object} Rule one of these members, as in the checklist file
 * @property {string} [item]
 * @property {string} [branch]
 * @property {Value} [is]
 * @property {Value[]} [in]
 * @property {number} [at_least]
 * @property {number} [at_most]
 * @property {Rule[]} [all]
 * @property {Rule[]} [any]
 * @property {Rule} [not]
 *
 * @typedef {{key: string, rule?: Rule | null}} RuledItem
 * @typedef {{rule?: Rule | null, items: readonly RuledItem[]}} RuledSection
 * @typedef {(item: string) => unknown} Answers the value given to an item; only shown items count
 */

/**
 * Whether a rule holds. `answerOf` must give undefined for hidden items.
 * @param {Rule} rule
 * @param {Answers} answerOf
 * @param {Readonly<Record<string, string>>} attributes
 * @returns {boolean}
 */
export function holds(rule, answerOf, attributes) {
  if (rule.all) return rule.all.every((one) => holds(one, answerOf, attributes));
  if (rule.any) return rule.any.some((one) => holds(one, answerOf, attributes));
  if (rule.not) return !holds(rule.not, answerOf, attributes);
  if (rule.branch !== undefined) return Object.hasOwn(attributes, rule.branch) && attributes[rule.branch] === rule.is;
  return itemHolds(rule, answerOf(rule.item ?? ""));
}

/**
 * @param {Rule} rule
 * @param {unknown} answer
 */
function itemHolds(rule, answer) {
  if (!isAnswered(answer) || answer === "na") return false;
  const chosen = Array.isArray(answer) ? answer : [answer];
  if (rule.is !== undefined) return chosen.includes(rule.is);
  if (rule.in) return rule.in.some((one) => chosen.includes(one));
  if (typeof answer !== "number") return false;
  if (rule.at_least !== undefined) return answer >= rule.at_least;
  return rule.at_most !== undefined && answer <= rule.at_most;
}

/**
 * Nothing, an empty text and an empty choice are no answers.
 * @param {unknown} answer
 */
export function isAnswered(answer) {
  return !(answer === undefined || answer === null || answer === "" || (Array.isArray(answer) && !answer.length));
}

/**
 * The keys of all shown items, in their order. A rule looks only at items that stand before it and are shown.
 * @param {readonly RuledSection[]} sections
 * @param {Answers} answerOf
 * @param {Readonly<Record<string, string>>} attributes
 * @returns {Set<string>}
 */
export function visibleItems(sections, answerOf, attributes) {
  /** @type {Set<string>} */
  const shown = new Set();
  /** @param {string} item */
  const answerOfShown = (item) => (shown.has(item) ? answerOf(item) : undefined);
  for (const section of sections) {
    if (section.rule && !holds(section.rule, answerOfShown, attributes)) continue;
    for (const item of section.items) {
      if (!item.rule || holds(item.rule, answerOfShown, attributes)) shown.add(item.key);
    }
  }
  return shown;
}
