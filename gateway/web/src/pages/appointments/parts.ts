/** What the parts of the page about appointments share. */
import type { Schema } from "../../api/client";
import { at, clockTime, dayOf, daysBetween, minutes, minutesBetween } from "../../time";
import { words } from "../../words";

export type Appointment = Schema<"agenda.AppointmentView">;
export type File = Schema<"agenda.AppointmentFile">;
export type Calendar = Schema<"agenda.CalendarView">;
export type Status = Appointment["status"];
export type Slot = Schema<"agenda.SlotView">;
export interface Span extends Slot {
  calendar_id: string;
  outside_hours?: boolean; // it is meant, though the calendar offers none then
}
/** A time that may be given, and why it is offered. */
export interface Offer extends Span {
  why: string;
}

export const STATUSES: Status[] = ["received", "weighed", "waiting", "proposed", "expired", "scheduled", "held", "no_show", "referred", "declined", "withdrawn"];
const PENDING: Status[] = ["received", "weighed", "waiting"];
const UNDECIDED: Status[] = [...PENDING, "proposed"];

/** Which acts a request is open for. */
const OPEN_FOR = {
  schedule: UNDECIDED,
  propose: PENDING,
  refer: UNDECIDED,
  wait: ["received", "weighed"],
  decline: UNDECIDED,
  weigh: ["waiting", "proposed", "expired"],
  answer: ["proposed"],
  withdraw: [...UNDECIDED, "scheduled", "referred"],
  given: ["scheduled"],
} satisfies Record<string, Status[]>;
export type Act = keyof typeof OPEN_FOR;

/** With a deputy who has yet to find a time it goes on like one that was just received. */
export function openFor(act: Act, one: Appointment) {
  return (OPEN_FOR[act] as Status[]).includes(isHandedOver(one) ? "received" : one.status);
}

/** Whether it was referred to a deputy who has yet to find a time. */
export function isHandedOver(one: Appointment) {
  return one.status === "referred" && !one.starts_at && !one.unit_id;
}

/** Whether it waits for a time. */
export function isPending(one: Appointment) {
  return PENDING.includes(one.status) || isHandedOver(one);
}

/** Whether a list is of what is to come, where the oldest is first; of what is over the newest is. */
export function isAhead(filter: string) {
  return ["open", "expired", "scheduled", ...UNDECIDED].includes(filter);
}

/** Whether a time lies in the calendar's working hours of that day; of holidays the calendar knows nothing. */
export function isInHours(calendar: Calendar, span: Span) {
  const [day, from, until] = [dayOf(span.starts_at), clockTime(span.starts_at), clockTime(span.ends_at)];
  return dayOf(span.ends_at) === day && hoursOn(calendar, day).some((hours) => hours.starts <= from && until <= hours.ends);
}

export function hoursOn(calendar: Calendar, day: string) {
  const weekday = new Date(at(day, "12:00")).getUTCDay() || SUNDAY;
  return calendar.hours.filter((hours) => hours.weekday === weekday);
}
const SUNDAY = 7;

/** Who asks, as lists name them: `Şükrü İNCE, Akçınarspor`. */
export function who(one: { name: string; institution?: string | null }) {
  return [one.name, one.institution].filter(Boolean).join(", ");
}

export function sameSpan(one: Span, other: Span) {
  return one.calendar_id === other.calendar_id && Date.parse(one.starts_at) === Date.parse(other.starts_at);
}

/** The others in a list that wait for the same time of the same calendar. */
export function rivalsOf(one: Appointment, all: Appointment[]) {
  const since = Date.parse(one.preferred_at ?? "");
  if (!isPending(one) || Number.isNaN(since)) return [];
  return all.filter((other) => {
    const from = Date.parse(other.preferred_at ?? "");
    const near = from < since + one.minutes * MINUTE && since < from + other.minutes * MINUTE;
    return near && other.id !== one.id && other.calendar_id === one.calendar_id && isPending(other);
  });
}

const say = words(
  {
    wanted: "İstenen saat", first: "İlk boş saat", ofDay: "O günün ilk boş saati", later: (far: string) => `istenenden ${far} sonra`, sooner: (far: string) => `istenenden ${far} önce`,
    days: (n: number) => `${n} gün`, sameHour: "aynı saatte", roomBefore: "öncesi de boş", roomAfter: "sonrası da boş",
  },
  {
    wanted: "The wanted time", first: "The first free time", ofDay: "The first free time of that day", later: (far: string) => `${far} later than wanted`, sooner: (far: string) => `${far} earlier than wanted`,
    days: (n: number) => `${n} d`, sameHour: "at the same hour", roomBefore: "free before, too", roomAfter: "free afterwards, too",
  },
);
const MINUTE = 60_000;
const MOST = 3;
const HOUR_OF_DAY = 24 * 60 * MINUTE;
const DAY_COUNTS = 240; // minutes by which another day is farther than another hour of the wanted one

/** Up to three free times that differ: the wanted one or those near it, else the first of the next days. */
export function best(free: Slot[], calendar_id: string, wanted: string | null): Offer[] {
  const perDay = wanted ? 2 : 1;
  const near = wanted ? free.toSorted((one, other) => distance(one, wanted) - distance(other, wanted)) : free;
  const found: Slot[] = [];
  for (const slot of near) {
    const sameDay = found.filter((other) => dayOf(other.starts_at) === dayOf(slot.starts_at));
    const apart = found.every((other) => slot.ends_at <= other.starts_at || other.ends_at <= slot.starts_at);
    if (apart && sameDay.length < perDay) found.push(slot);
    if (found.length === MOST) break;
  }
  return found.map((slot, n) => ({ ...slot, calendar_id, why: why(slot, free, wanted, n === 0) }));
}

function distance(slot: Slot, wanted: string) {
  const days = Math.abs(daysBetween(dayOf(wanted), dayOf(slot.starts_at)));
  const apart = Math.abs(Date.parse(slot.starts_at) - Date.parse(wanted));
  return days * DAY_COUNTS + Math.abs(apart - days * HOUR_OF_DAY) / MINUTE;
}

function why(slot: Slot, free: Slot[], wanted: string | null, first: boolean) {
  const parts = [wanted ? far(slot, wanted) : first ? say.first : say.ofDay];
  const length = minutesBetween(slot.starts_at, slot.ends_at);
  const starts = new Set(free.map((other) => Date.parse(other.starts_at)));
  if (starts.has(Date.parse(slot.starts_at) - length * MINUTE)) parts.push(say.roomBefore);
  else if (starts.has(Date.parse(slot.ends_at))) parts.push(say.roomAfter);
  const text = parts.filter(Boolean).join(", ");
  return text.charAt(0).toLocaleUpperCase("tr") + text.slice(1);
}

function far(slot: Slot, wanted: string) {
  const apart = minutesBetween(wanted, slot.starts_at);
  if (!apart) return say.wanted;
  const days = daysBetween(dayOf(wanted), dayOf(slot.starts_at));
  const text = days ? say.days(Math.abs(days)) : minutes(Math.abs(apart));
  const told = apart > 0 ? say.later(text) : say.sooner(text);
  return days && apart % (24 * 60) === 0 ? `${told}, ${say.sameHour}` : told;
}
