/** Days and hours as the office writes them, always those of Istanbul. */
import { once } from "./format";
import { language } from "./words";

const ZONE = "Europe/Istanbul";
const LOCALE = language === "tr" ? "tr-TR" : "en-GB";
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const AHEAD_OF_UTC = 3 * 60 * MINUTE;

/** Made when it is first asked for: each takes milliseconds, which a phone that has just opened a page lacks. */
function format(options: Intl.DateTimeFormatOptions, locale = LOCALE) {
  const made = once(() => new Intl.DateTimeFormat(locale, { timeZone: ZONE, ...options }));
  return (instant: Date) => made().format(instant);
}

/** An instant as Istanbul's clocks show it, `2026-12-10T09:30…`. Turkey keeps +03:00 all year (since 2016). */
function local(instant: Date) {
  return new Date(instant.getTime() + AHEAD_OF_UTC).toISOString();
}

const iso = (instant: Date) => local(instant).slice(0, 10);
const hours = (instant: Date) => local(instant).slice(11, 16);
const whole = format({ day: "numeric", month: "long", year: "numeric", weekday: "long" });
const near = format({ day: "numeric", month: "long", weekday: "long" });
const short = format({ day: "numeric", month: "long", weekday: "short" });
const dense = format({ day: "2-digit", month: "2-digit", year: "numeric" }, "tr-TR");
const weekday = format({ weekday: "long" });
const weekdayShort = format({ weekday: "short" });
const month = format({ month: "long", year: "numeric" });

let ahead = 0; // milliseconds that the office's clock is ahead of this computer's

/** Keep time with the office: its clock decides what is late, not this computer's. */
export function setClock(now: string) {
  ahead = Date.parse(now) - Date.now();
}

export function now() {
  return new Date(Date.now() + ahead);
}

/** The day of an instant in Istanbul, `2026-12-10`; today's without one. */
export function dayOf(instant: string | Date = now()) {
  return iso(new Date(instant));
}

/** The instant of a day at a time of the clock: `at("2026-12-10", "09:30")`. */
export function at(day: string, time: string) {
  return `${day}T${time}:00+03:00`;
}

/** A day so many days later. */
export function plusDays(day: string, days: number) {
  return iso(new Date(Date.parse(at(day, "12:00")) + days * DAY));
}

/** Whole days from one day to another. */
export function daysBetween(from: string, until: string) {
  return Math.round((Date.parse(at(until, "12:00")) - Date.parse(at(from, "12:00"))) / DAY);
}

/** The Monday of a day's week. */
export function mondayOf(day: string) {
  const noon = new Date(at(day, "12:00"));
  return plusDays(day, -((noon.getUTCDay() + 6) % 7));
}

/** `09.30` */
export function time(instant: string | Date) {
  return hours(new Date(instant)).replace(":", ".");
}

/** `09:30`, as fields of time want it. */
export function clockTime(instant: string | Date) {
  return hours(new Date(instant));
}

/** `09.30–11.00` */
export function range(from: string, until: string) {
  return `${time(from)}–${time(until)}`;
}

function noon(day: string) {
  return new Date(day.length > 10 ? day : at(day, "12:00"));
}

/** `10 Aralık Perşembe`, with the year when it is another. */
export function longDay(day: string) {
  const instant = noon(day);
  return dayOf(instant).slice(0, 4) === dayOf().slice(0, 4) ? near(instant) : whole(instant);
}

/** `10 Aralık 2026 Perşembe` */
export function fullDay(day: string) {
  return whole(noon(day));
}

/** `10 Aralık Per` in columns; with the year when it is another. */
export function shortDay(day: string) {
  const instant = noon(day);
  return dayOf(instant).slice(0, 4) === dayOf().slice(0, 4) ? short(instant) : dense(instant);
}

/** `10.12.2026` in dense lists. */
export function denseDay(day: string) {
  return dense(noon(day));
}

export function weekdayOf(day: string) {
  return weekday(noon(day));
}

export function shortWeekdayOf(day: string) {
  return weekdayShort(noon(day));
}

/** `Aralık 2026` */
export function monthOf(day: string) {
  return month(noon(day));
}

const NEAR = language === "tr" ? ["dün", "bugün", "yarın"] : ["yesterday", "today", "tomorrow"];

/** `bugün`, `yarın`, `dün`, else the day. */
export function nearDay(day: string) {
  const away = daysBetween(dayOf(), day.length > 10 ? dayOf(day) : day);
  return NEAR[away + 1] ?? shortDay(day);
}

/** `bugün 12.00`, `yarın 09.30`, `3 Kasım Salı 14.00` */
export function moment(instant: string | Date) {
  const day = dayOf(instant);
  return `${nearDay(day)} ${time(instant)}`;
}

/** `dün 16.40` in dense lists: `10.12.2026 16.40`. */
export function denseMoment(instant: string) {
  return `${denseDay(instant)} ${time(instant)}`;
}

/** `30 dk`, `1 sa 15 dk`, `3 gün` */
export function minutes(count: number) {
  if (count >= 2 * 24 * 60) return `${Math.floor(count / (24 * 60))} ${language === "tr" ? "gün" : "days"}`;
  const [hour, minute] = language === "tr" ? ["sa", "dk"] : ["h", "min"];
  const parts = [count >= 60 && `${Math.floor(count / 60)} ${hour}`, (count % 60 || count < 60) && `${count % 60} ${minute}`];
  return parts.filter(Boolean).join(" ");
}

export function minutesBetween(from: string | Date, until: string | Date) {
  return Math.round((+new Date(until) - +new Date(from)) / MINUTE);
}

export function plusMinutes(instant: string, count: number) {
  return new Date(Date.parse(instant) + count * MINUTE).toISOString();
}

type Endings = { ones: string[]; tens: string[] };

/** The case endings of a number, by the last one that is spoken: 0 to 9, and 0 to 50 by tens. */
const DATIVE: Endings = { ones: ["a", "e", "ye", "e", "e", "e", "ya", "ye", "e", "a"], tens: ["a", "a", "ye", "a", "a", "ye"] };
const LOCATIVE: Endings = { ones: ["da", "de", "de", "te", "te", "te", "da", "de", "de", "da"], tens: ["da", "da", "de", "da", "ta", "de"] };

/** A time with the ending of how it is read: 09.30 is «dokuz otuz»; the bare time in English. */
function inCase(instant: string | Date, { ones, tens }: Endings) {
  const text = time(instant);
  if (language === "en") return text;
  const [hour, minute] = text.split(".").map(Number) as [number, number];
  const spoken = minute || hour;
  return `${text}’${spoken % 10 ? ones[spoken % 10] : tens[spoken / 10]}`;
}

/** `12.00’ye`, `15.00’e`, `09.30’a`: until or to a time. */
export function toTime(instant: string | Date) {
  return inCase(instant, DATIVE);
}

/** `08.51’de`: at a time. */
export function atTime(instant: string | Date) {
  return inCase(instant, LOCATIVE);
}
