"""The mayor's day over all services, with what there was with those who come."""

import asyncio

from makam_gateway.endpoint import Endpoint
from makam_gateway.gathered.asking import Asking
from makam_gateway.gathered.history import lines_of, meant

PEOPLE = ("appointments", "members")
"""The lists in a part of the day that name who comes, each with an id by which its service knows them."""

MOST_COMERS = 20
LATEST = 3


class GatheringToday(Endpoint):
    """The route by which the day is asked for."""

    async def ask(self, request, actor, facts):
        """The day with its parts. Who comes is asked as soon as one part names them, so that a part that hangs holds up
        nothing but itself."""
        found = await super().ask(request, actor, facts)
        asking = Asking(self.site, request, actor, since=request.state.began)

        async def gather(service):
            answers = await asking.ask("get_day", {"day": found["day"]}, [service])
            part = answers.get(service)
            ids = _people_in(part.answer) if part and part.answer else []
            return part, await _comers(asking, service, ids[:MOST_COMERS]) if ids else []

        gathered = await asyncio.gather(*(gather(service) for service in asking.open_to("get_day")))
        found["parts"] = [part.part | {"facts": part.answer} for part, _comers in gathered if part]
        found["comers"] = [comer for _part, comers in gathered for comer in comers]
        return found


async def _comers(asking, service, ids):
    if service not in asking.open_to("who_is"):
        return []
    known = (await asking.ask("who_is", {"ids": ids}, [service])).get(service)
    persons = known.answer["items"] if known and known.answer else []
    if not persons:
        return []
    told = await asking.ask("list_history", {"persons": [meant(person) for person in persons], "most": LATEST + 1})
    away = sorted(name for name, one in told.items() if one.code)
    return [_comer(person, told) | {"away": away} for person in persons]


def _comer(person, told):
    items = [item for one in told.values() if one.answer for item in one.answer["items"]]
    count = sum(item["count"] for item in items if item["key"] == person["id"])
    latest = lines_of(told, [person["id"]])[:LATEST]
    return {name: person[name] for name in ("id", "noun", "name")} | {"count": count, "latest": latest}


def _people_in(facts):
    """The ids of the people whom a part of the day names, in their order."""
    if isinstance(facts, list):
        return [id for one in facts for id in _people_in(one)]
    if not isinstance(facts, dict):
        return []
    lists = [facts[name] for name in PEOPLE if isinstance(facts.get(name), list)]
    named = [one["id"] for people in lists for one in people if isinstance(one, dict) and one.get("id")]
    return list(dict.fromkeys([*named, *(id for value in facts.values() for id in _people_in(value))]))
