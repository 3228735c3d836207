/** Lines that are new (`+ …`) and gone (`- …`) as changes of words: what stayed around a change is shown once. */
export interface Change {
  start: string;
  gone: string;
  added: string;
  end: string;
}

export function changed(lines: string[]): Change[] {
  const found: Change[] = [];
  for (let n = 0; n < lines.length; n++) {
    const [line, next] = [lines[n]!, lines[n + 1]];
    if (line[0] === "-" && next?.[0] === "+") {
      found.push(within(line.slice(2), next.slice(2)));
      n++;
    } else if (line.slice(2).trim()) {
      found.push({ start: "", gone: line[0] === "-" ? line.slice(2) : "", added: line[0] === "+" ? line.slice(2) : "", end: "" });
    }
  }
  return found;
}

const AROUND = 5; // words of what stayed that are shown on either side

function within(before: string, after: string): Change {
  const [old, now] = [before.split(/\s+/), after.split(/\s+/)];
  const most = Math.min(old.length, now.length);
  let from = 0;
  while (from < most && old[from] === now[from]) from++;
  let tail = 0;
  while (tail < most - from && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  const stays = now.slice(0, from);
  const ends = now.slice(now.length - tail);
  return {
    start: join(stays.length > AROUND ? ["…", ...stays.slice(-AROUND)] : stays, "", " "),
    gone: old.slice(from, old.length - tail).join(" "),
    added: now.slice(from, now.length - tail).join(" "),
    end: join(ends.length > AROUND ? [...ends.slice(0, AROUND), "…"] : ends, " ", ""),
  };
}

function join(words: string[], before: string, after: string) {
  return words.length ? before + words.join(" ") + after : "";
}
