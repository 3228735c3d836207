"""The run sheet (akış), minute by minute, and who speaks when: the lower in rank first, the highest last.

A line says how many minutes from the beginning it stands (before it, less than nought) and how long it lasts. One line
may stand for the speeches: those who speak follow one another in it.
"""

from datetime import timedelta

from makam_kernel.errors import Conflict, Invalid
from makam_kernel.turkish import sort_key

MOST_LINES = 40
"""What fits on one page."""


def laid_out(lines, speakers, starts_at):
    """Every line with its hours, each speaker in a line of their own. Nobody is where another thing still goes on:
    ``Conflict("ceremony.run_sheet_overlap")``; ``Invalid("ceremony.run_sheet_too_long")`` for more than one page."""
    found = []
    for line in sorted(lines, key=lambda line: line["minute"]):
        found += _spoken(line, speakers, starts_at) if line["speeches"] else [_line(line, starts_at)]
    for earlier, later in zip(found, found[1:], strict=False):
        if earlier["until_at"] > later["at"]:
            raise Conflict("ceremony.run_sheet_overlap", first=earlier["what"], second=later["what"])
    if len(found) > MOST_LINES:
        raise Invalid("ceremony.run_sheet_too_long", most=MOST_LINES)
    return found


def check(lines, speakers):
    """The same refusals, before there is a time; and ``Invalid("ceremony.speeches_line")`` for speakers without a line
    of the sheet to speak in, or with several."""
    speeches = sum(line["speeches"] for line in lines)
    if speeches > 1 or (speakers and not speeches):
        raise Invalid("ceremony.speeches_line")
    laid_out(lines, speakers, _ANY)


def length(lines):
    """How many minutes after the beginning the last line ends."""
    return max((line["minute"] + line["minutes"] for line in lines), default=0)


def from_lower_to_higher(speakers):
    """Those who speak, in their turn. Rank 1 is the highest; among equals the alphabet of surnames gives precedence."""
    return sorted(speakers, key=_precedence, reverse=True)


def _precedence(speaker):
    return speaker["rank"], sort_key(speaker["name"].split()[-1]), sort_key(speaker["name"])


def _spoken(line, speakers, starts_at):
    minute, spoken = line["minute"], []
    for speaker in from_lower_to_higher(speakers):
        turn = {"minute": minute, "minutes": speaker["minutes"], "what": line["what"]}
        spoken.append(_line(turn, starts_at) | {"name": speaker["name"], "office": speaker["office"]})
        minute += speaker["minutes"]
    return spoken or [_line(line, starts_at)]


def _line(line, starts_at):
    at = starts_at + timedelta(minutes=line["minute"])
    until_at = at + timedelta(minutes=line["minutes"])
    return {"at": at, "until_at": until_at, "what": line["what"], "name": None, "office": None}


_ANY = timedelta()
