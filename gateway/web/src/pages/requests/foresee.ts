/** What can be told of a request before it is saved: its category by the words that were typed, and its unit by the rules. */
import type { Schema } from "../../api/client";
import { folded } from "../../format";

type Category = Schema<"requests.CategoryView">;
type Rule = Schema<"requests.RuleView">;

const MOST = 3;
const LEAST_LETTERS = 3;
const STEM = 4; // letters that tell a word in spite of its endings
const OF_ADDRESSES = ["sokak", "cadde", "mahalle", "numara"];

function wordsOf(text: string) {
  return folded(text).split(/[^a-z0-9]+/).filter((word) => word.length >= LEAST_LETTERS && !OF_ADDRESSES.some((other) => word.startsWith(other)));
}

function inCommon(one: string, other: string) {
  let letters = 0;
  while (letters < one.length && one[letters] === other[letters]) letters++;
  return letters >= STEM || letters === Math.min(one.length, other.length) ? letters : 0;
}

/** The categories that the words point to, the likeliest first. */
export function proposed(categories: Category[], kind: string, text: string) {
  const typed = wordsOf(text);
  const points = (category: Category) => {
    const own = kind === "information" && category.law === "4982" ? STEM : 0;
    return wordsOf(category.name).reduce((sum, word) => sum + Math.max(0, ...typed.map((other) => inCommon(word, other))), own);
  };
  return categories
    .map((category) => ({ category, points: points(category) }))
    .filter((one) => one.points > 0)
    .sort((one, other) => other.points - one.points)
    .slice(0, MOST)
    .map((one) => one.category);
}

/** The rule that will decide, as the service reads them: the first that matches, `YOL.*` meaning all under `YOL`. */
export function deciding(rules: Rule[], category: string | null, neighbourhood: string) {
  return rules.find(
    (rule) =>
      rule.active &&
      (!rule.category || (category !== null && matches(category, rule.category))) &&
      (!rule.neighbourhood || folded(rule.neighbourhood) === folded(neighbourhood.trim())),
  );
}

function matches(code: string, pattern: string) {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*").replaceAll("?", ".");
  return new RegExp(`^${escaped}$`).test(code);
}
