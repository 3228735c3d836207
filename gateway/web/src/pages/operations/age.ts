/** How old something is, of whole seconds: `2 sn`, `23 dk`, `5 sa 12 dk`. */
import { minutes } from "../../time";
import { language } from "../../words";

export function age(seconds: number) {
  if (seconds < 60) return `${Math.round(seconds)} ${language === "tr" ? "sn" : "s"}`;
  return minutes(Math.round(seconds / 60));
}
