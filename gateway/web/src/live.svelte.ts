import { session } from "./session.svelte";
import { now } from "./time";

const QUIET_MS = 25_000; // the stream says every 10 s that it lives
const GATHER_MS = 150;

/** What becomes of a live page's line: `live`, or the time since when nothing was heard. */
export class Live {
  heard = $state.raw<Date | null>(null);
  live = $state(false);
}

/** The stream of whatever changes anywhere, as far as they may read it. */
export function stream() {
  if (session.may("gateway", "today.read")) return "/api/v1/today/stream";
  return session.may("gateway", "follow_up.read") ? "/api/v1/follow-up/stream" : null;
}

/** Hear of changes by server-sent events while a component stands; changes close to one another are told once. */
export function live(address: () => string | null, news: () => void) {
  const line = new Live();
  $effect(() => {
    const url = address();
    if (!url) return;
    const source = new EventSource(url);
    let quiet = 0;
    let gathering = 0;
    const hear = () => {
      line.heard = now();
      line.live = true;
      clearTimeout(quiet);
      quiet = setTimeout(() => (line.live = false), QUIET_MS);
    };
    const change = () => {
      hear();
      clearTimeout(gathering);
      gathering = setTimeout(news, GATHER_MS);
    };
    source.onopen = hear;
    source.addEventListener("beat", hear);
    source.addEventListener("change", change);
    source.addEventListener("reset", change);
    source.addEventListener("end", () => {
      source.close();
      line.live = false;
      session.find();
    });
    source.onerror = () => (line.live = false);
    return () => {
      source.close();
      clearTimeout(quiet);
      clearTimeout(gathering);
    };
  });
  return line;
}
