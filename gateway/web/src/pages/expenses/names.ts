import { words } from "../../words";

/** Codes of the standard file plan. */
export const FILE_CODES: Record<string, string> = words(
  { "813.06": "813.06 Temsil ve ağırlama", "873.02": "873.02 Kardeş kent ilişkileri" },
  { "813.06": "813.06 Representation and hospitality", "873.02": "873.02 Sister cities" },
);

export const PAPERS: Record<string, string> = words(
  { approval: "Olur", instruction: "Harcama talimatı", invoice: "Fatura", participants: "Katılımcı listesi" },
  { approval: "Approval", instruction: "Instruction to spend", invoice: "Invoice", participants: "List of participants" },
);

export const CHANGES: Record<string, string> = words(
  { initial: "Başlangıç ödeneği", supplement: "Ek ödenek", transfer_in: "Aktarma ile gelen", transfer_out: "Aktarma ile giden", cancellation: "Ödenek iptali" },
  { initial: "Initial appropriation", supplement: "Supplement", transfer_in: "Transferred in", transfer_out: "Transferred out", cancellation: "Cancelled appropriation" },
);

export const CURRENCIES = ["TRY", "EUR", "USD", "GBP", "CHF"] as const;
