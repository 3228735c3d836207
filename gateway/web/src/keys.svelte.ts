/** The keyboard: a key is bound to the button that it presses, printed on it, and listed on the help sheet. */
import type { Attachment } from "svelte/attachments";
import { on } from "svelte/events";

interface Bound {
  key: string;
  label: () => string;
  element: HTMLElement;
}

const SWITCH = "makam.keys";
let bound: Bound[] = [];

export const keys = $state({ singles: localStorage.getItem(SWITCH) !== "off", help: false });

/** Single letters can be switched off (WCAG 2.1.4). */
export function switchSingles(on: boolean) {
  keys.singles = on;
  localStorage.setItem(SWITCH, on ? "on" : "off");
}

/** Press this element by a key: `{@attach key("O")}`, `key("Alt+S")`, `key("Control+Enter")`, `key("G B")`. */
export function key(name: string, label?: () => string): Attachment<HTMLElement> {
  return (element) => {
    const one: Bound = { key: name, element, label: label ?? (() => text(element)) };
    bound.push(one);
    element.setAttribute("aria-keyshortcuts", name);
    return () => {
      bound = bound.filter((other) => other !== one);
    };
  };
}

/** What a button says, without the key that is printed on it. */
function text(element: HTMLElement) {
  const copy = element.cloneNode(true) as HTMLElement;
  for (const part of copy.querySelectorAll("kbd, .n, svg")) part.remove();
  return element.getAttribute("aria-label") ?? copy.textContent?.trim().replace(/\s+/g, " ") ?? "";
}

/** The keys that do something now, for the help sheet. */
export function listed() {
  const shown = bound.filter(({ element }) => isThere(element));
  return [...new Map(shown.map((one) => [one.key, { key: one.key, label: one.label() }])).values()];
}

function isThere(element: HTMLElement) {
  return element.isConnected && element.getClientRects().length > 0 && !(element as HTMLButtonElement).disabled;
}

const FIELDS = "input:not([type=checkbox],[type=radio],[type=button]), textarea, select, [contenteditable=true]";
const TOGETHER_MS = 1200; // two letters one after the other
const HESITATION_MS = 600; // before a letter is taken alone that could be the first of two
let first = "";
let firstAt = 0;
let alone = 0;

/** Empty what is searched; the next time leave the field, for the keys of the page. */
function leave(field: HTMLInputElement) {
  if (!field.value) return field.blur();
  field.value = "";
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

/** Press what the key is bound to; the latest that is there wins, so a dialog's keys go before the page's. */
export function press(event: KeyboardEvent) {
  if (event.defaultPrevented || event.isComposing) return;
  const target = event.target as HTMLElement;
  const inField = target.matches?.(FIELDS);
  if (event.key === "Escape" && target.matches?.("input[type=search]")) {
    event.preventDefault(); // some browsers would only empty it, others do nothing
    return leave(target as HTMLInputElement);
  }
  const dialog = document.querySelector("dialog[open]");
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (plain && event.key.length === 1 && (inField || !keys.singles)) return;
  const pressed = nameOf(event);
  clearTimeout(alone);
  const two = first && performance.now() - firstAt < TOGETHER_MS ? `${first} ${pressed}` : "";
  first = plain && pressed.length === 1 ? pressed : "";
  firstAt = performance.now();
  for (const name of [two, pressed].filter(Boolean)) {
    const found = bound.findLast(
      (one) => one.key === name && isThere(one.element) && (!dialog || dialog.contains(one.element)),
    );
    if (!found) continue;
    event.preventDefault();
    if (name === pressed && first && bound.some((one) => one.key.startsWith(`${pressed} `))) {
      alone = setTimeout(() => isThere(found.element) && found.element.click(), HESITATION_MS);
      return;
    }
    first = "";
    if (found.element.matches(FIELDS)) found.element.focus();
    else found.element.click();
    return;
  }
}

function nameOf(event: KeyboardEvent) {
  const letter = event.code.startsWith("Key") && event.altKey ? event.code.slice(3) : event.key;
  const name = letter.length === 1 ? letter.toLocaleUpperCase("tr") : letter;
  return [event.altKey && "Alt", (event.ctrlKey || event.metaKey) && "Control", name.length > 1 && event.shiftKey && "Shift", name]
    .filter(Boolean)
    .join("+");
}

const STEPS: Record<string, number> = { ArrowDown: 1, J: 1, ArrowUp: -1, K: -1 };

/** Do something when a row is walked to. */
export function walked(look: () => void): Attachment<HTMLElement> {
  return (row) => on(row, "walked", look);
}

/** Walk the rows of a list by arrows or J and K. Rows carry `data-row` and can take the focus; after one that had it
 * is gone, the next has it. Whoever was walked to hears it (`walked`), and not who has the focus by Tab alone. A field
 * may be a row, which is left and entered by the arrows. */
export const rows: Attachment<HTMLElement> = (list) => {
  let place = -1;
  const walkTo = (row: HTMLElement | undefined) => {
    row?.focus();
    row?.dispatchEvent(new Event("walked"));
  };
  const all = () => [...list.querySelectorAll<HTMLElement>("[data-row]")].filter((row) => row.getClientRects().length);
  const walk = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    const letter = event.key.length === 1;
    if (target.matches(FIELDS) && (letter || !target.matches("[data-row]"))) return;
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || (letter && !keys.singles)) return;
    const step = STEPS[letter ? event.key.toUpperCase() : event.key];
    const dialog = document.querySelector("dialog[open]");
    if (!step || (dialog && !dialog.contains(list))) return;
    const now = all();
    const at = now.findIndex((row) => row.contains(document.activeElement));
    const inside = list.contains(target) || target === document.body || target.tagName === "MAIN" || target.tagName === "H1";
    if (!inside) return;
    const next = now[at < 0 ? (step > 0 ? 0 : now.length - 1) : Math.min(Math.max(at + step, 0), now.length - 1)];
    walkTo(next);
    event.preventDefault();
  };
  const entered = () => (place = all().findIndex((row) => row.contains(document.activeElement)));
  const watch = new MutationObserver(() => {
    if (place < 0 || document.activeElement !== document.body) return;
    const now = all();
    if (now.length) walkTo(now[Math.min(place, now.length - 1)]);
    else document.querySelector<HTMLElement>("main h1")?.focus();
  });
  const left = (event: FocusEvent) => {
    if (event.relatedTarget) place = -1;
  };
  addEventListener("keydown", walk);
  list.addEventListener("focusin", entered);
  list.addEventListener("focusout", left);
  watch.observe(list, { childList: true, subtree: true });
  return () => {
    removeEventListener("keydown", walk);
    list.removeEventListener("focusin", entered);
    list.removeEventListener("focusout", left);
    watch.disconnect();
  };
};
