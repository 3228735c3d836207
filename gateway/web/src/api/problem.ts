import { language } from "../words";

/** What is wrong in a line of a file. */
export interface Fault {
  line: number;
  column: string | null;
  detail: string;
}

/** What came back instead of an answer (RFC 9457), or why nothing came. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly fields: Record<string, string> = {},
    readonly requestId: string | null = null,
    readonly retryAfter: number | null = null,
    readonly lines: Fault[] = [],
    /** What else the service says about a refusal, such as the records that are missing. */
    readonly more: Record<string, unknown> = {},
  ) {
    super(detail);
  }

  /** Nobody answered at all: the line is down, not the office. */
  get offline() {
    return this.status === 0;
  }

  /** Somebody was faster, and changed the thing since it was read. */
  get stale() {
    return this.status === 412;
  }

  get missing() {
    return this.status === 404 || this.status === 403;
  }
}

const OFFLINE = {
  tr: "Bağlantı yok. Yazdıklarınız bu bilgisayarda duruyor; bağlanınca yeniden deneyin.",
  en: "There is no connection. What you wrote is kept on this computer; try again once you are connected.",
};
const BROKEN = {
  tr: "Yapılamadı. Yazdıklarınız duruyor; yeniden deneyin ya da numarayla Bilgi İşleme bildirin.",
  en: "It could not be done. What you wrote is kept; try again, or tell IT the number.",
};

export function offline() {
  return new Problem(0, "offline", OFFLINE[language]);
}

/** What an answer that is none says. */
export async function problemOf(response: Response) {
  const told = await response.json().catch(() => ({}));
  const fields: Record<string, string> = {};
  for (const one of told.errors ?? []) fields[one.pointer] = one.detail ?? one.reason;
  const after = Number(response.headers.get("Retry-After")) || null;
  const words = told.detail || told.title || BROKEN[language];
  return new Problem(response.status, told.code ?? "unknown", words, fields, told.request_id ?? null, after, told.lines ?? [], told);
}

/** Any thrown thing as something that can be told to a person. */
export function asProblem(thrown: unknown) {
  if (thrown instanceof Problem) return thrown;
  console.error(thrown);
  return new Problem(500, "client.failed", BROKEN[language]);
}
