"""What there was with a person over all services: first who they are, then what everybody knows of them."""

from makam_gateway.endpoint import Endpoint
from makam_gateway.gathered.asking import Asking
from makam_kernel.errors import NotFound, Unavailable

KEYS = ("name", "phone", "national_id")
MOST = 100
FIRST_ROUND = 0.5
"""The share of the time in which a service has to say whether it knows the person; who is late is not asked again."""


class GatheringHistory(Endpoint):
    """The route by which it is asked what there was with a person."""

    async def ask(self, request, actor, facts):
        """What there was, the latest first."""
        found = await super().ask(request, actor, facts)
        asking = Asking(self.site, request, actor, since=request.state.began)
        known = await asking.ask("who_is", {"ids": [facts["citizen_id"]]}, share=FIRST_ROUND)
        persons = [person for one in known.values() if one.answer for person in one.answer["items"]]
        away = {name: one for name, one in known.items() if one.code}
        if not persons:
            if away:
                raise Unavailable("service.away", service=next(iter(away)))
            raise NotFound("person.not_found")
        here = [name for name in known if name not in away]
        told = await asking.ask("list_history", {"persons": [meant(person) for person in persons], "most": MOST}, here)
        found["name"] = next((person["name"] for person in persons if person["name"]), None)
        found["items"] = lines_of(told, [person["id"] for person in persons])
        found["parts"] = [
            one.part | {"count": one.answer and sum(item["count"] for item in one.answer["items"])}
            for _name, one in sorted((away | told).items())
        ]
        return found


def meant(person):
    """A person as the services are asked for them."""
    named = {"key": person["id"], "subjects": [f"{person['noun']}/{person['id']}"]}
    return named | {name: person[name] for name in KEYS}


def lines_of(told, keys):
    """What all services told of the persons with these keys, each thing once, the latest first."""
    lines = {
        (service, line["noun"], line["id"]): line | {"service": service}
        for service, one in told.items()
        if one.answer
        for item in one.answer["items"]
        if item["key"] in keys
        for line in item["lines"]
    }
    return sorted(lines.values(), key=lambda line: (line["at"], line["id"]), reverse=True)
