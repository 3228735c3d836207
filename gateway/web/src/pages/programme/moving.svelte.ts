/** An entry that is being moved, by pointer or by keys, and what its next place would mean. */
import { asProblem } from "../../api/problem";
import { plain } from "../../format";
import { at, dayOf, longDay, minutes, now, plusDays, range, time, toTime } from "../../time";
import { words } from "../../words";
import { move } from "./acts";
import { hour, midnight, minuteOf, nearest, obstacle, takenBy, takesTime, type Calendar, type Entry } from "./layout";

const DAY = 24 * 60;
const MINUTE = 60_000;

const say = words(
  {
    lifted: (what: string, length: string) => `${what}, ${length}: taşınıyor. Oklarla yer seçin, Enter bırakır, Esc vazgeçer.`,
    left: "Taşımadan vazgeçildi.", busy: "Bu saat dolu.", taken: (when: string, what: string) => `${when} arası dolu: ${what}.`,
    close: (gap: string) => `Programlar arasında en az ${gap} gerekir.`, way: (from: string, to: string, gap: string) => `${from} ile ${to} arasında ${gap} gerekir.`,
    earliest: (when: string) => `En erken ${when}.`, latest: (when: string) => `En yakın ${when}.`, none: "Bu günde uygun saat yok.", office: "Makam",
    heads: { refused: "Taşınamadı", overlap: "Bu saat dolu", close: "Programlar çok yakın", travel: "Yol süresi yetmiyor" },
  },
  {
    lifted: (what: string, length: string) => `${what}, ${length}: moving. Choose a place by the arrows, Enter drops, Esc cancels.`,
    left: "Not moved.", busy: "This time is taken.", taken: (when: string, what: string) => `${when} is taken: ${what}.`,
    close: (gap: string) => `At least ${gap} must lie between two entries.`, way: (from: string, to: string, gap: string) => `${gap} are needed between ${from} and ${to}.`,
    earliest: (when: string) => `Earliest ${when}.`, latest: (when: string) => `Nearest ${when}.`, none: "There is no suitable time on this day.", office: "the office",
    heads: { refused: "Not moved", overlap: "This time is taken", close: "Too close to another entry", travel: "Not enough time to travel" },
  },
);

interface Around {
  entries: Entry[];
  calendars: Calendar[];
  days: string[];
  first: number;
  last: number;
}

export class Moving {
  entry = $state.raw<Entry | null>(null);
  day = $state("");
  from = $state(0);
  dragged = $state(false);
  refusal = $state<string | null>(null);
  spoken = $state("");

  constructor(
    private readonly around: () => Around,
    private readonly changed: () => unknown,
  ) {}

  readonly calendar = $derived.by(() => this.around().calendars.find((one) => one.id === this.entry?.calendar_id));
  readonly length = $derived(this.entry ? minuteOf(this.entry.ends_at) - minuteOf(this.entry.starts_at) : 0);
  private readonly others = $derived.by(() => {
    const entry = this.entry;
    if (!entry) return [];
    const same = this.around().entries.filter((one) => one.calendar_id === entry.calendar_id && one.id !== entry.id && takesTime(one, now()));
    return same.map(takenBy).sort((one, other) => one.from - other.from);
  });
  private readonly wanted = $derived.by(() => {
    const from = this.entry ? midnight(this.day) + this.from : 0;
    return this.entry && { entry: this.entry, from, until: from + this.length };
  });
  readonly isBack = $derived(Boolean(this.wanted && this.wanted.from === minuteOf(this.entry!.starts_at)));
  readonly obstacle = $derived(this.wanted && !this.isBack ? obstacle(this.wanted, this.others, this.calendar?.rest_minutes ?? 0) : null);
  /** The nearest allowed beginning on the same day, in its minutes. */
  readonly offer = $derived.by(() => {
    if (!this.wanted || !this.obstacle) return null;
    const start = midnight(this.day);
    const near = this.others.filter((one) => one.until > start - DAY && one.from < start + 2 * DAY);
    const found = nearest(this.wanted, near, this.calendar?.rest_minutes ?? 0, start + this.around().first, start + this.around().last);
    return found === null ? null : found - start;
  });
  readonly heading = $derived(this.refusal ? say.heads.refused : this.obstacle ? say.heads[this.obstacle.kind] : null);
  /** Why it cannot be dropped here, and what is nearest. */
  readonly why = $derived.by(() => {
    if (this.refusal) return this.refusal;
    if (!this.obstacle) return null;
    const { kind, other, before, after, gap } = this.obstacle;
    const place = (one: typeof before) => plain(one.entry.place ?? this.calendar?.place ?? say.office);
    const reason = other.entry.kind === "busy" ? say.busy
      : kind === "overlap" ? say.taken(range(other.entry.starts_at, other.entry.ends_at), plain(other.entry.summary))
      : kind === "close" ? say.close(minutes(gap)) : say.way(place(before), place(after), minutes(gap));
    const next = this.offer === null ? say.none : (this.offer >= this.from ? say.earliest : say.latest)(hour(this.offer));
    return `${reason} ${next}`;
  });
  readonly offered = $derived(this.offer === null ? null : toTime(at(this.day, hour(this.offer, ":"))));

  lift(entry: Entry, dragged = false) {
    this.entry = entry;
    this.day = dayOf(entry.starts_at);
    this.from = minuteOf(entry.starts_at) - midnight(this.day);
    this.dragged = dragged;
    this.refusal = null;
    this.spoken = say.lifted(plain(entry.summary), minutes(this.length));
  }

  /** Hold it over another time. */
  hold(day: string, from: number) {
    const { first, last, days } = this.around();
    from = Math.min(Math.max(from, Math.min(first, last - this.length)), Math.max(first, last - this.length));
    if (!days.includes(day) || (day === this.day && from === this.from)) return;
    this.day = day;
    this.from = from;
    this.refusal = null;
    this.spoken = [`${longDay(day)} ${hour(from)}.`, this.why].filter(Boolean).join(" ");
  }

  step(minute: number, days = 0) {
    this.hold(days ? plusDays(this.day, days) : this.day, this.from + minute);
  }

  takeOffer() {
    if (this.offer === null) return;
    this.hold(this.day, this.offer);
    return this.drop();
  }

  /** Put it down; where something stands in the way nothing happens, and the nearest time stays offered. */
  async drop() {
    const entry = this.entry;
    this.dragged = false;
    if (!entry || this.obstacle) return;
    if (this.isBack) return this.leave();
    const starts = midnight(this.day) + this.from;
    const times = { starts_at: new Date(starts * MINUTE).toISOString(), ends_at: new Date((starts + this.length) * MINUTE).toISOString() };
    try {
      await move(entry, times, this.changed);
      this.spoken = `${longDay(this.day)} ${time(times.starts_at)}.`;
      this.entry = null;
    } catch (thrown) {
      this.spoken = this.refusal = asProblem(thrown).detail;
      await this.changed();
      if (this.entry === entry) this.entry = this.around().entries.find((one) => one.id === entry.id) ?? null; // as it is now
    }
  }

  leave() {
    if (this.entry && !this.isBack) this.spoken = say.left;
    this.entry = null;
    this.dragged = false;
    this.refusal = null;
  }
}

