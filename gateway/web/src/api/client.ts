import createClient, { type Middleware } from "openapi-fetch";
import { language } from "../words";
import { offline, problemOf } from "./problem";
import type { components, paths } from "./types";

/** The views and commands of the API, by their names in its document: `Schema<"agenda.EntryView">`. */
export type Schema<Name extends keyof components["schemas"]> = components["schemas"][Name];

const WAITS = [300, 1200]; // milliseconds before each further try

const MOST_KEPT_ALIVE = 60_000; // bytes; a browser sends no more once its page is gone
const MOST_OF_LETTER = 3; // bytes

/** A request that is sent to its end although the page is closed meanwhile, if it writes. */
class Lasting extends Request {
  constructor(input: RequestInfo | URL, init?: RequestInit) {
    const size = typeof init?.body === "string" ? init.body.length * MOST_OF_LETTER : 0;
    super(input, { ...init, keepalive: init?.method !== "GET" && size < MOST_KEPT_ALIVE });
  }
}

/** Ask again when nobody answered: what is read harms nothing, and what is written carries its idempotency key. */
async function patient(request: Request) {
  for (let tries = 0; ; tries++) {
    try {
      return await fetch(request.clone());
    } catch (error) {
      const wait = WAITS[tries];
      if (request.signal.aborted || wait === undefined) throw request.signal.aborted ? error : offline();
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

let ended = () => {};

/** Have this called when the session is over while somebody works. */
export function whenEnded(act: () => void) {
  ended = act;
}

const manners: Middleware = {
  onRequest({ request }) {
    request.headers.set("Accept-Language", language);
    if (request.method !== "GET" && !request.headers.has("Idempotency-Key"))
      request.headers.set("Idempotency-Key", crypto.randomUUID());
  },
  async onResponse({ response, schemaPath }) {
    if (response.ok) return;
    if (response.status === 401 && schemaPath !== "/api/v1/session") ended();
    throw await problemOf(response);
  },
};

export const api = createClient<paths>({ fetch: patient, Request: Lasting, credentials: "same-origin" });
api.use(manners);

/** What an answer says; whatever went wrong is thrown as a `Problem`. */
export async function told<T>(asked: Promise<{ data?: T }>): Promise<T> {
  return (await asked).data as T;
}

/** The version of a thing that somebody saw when deciding about it. */
export function seen(thing: { version: number }) {
  return { "If-Match": `"${thing.version}"` };
}
