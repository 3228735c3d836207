/** Every page: where it is, what it is called, who may open it, and where it stands in the navigation. */
import type { Component } from "svelte";
import Bell from "@lucide/svelte/icons/list-checks";
import Building from "@lucide/svelte/icons/building-2";
import CalendarDays from "@lucide/svelte/icons/calendar-days";
import FilePen from "@lucide/svelte/icons/file-pen-line";
import Flower from "@lucide/svelte/icons/flower-2";
import Gauge from "@lucide/svelte/icons/gauge";
import ListTodo from "@lucide/svelte/icons/list-todo";
import Inbox from "@lucide/svelte/icons/inbox";
import Landmark from "@lucide/svelte/icons/landmark";
import MailOpen from "@lucide/svelte/icons/mail-open";
import Megaphone from "@lucide/svelte/icons/megaphone";
import MessageSquare from "@lucide/svelte/icons/message-square-text";
import Pen from "@lucide/svelte/icons/pen-line";
import Phone from "@lucide/svelte/icons/phone";
import PhoneOutgoing from "@lucide/svelte/icons/phone-outgoing";
import Plus from "@lucide/svelte/icons/square-pen";
import Sun from "@lucide/svelte/icons/sun";
import Ticket from "@lucide/svelte/icons/ticket";
import UserCheck from "@lucide/svelte/icons/user-check";
import Visitors from "@lucide/svelte/icons/users-round";
import Wallet from "@lucide/svelte/icons/wallet";
import { words } from "./words";

const say = words(
  {
    today: "Günüm", sign: "Onay", followUp: "Takip", programme: "Program", appointments: "Randevu", calls: "Telefonlar", absences: "Vekâlet",
    intake: "Yeni talep", requests: "Talepler", confirmations: "Teyitler", publicDays: "Halk günü", visits: "Ziyaretler",
    ceremonies: "Törenler", ceremonyTasks: "Tören işleri", invitations: "Davetler", courtesies: "Nezaket", papers: "Evrak",
    instructions: "Talimatlar", expenses: "Giderler", town: "Kurum", state: "Durum",
    groups: { day: "", agenda: "Ajanda", citizens: "Vatandaş", protocol: "Protokol", papers: "Evrak", site: "Yönetim" },
  },
  {
    today: "My day", sign: "To sign", followUp: "Follow-up", programme: "Programme", appointments: "Appointments", calls: "Calls", absences: "Deputising",
    intake: "New request", requests: "Requests", confirmations: "Confirmations", publicDays: "Public day", visits: "Visits",
    ceremonies: "Ceremonies", ceremonyTasks: "Work for ceremonies", invitations: "Invitations", courtesies: "Courtesies", papers: "Papers",
    instructions: "Instructions", expenses: "Expenses", town: "Organisation", state: "State",
    groups: { day: "", agenda: "Agenda", citizens: "Citizens", protocol: "Protocol", papers: "Papers", site: "Administration" },
  },
);

export const GROUPS = say.groups as Record<string, string>;

type Load = () => Promise<{ default: Component<any> }>;

export interface PageRoute {
  path: string;
  may: readonly [service: string, ...oneOf: string[]] | null;
  load: Load;
  nav?: { name: string; icon: Component<any>; group: string; keys?: string };
}

