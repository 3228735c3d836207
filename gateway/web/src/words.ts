/** The two languages of the pages. A page's words stand beside it: `const say = words({…}, {…})`. */
export type Language = "tr" | "en";

const KEPT = "makam.language";

export const language: Language = localStorage.getItem(KEPT) === "en" ? "en" : "tr";

/** Read all pages in this language from now on; they are loaded anew. */
export function speak(wanted: Language) {
  localStorage.setItem(KEPT, wanted);
  location.reload();
}

type Said<T> = { [Key in keyof T]: T[Key] extends (...given: infer Given) => string ? (...given: Given) => string
  : T[Key] extends string ? string : Said<T[Key]> };

/** The words of a page in the language that is read; English has the same shape, or the build fails. */
export function words<T extends object>(tr: T, en: Said<T>): Said<T> {
  return language === "tr" ? (tr as Said<T>) : en;
}

/** A code as people say it; one without words yet is shown as it is, rather than left out. */
export function named(names: Record<string, string>, code: string | null | undefined) {
  return code == null ? "" : (names[code] ?? code);
}
