/** What the parts of the pages about absences and deputising share. */
import { api, told, type Schema } from "../../api/client";
import { plain } from "../../format";
import { session } from "../../session.svelte";
import { dayOf, daysBetween, longDay, minutes, minutesBetween, range, shortDay, time } from "../../time";
import { town } from "../../town.svelte";
import { words } from "../../words";
import { all, AT_ONCE } from "../town/asking";

export type Absence = Schema<"agenda.AbsenceView">;
export type Deputising = Schema<"agenda.DeputisingView">;
export type Kind = Exclude<Absence["kind"], "absent">;

export const KINDS: Kind[] = ["annual_leave", "sick_leave", "duty_travel", "course", "other"];

export const kindNames = words(
  { annual_leave: "Yıllık izin", sick_leave: "Rapor", duty_travel: "Görev seyahati", course: "Kurs, eğitim", other: "Diğer", absent: "İzinli" },
  { annual_leave: "Annual leave", sick_leave: "Sick leave", duty_travel: "Journey on duty", course: "Course", other: "Other", absent: "Away" },
);
const say = words({ unknown: "Rehberde olmayan kişi", days: (n: number) => `${n} takvim günü` }, { unknown: "Somebody not in the directory", days: (n: number) => `${n} calendar days` });

/** The deputisings that are not over, all of them: an office has as many as people who are away. */
export function openDeputisings() {
  return all((cursor) => told(api.GET("/api/v1/deputisings", { params: { query: { open: true, limit: AT_ONCE, cursor } } })));
}

/** Who it is, by name. */
export function nameOf(personId: string) {
  return plain(town.person(personId)) || say.unknown;
}

/** The posts that somebody holds today, as lists name them. */
export function postsOf(personId: string) {
  return plain(town.people.find((person) => person.id === personId)?.posts.map((post) => post.title).join(", ") ?? "");
}

export function rolesOf(personId: string) {
  return town.people.find((person) => person.id === personId)?.posts.flatMap((post) => post.roles) ?? [];
}

/** `14 Aralık Pzt 09.00 – 18 Aralık Cum 17.00`; the day once where it is the same. */
export function span(one: { from_at: string; until_at: string }) {
  if (dayOf(one.from_at) === dayOf(one.until_at)) return `${longDay(one.from_at)} ${range(one.from_at, one.until_at)}`;
  return `${shortDay(one.from_at)} ${time(one.from_at)} – ${shortDay(one.until_at)} ${time(one.until_at)}`;
}

/** `5 takvim günü`, of which the last may be begun only; hours within one day. */
export function lengthOf(one: { from_at: string; until_at: string }) {
  const days = daysBetween(dayOf(one.from_at), dayOf(one.until_at));
  return days ? say.days(days + 1) : minutes(minutesBetween(one.from_at, one.until_at));
}

/** Whether something may still come of an absence. */
export function isOpen(absence: Absence) {
  return ["planned", "approved", "begun"].includes(absence.status);
}

/** Whether somebody stands in, or is to. */
export function counts(deputising: Deputising) {
  return deputising.status !== "cancelled";
}

/** The parts of an absence still to come, from this instant on, for which nobody stands in or is proposed. */
export function gaps(absence: Absence, deputisings: Deputising[], from: Date) {
  const found: { from_at: string; until_at: string }[] = [];
  let reached = Math.max(Date.parse(absence.from_at), +from);
  for (const one of deputisings.filter(counts).sort((a, b) => Date.parse(a.from_at) - Date.parse(b.from_at))) {
    if (Date.parse(one.from_at) > reached) found.push({ from_at: new Date(reached).toISOString(), until_at: one.from_at });
    reached = Math.max(reached, Date.parse(one.until_at));
  }
  if (reached < Date.parse(absence.until_at)) found.push({ from_at: new Date(reached).toISOString(), until_at: absence.until_at });
  return found;
}

/** Whether the office of the mayor writes absences of others here. */
export function isOffice() {
  return session.is("director", "secretary");
}

/** Whether whoever works here is this person, or stands in for them. */
export function isBehind(personId: string) {
  return session.me!.id === personId || session.me!.acting_for.some((person) => person.id === personId);
}

const MAYOR_DECIDES = ["mayor", "deputy", "director", "unit_director"];

/** Whether the mayor alone grants who stands in for this person. */
export function mayorGrants(personId: string) {
  return rolesOf(personId).some((role) => MAYOR_DECIDES.includes(role));
}
