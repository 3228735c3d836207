/** Walking the entries of a week by arrows: up and down in a lane, sideways to the lane or, with Ctrl, the day beside. */

/** Go from this entry by this key; whether there was somewhere to go. */
export function walk(event: KeyboardEvent, grid: HTMLElement, from: HTMLElement) {
  const step = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!step || event.shiftKey || event.metaKey) return false;
  const goal = event.key === "ArrowUp" || event.key === "ArrowDown" ? beside(entries(from.closest("[data-lane]")!), from, step) : across(grid, from, step, event.ctrlKey);
  goal?.focus();
  return true;
}

function entries(within: Element) {
  return [...within.querySelectorAll<HTMLElement>("[data-entry]")].filter((one) => one.getClientRects().length);
}

function beside<T>(all: T[], one: T, step: number) {
  return all[all.indexOf(one) + step];
}

/** The entry nearest in height in the next column that has one. */
function across(grid: HTMLElement, from: HTMLElement, step: number, byDay: boolean) {
  const columns = [...grid.querySelectorAll<HTMLElement>(byDay ? "[data-day]" : "[data-lane]")];
  const top = (one: HTMLElement) => one.getBoundingClientRect().top;
  const at = top(from);
  for (let n = columns.indexOf(from.closest<HTMLElement>(byDay ? "[data-day]" : "[data-lane]")!) + step; columns[n]; n += step) {
    const found = entries(columns[n]!);
    if (found.length) return found.reduce((best, one) => (Math.abs(top(one) - at) < Math.abs(top(best) - at) ? one : best));
  }
  return undefined;
}
