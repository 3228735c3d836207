/** Where entries stand in the columns of a week, and what stands in whose way. Nothing but arithmetic, by the same rules
 * as the agenda books; minutes are counted from 1970, and those of a day from its midnight in Istanbul. */
import type { Schema } from "../../api/client";
import { folded } from "../../format";
import { at } from "../../time";

export type Entry = Schema<"agenda.EntryLine">;
export type Calendar = Schema<"agenda.CalendarView">;

const DAY = 24 * 60;
const STEP = 5;
const LEAST = 15; // minutes that a block is drawn high, however short

/** A time of a calendar that is taken or wanted: as much of an entry as the rules look at. */
export interface Taken {
  entry: Entry;
  from: number;
  until: number;
}

/** An entry in a lane; of several at once each has its column. */
export interface Block {
  entry: Entry;
  from: number;
  until: number;
  column: number;
  columns: number;
}

/** What belongs to an entry before and after it. */
export interface Way {
  block: Block;
  from: number;
  until: number;
  travel: number;
  preparation: number;
}

/** One calendar's day, by time. */
export interface Lane {
  blocks: Block[];
  ways: Way[];
}

export const NO_LANE: Lane = { blocks: [], ways: [] };

export function minuteOf(instant: string) {
  return Date.parse(instant) / 60_000;
}

export function midnight(day: string) {
  return minuteOf(at(day, "00:00"));
}

/** `09.30`, of the minutes of a day. */
export function hour(minute: number, sign = ".") {
  return `${String(Math.floor(minute / 60) % 24).padStart(2, "0")}${sign}${String(Math.floor(minute) % 60).padStart(2, "0")}`;
}

export function laneOf(day: string, calendar: string) {
  return `${day}/${calendar}`;
}

/** Whether an entry occupies its time: what is cancelled does not, nor what was held for a proposal that is over. */
export function takesTime(entry: Entry, now: Date) {
  const over = entry.status === "tentative" && entry.held_until && new Date(entry.held_until) <= now;
  return entry.status !== "cancelled" && !over;
}

export function takenBy(entry: Entry): Taken {
  return { entry, from: minuteOf(entry.starts_at), until: minuteOf(entry.ends_at) };
}

/** The lanes of these days, which follow one another. */
export function arranged(entries: Entry[], days: string[], now: Date) {
  const lanes = new Map<string, Lane>();
  const first = midnight(days[0]!);
  const lane = (place: number, calendar: string) => {
    const key = laneOf(days[place]!, calendar);
    if (!lanes.has(key)) lanes.set(key, { blocks: [], ways: [] });
    return lanes.get(key)!;
  };
  const taken = entries.filter((entry) => takesTime(entry, now)).map(takenBy).sort((one, other) => one.from - other.from || one.until - other.until);
  for (const [calendar, spans] of Map.groupBy(taken, ({ entry }) => entry.calendar_id)) {
    for (const [place, { entry, from, until }] of spans.entries()) {
      const opening = Math.max(0, Math.floor((from - first) / DAY));
      const closing = Math.min(days.length - 1, Math.floor((until - 1 - first) / DAY));
      for (let day = opening; day <= closing; day++) {
        const start = first + day * DAY;
        const block = { entry, from: Math.max(from - start, 0), until: Math.min(until - start, DAY), column: 0, columns: 1 };
        const { blocks, ways } = lane(day, calendar);
        blocks.push(block);
        const { travel_minutes, preparation_minutes: preparation } = entry;
        const travel = isSamePlace(spans[place - 1]?.entry, entry) ? 0 : travel_minutes;
        if (from >= start && travel + preparation) ways.push({ block, from: Math.max(block.from - travel - preparation, 0), until: block.from, travel, preparation });
        if (until <= start + DAY && travel_minutes && !isSamePlace(entry, spans[place + 1]?.entry))
          ways.push({ block, from: block.until, until: Math.min(block.until + travel_minutes, DAY), travel: travel_minutes, preparation: 0 });
      }
    }
  }
  for (const { blocks } of lanes.values()) spread(blocks);
  return lanes;
}

/** Give those that are at the same time a column each. They come by their beginning, and are swept once. */
function spread(blocks: Block[]) {
  const end = (block: Block) => Math.max(block.until, block.from + LEAST);
  const leaving = blocks.toSorted((one, other) => end(one) - end(other));
  let gone = 0;
  let free: number[] = [];
  let group: Block[] = [];
  let width = 0;
  const close = () => {
    for (const block of group) block.columns = width;
    [group, free, width] = [[], [], 0];
  };
  for (const block of blocks) {
    while (end(leaving[gone]!) <= block.from) free.push(leaving[gone++]!.column);
    if (free.length === width) close();
    block.column = free.pop() ?? width++;
    group.push(block);
  }
  close();
}

/** What stands in the way of a wanted time. */
export interface Obstacle {
  kind: "overlap" | "close" | "travel";
  other: Taken;
  before: Taken;
  after: Taken;
  gap: number;
  hit: [from: number, until: number];
}

/** The first of these, which come by their beginning, that stands in the way. */
export function obstacle(wanted: Taken, others: Taken[], rest: number): Obstacle | null {
  for (const other of others) {
    const [before, after] = inOrder(wanted, other);
    const gap = needed(before, after, rest);
    if (before.until + gap <= after.from) continue;
    if (before.until > after.from) return { kind: "overlap", other, before, after, gap, hit: [after.from, Math.min(before.until, after.until)] };
    return { kind: wayBetween(before, after) ? "travel" : "close", other, before, after, gap, hit: [before.until, before.until + gap] };
  }
  return null;
}

/** The nearest beginning between two minutes at which nothing stands in the way; null when there is none. */
export function nearest(wanted: Taken, others: Taken[], rest: number, earliest: number, latest: number) {
  const length = wanted.until - wanted.from;
  const starts = others.flatMap((other) => [
    Math.ceil((other.until + needed(other, wanted, rest)) / STEP) * STEP,
    Math.floor((other.from - needed(wanted, other, rest) - length) / STEP) * STEP,
  ]);
  return starts
    .filter((from) => from >= earliest && from + length <= latest)
    .sort((one, other) => Math.abs(one - wanted.from) - Math.abs(other - wanted.from))
    .find((from) => !obstacle({ ...wanted, from, until: from + length }, others, rest)) ?? null;
}

function inOrder(one: Taken, other: Taken): [Taken, Taken] {
  return one.from < other.from || (one.from === other.from && one.until <= other.until) ? [one, other] : [other, one];
}

/** The minutes that must lie between two: on the way and in preparation one has one's rest. */
function needed(before: Taken, after: Taken, rest: number) {
  return Math.max(rest, wayBetween(before, after) + after.entry.preparation_minutes);
}

function wayBetween(before: Taken, after: Taken) {
  return isSamePlace(before.entry, after.entry) ? 0 : before.entry.travel_minutes + after.entry.travel_minutes;
}

function isSamePlace(one: Entry | undefined, other: Entry | undefined) {
  return Boolean(one?.place && other?.place) && folded(one!.place!) === folded(other!.place!);
}
