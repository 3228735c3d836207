/** Days and hours as the office writes them, always those of Istanbul. */
import { language } from "./words";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const AHEAD_OF_UTC = 3 * 60 * MINUTE;

/** Months and days of the week. Written down, since `Intl` takes longer to make a format than a page to be drawn. */
export const NAMES = {
  tr: {
    months: ["Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık"],
    weekdays: ["Pazar", "Pazartesi", "Salı", "Çarşamba", "Perşembe", "Cuma", "Cumartesi"],
    short: ["Paz", "Pzt", "Sal", "Çar", "Per", "Cum", "Cmt"],
  },
  en: {
    months: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
    weekdays: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
    short: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
  },
};

/** An instant as Istanbul's clocks show it, `2026-12-10T09:30…`. Turkey keeps +03:00 all year (since 2016). */
function local(instant: Date) {
  return new Date(instant.getTime() + AHEAD_OF_UTC).toISOString();
}

const iso = (instant: Date) => local(instant).slice(0, 10);
const hours = (instant: Date) => local(instant).slice(11, 16);

/** A day's parts in words. */
function named(instant: Date) {
  const [year, month, date] = iso(instant).split("-") as [string, string, string];
  const { months, weekdays, short } = NAMES[language];
  const weekday = new Date(`${year}-${month}-${date}`).getUTCDay();
  return { year, date: String(Number(date)), month: months[Number(month) - 1]!, weekday: weekdays[weekday]!, short: short[weekday]! };
}

/** The weekday stands last in Turkish, and first in English. */
function withWeekday(weekday: string, ...day: string[]) {
  return (language === "tr" ? [...day, weekday] : [weekday, ...day]).join(" ");
}

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
  const { date, month, weekday } = named(noon(day));
  return ofThisYear(day) ? withWeekday(weekday, date, month) : fullDay(day);
}

/** `10 Aralık 2026 Perşembe` */
export function fullDay(day: string) {
  const { year, date, month, weekday } = named(noon(day));
  return withWeekday(weekday, date, month, year);
}

/** `10 Aralık Per` in columns; with the year when it is another. */
export function shortDay(day: string) {
  const { date, month, short } = named(noon(day));
  return ofThisYear(day) ? withWeekday(short, date, month) : denseDay(day);
}

function ofThisYear(day: string) {
  return iso(noon(day)).slice(0, 4) === dayOf().slice(0, 4);
}

/** `10.12.2026` in dense lists. */
export function denseDay(day: string) {
  return iso(noon(day)).split("-").reverse().join(".");
}

/** `7–11 Aralık`, `30 Kasım – 4 Aralık` */
export function spanOfDays(first: string, last: string) {
  const [from, until] = [named(noon(first)), named(noon(last))];
  const end = `${until.date} ${until.month}`;
  return from.month === until.month ? `${from.date}–${end}` : `${from.date} ${from.month} – ${end}`;
}

export function weekdayOf(day: string) {
  return named(noon(day)).weekday;
}

export function shortWeekdayOf(day: string) {
  return named(noon(day)).short;
}

/** `Aralık 2026` */
export function monthOf(day: string) {
  const { month, year } = named(noon(day));
  return `${month} ${year}`;
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
