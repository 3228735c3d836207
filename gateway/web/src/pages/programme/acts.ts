/** What is asked of the agenda for the programme. */
import { api, seen, told, type Schema } from "../../api/client";
import { moment } from "../../time";
import { toast } from "../../toast.svelte";
import { words } from "../../words";
import type { Calendar, Entry } from "./layout";

const AT_ONCE = 100;

const say = words(
  { moved: (when: string) => `Kalem taşındı: ${when}.` },
  { moved: (when: string) => `The entry was moved: ${when}.` },
);

type Page<T> = { items: T[]; next_cursor: string | null };

async function all<T>(page: (cursor: string | undefined) => Promise<Page<T>>) {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const one = await page(cursor);
    items.push(...one.items);
    cursor = one.next_cursor ?? undefined;
  } while (cursor);
  return items;
}

export function calendars(): Promise<Calendar[]> {
  return all((cursor) => told(api.GET("/api/v1/calendars", { params: { query: { cursor, limit: AT_ONCE } } })));
}

/** All entries that have a part in these days. */
export function entriesOf(from_on: string, until_on: string): Promise<Entry[]> {
  return all((cursor) => told(api.GET("/api/v1/entries", { params: { query: { from_on, until_on, cursor, limit: AT_ONCE } } })));
}

export type Times = { starts_at: string; ends_at: string; reason?: string | null; override_reason?: string | null };

function setTime(entry: { id: string; version: number }, body: Times) {
  return told(api.PUT("/api/v1/entries/{entry_id}/time", { params: { path: { entry_id: entry.id }, header: seen(entry) }, body }));
}

/** Give an entry another time, say so, and offer the way back; `changed` reads anew what is shown. */
export async function move(entry: Entry, times: Times, changed: () => unknown) {
  const moved = await setTime(entry, times);
  toast.say(say.moved(moment(moved.starts_at)), async () => {
    await setTime(moved, { starts_at: entry.starts_at, ends_at: entry.ends_at }).finally(changed);
  });
  await changed();
}

/** What somebody wants a time for. */
export interface Wish {
  minutes: number;
  place: string | null;
  travel_minutes: number;
  preparation_minutes: number;
  moves?: string; // the entry that is to be moved, whose own time counts as free
}

export type Slot = Schema<"agenda.SlotView">;

export async function freeSlots(calendar_id: string, from_on: string, until_on: string, wish: Wish, limit = 200): Promise<Slot[]> {
  const query = { from_on, until_on, ...wish, place: wish.place ?? undefined, limit };
  return (await told(api.GET("/api/v1/calendars/{calendar_id}/free-slots", { params: { path: { calendar_id }, query } }))).items;
}