export const ROUTES: PageRoute[] = [
  { path: "/gunum", may: ["gateway", "today.read"], load: () => import("./pages/day/Day.svelte"),
    nav: { name: say.today, icon: Sun, group: "day", keys: "G B" } },
  { path: "/onay", may: ["documents", "paper.sign"], load: () => import("./pages/sign/Sign.svelte"),
    nav: { name: say.sign, icon: Pen, group: "day", keys: "G O" } },
  { path: "/takip", may: ["gateway", "follow_up.read"], load: () => import("./pages/follow_up/FollowUp.svelte"),
    nav: { name: say.followUp, icon: Bell, group: "day", keys: "G K" } },
  { path: "/program", may: ["agenda", "entry.read"], load: () => import("./pages/programme/Programme.svelte"),
    nav: { name: say.programme, icon: CalendarDays, group: "agenda", keys: "G P" } },
  { path: "/program/gun", may: ["agenda", "entry.read"], load: () => import("./pages/programme/Sheet.svelte") },
  { path: "/randevular", may: ["agenda", "appointment.read"], load: () => import("./pages/appointments/Appointments.svelte"),
    nav: { name: say.appointments, icon: Inbox, group: "agenda", keys: "G R" } },
  { path: "/randevular/:id", may: ["agenda", "appointment.read"], load: () => import("./pages/appointments/Appointments.svelte") },
  { path: "/telefonlar", may: ["agenda", "call.read"], load: () => import("./pages/calls/Calls.svelte"),
    nav: { name: say.calls, icon: Phone, group: "agenda", keys: "G F" } },
  { path: "/vekalet", may: ["agenda", "absence.read"], load: () => import("./pages/absences/Absences.svelte"),
    nav: { name: say.absences, icon: UserCheck, group: "agenda", keys: "G V" } },
  { path: "/vekalet/:id", may: ["agenda", "absence.read"], load: () => import("./pages/absences/Absence.svelte") },
  { path: "/talepler/yeni", may: ["requests", "request.register"], load: () => import("./pages/requests/Intake.svelte"),
    nav: { name: say.intake, icon: Plus, group: "citizens", keys: "G Y" } },
  { path: "/talepler", may: ["requests", "request.read"], load: () => import("./pages/requests/Requests.svelte"),
    nav: { name: say.requests, icon: MessageSquare, group: "citizens", keys: "G T" } },
  { path: "/talepler/:id", may: ["requests", "request.read"], load: () => import("./pages/requests/Request.svelte") },
  { path: "/teyitler", may: ["requests", "request.confirm"], load: () => import("./pages/requests/Confirmations.svelte"),
    nav: { name: say.confirmations, icon: PhoneOutgoing, group: "citizens", keys: "G N" } },
  { path: "/halk-gunu", may: ["visitors", "public_day.read"], load: () => import("./pages/public_day/PublicDays.svelte"),
    nav: { name: say.publicDays, icon: Ticket, group: "citizens", keys: "G H" } },
  { path: "/halk-gunu/:id", may: ["visitors", "public_day.read"], load: () => import("./pages/public_day/Desk.svelte") },
  { path: "/halk-gunu/:id/rapor", may: ["visitors", "public_day.read_report"], load: () => import("./pages/public_day/Report.svelte") },
  { path: "/ziyaretler", may: ["visitors", "visit.read"], load: () => import("./pages/visits/Visits.svelte"),
    nav: { name: say.visits, icon: Visitors, group: "citizens", keys: "G Z" } },
  { path: "/ziyaretler/:id", may: ["visitors", "visit.read"], load: () => import("./pages/visits/Visit.svelte") },
  { path: "/agirlama/:id", may: ["visitors", "hosting_task.read"], load: () => import("./pages/visits/HostingTask.svelte") },
  { path: "/torenler", may: ["protocol", "ceremony.read"], load: () => import("./pages/protocol/Ceremonies.svelte"),
    nav: { name: say.ceremonies, icon: Landmark, group: "protocol", keys: "G C" } },
  { path: "/torenler/:id", may: ["protocol", "ceremony.read"], load: () => import("./pages/protocol/Ceremony.svelte") },
  { path: "/toren-isleri", may: ["protocol", "ceremony_task.finish"], load: () => import("./pages/protocol/CeremonyTasks.svelte"),
    nav: { name: say.ceremonyTasks, icon: ListTodo, group: "protocol" } },
  { path: "/davetler", may: ["protocol", "invitation.read"], load: () => import("./pages/protocol/Invitations.svelte"),
    nav: { name: say.invitations, icon: MailOpen, group: "protocol", keys: "G D" } },
  { path: "/davetler/:id", may: ["protocol", "invitation.read"], load: () => import("./pages/protocol/Invitation.svelte") },
  { path: "/nezaket", may: ["protocol", "courtesy.read"], load: () => import("./pages/protocol/Courtesies.svelte"),
    nav: { name: say.courtesies, icon: Flower, group: "protocol" } },
  { path: "/nezaket/:id", may: ["protocol", "courtesy.read"], load: () => import("./pages/protocol/Courtesy.svelte") },
  { path: "/giderler", may: ["protocol", "expense.read"], load: () => import("./pages/expenses/Expenses.svelte"),
    nav: { name: say.expenses, icon: Wallet, group: "protocol" } },
  { path: "/giderler/:id", may: ["protocol", "expense.read"], load: () => import("./pages/expenses/Expense.svelte") },
  { path: "/evrak", may: ["documents", "paper.read"], load: () => import("./pages/papers/Papers.svelte"),
    nav: { name: say.papers, icon: FilePen, group: "papers", keys: "G E" } },
  { path: "/evrak/:id", may: ["documents", "paper.read"], load: () => import("./pages/papers/Paper.svelte") },
  { path: "/talimatlar", may: ["documents", "instruction.read"], load: () => import("./pages/instructions/Instructions.svelte"),
    nav: { name: say.instructions, icon: Megaphone, group: "papers", keys: "G L" } },
  { path: "/talimatlar/:id", may: ["documents", "instruction.read"], load: () => import("./pages/instructions/Instruction.svelte") },
  { path: "/kurum", may: ["gateway", "person.read", "approval.read"], load: () => import("./pages/town/Town.svelte"),
    nav: { name: say.town, icon: Building, group: "site" } },
  { path: "/durum", may: ["gateway", "operations.health", "audit.verify"], load: () => import("./pages/operations/State.svelte"),
    nav: { name: say.state, icon: Gauge, group: "site", keys: "G S" } },
  { path: "/hesabim", may: null, load: () => import("./pages/account/Account.svelte") },
];

/** The hall's screen, which nobody signs in to. */
export const SCREEN = { path: "/salon/:id", load: (() => import("./pages/public_day/Screen.svelte")) as Load };

/** What the braces of a pattern stand for in this path; null where it is another path. */
export function matched(pattern: string, path: string): Record<string, string> | null {
  const [wanted, given] = [pattern.split("/"), path.replace(/\/$/, "").split("/")];
  if (wanted.length !== given.length) return null;
  const found: Record<string, string> = {};
  for (const [n, part] of wanted.entries()) {
    if (part.startsWith(":")) found[part.slice(1)] = given[n]!;
    else if (part !== given[n]) return null;
  }
  return found;
}
