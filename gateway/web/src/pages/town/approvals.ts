/** The words about what takes two people. */
import type { Kind } from "../../vocabulary";
import { words } from "../../words";

export const of = words(
  {
    kinds: { erase_person: "Kişinin verilerini silme", export_person: "Kişinin verilerini verme", lift_restriction: "Konunun kısıtlılığını kaldırma" },
    reasons: { own_request: "Kişinin kendi isteği", court_order: "Mahkeme kararı", legal_duty: "Kanuni yükümlülük", wrongly_restricted: "Yanlışlıkla kısıtlanmış", no_longer_needed: "Artık gerekmiyor" },
    statuses: { proposed: "İkinci kişiyi bekliyor", approved: "Onaylandı", partly: "Bir bölümü uygulandı", done: "Uygulandı", refused: "Uygun görülmedi", withdrawn: "Geri alındı", expired: "Süresi doldu" },
  },
  {
    kinds: { erase_person: "Erase a person's data", export_person: "Hand out a person's data", lift_restriction: "Lift the restriction of a topic" },
    reasons: { own_request: "The person's own wish", court_order: "An order of a court", legal_duty: "A legal duty", wrongly_restricted: "Restricted by mistake", no_longer_needed: "No longer needed" },
    statuses: { proposed: "Awaits the second person", approved: "Approved", partly: "Carried out in part", done: "Carried out", refused: "Not agreed", withdrawn: "Taken back", expired: "Expired" },
  },
);

export type Status = keyof typeof of.statuses;

export const SHAPES: Record<Status, Kind> = { proposed: "soon", approved: "go", partly: "soon", done: "done", refused: "closed", withdrawn: "closed", expired: "closed" };
