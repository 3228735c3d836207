import { words } from "../../words";

export const CEREMONY_KINDS: Record<string, string> = words(
  { national_day: "Resmî gün", opening: "Açılış", ground_breaking: "Temel atma", graduation: "Mezuniyet", commemoration: "Anma", reception: "Resepsiyon", other: "Diğer" },
  { national_day: "Official day", opening: "Opening", ground_breaking: "Ground-breaking", graduation: "Graduation", commemoration: "Commemoration", reception: "Reception", other: "Other" },
);

export const COURTESY_KINDS: Record<string, string> = words(
  { wreath: "Çelenk", flowers: "Çiçek", gift: "Hediye", message: "Mesaj", congratulation: "Tebrik", condolence: "Taziye" },
  { wreath: "Wreath", flowers: "Flowers", gift: "Gift", message: "Message", congratulation: "Congratulation", condolence: "Condolence" },
);
