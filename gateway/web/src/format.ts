/** Money, numbers and names as the office writes them. */
import { language } from "./words";

const LOCALE = language === "tr" ? "tr-TR" : "en-GB";
const lira = once(() => new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 2 }));
const order = once(() => new Intl.Collator("tr"));

/** Something that is made when it is first asked for. */
export function once<T>(make: () => T) {
  let made: T | undefined;
  return () => (made ??= make());
}

/** `42.000,00 TL`, of kuruş. */
export function money(kurus: number) {
  return `${lira().format(kurus / 100)} TL`;
}

/** `1.250`: a whole number, in groups of three digits. */
export function count(number: number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, language === "tr" ? "." : ",");
}

/** As Turks sort: ç after c, ı before i. */
export function byName(one: { name: string }, other: { name: string }) {
  return order().compare(one.name, other.name);
}

/** `EK` of Elif KARACA. */
export function initials(name: string) {
  const parts = name.split(/\s+/).filter(Boolean);
  return [parts[0], parts.length > 1 ? parts.at(-1) : ""].map((part) => [...(part ?? "")][0] ?? "").join("");
}

/** Letters folded as Turks search: `Çelengi` and `celengi` are found by one another. */
export function folded(text: string) {
  return text
    .replaceAll("İ", "i").replaceAll("I", "ı").toLowerCase()
    .replace(/[ıçğöşüâîû]/g, (letter) => "icgosuaiu"["ıçğöşüâîû".indexOf(letter)] ?? letter);
}

const HIDDEN = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** A text with what would turn or hide it shown as a mark, so that no name reads as another. */
export function plain(text: string) {
  return text.replace(HIDDEN, "�");
}

/** `0555 000 00 01` of a Turkish number; what is masked or foreign stays as it is. */
export function phoneText(phone: string) {
  const parts = /^\+90(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(phone);
  return parts ? `0${parts.slice(1).join(" ")}` : phone;
}
