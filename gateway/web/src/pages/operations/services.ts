/** The gateway and the five services, and how each is asked about itself. */
import { api, told, type Schema } from "../../api/client";
import { asProblem, type Problem } from "../../api/problem";
import { words } from "../../words";

export type Health = Schema<"agenda.HealthView">;
export type Parked = Schema<"agenda.ParkedLine">;

export const NAMES = words(
  { gateway: "Geçit", agenda: "Ajanda", visitors: "Kabul", requests: "Talepler", protocol: "Protokol", documents: "Evrak" },
  { gateway: "Gateway", agenda: "Agenda", visitors: "Reception", requests: "Requests", protocol: "Protocol", documents: "Papers" },
);
export type Service = keyof typeof NAMES;
export const SERVICES = Object.keys(NAMES) as Service[];

type Path<End extends string> = `/api/v1/operations/agenda/${End}`;

/** An operator's address at a service. All services have the same desk, so their types are those of one. */
export function desk<End extends string>(service: Service, end: End) {
  return `/api/v1/operations/${service}/${end}` as Path<End>;
}

/** What each service answers, or why it did not. */
export async function askAll<T>(ask: (service: Service) => Promise<T>) {
  const answers = await Promise.all(SERVICES.map((service) => ask(service).catch(asProblem)));
  return new Map(SERVICES.map((service, n) => [service, answers[n]!])) as Map<Service, T | Problem>;
}

export function health(service: Service): Promise<Health> {
  return told(api.GET(desk(service, "health")));
}

/** How the gateway sees each service; nothing where it does not say. */
export async function readiness(): Promise<Partial<Record<Service, string>>> {
  const answer = await fetch("/readyz").then((response) => response.json()).catch(() => ({}));
  return answer.services ?? {};
}
