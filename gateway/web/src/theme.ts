/** Light or dark: as the computer has it, unless somebody chose for this browser. */
export type Theme = "system" | "light" | "dark";

const KEPT = "makam.theme";

export function theme(): Theme {
  const kept = localStorage.getItem(KEPT);
  return kept === "light" || kept === "dark" ? kept : "system";
}

/** Show all pages so; at the start as it was chosen before. */
export function wear(wanted: Theme = theme()) {
  const root = document.documentElement;
  if (wanted === "system") {
    localStorage.removeItem(KEPT);
    delete root.dataset.theme;
  } else {
    localStorage.setItem(KEPT, wanted);
    root.dataset.theme = wanted;
  }
}
