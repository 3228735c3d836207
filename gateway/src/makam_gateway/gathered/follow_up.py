"""The board of all that is open, over all services."""

from makam_gateway import contracts
from makam_gateway.endpoint import Endpoint
from makam_gateway.gathered.asking import Asking
from makam_gateway.gathered.merging import decode, encode, merge

METHOD = "list_open_matters"
FILTERS = ("kind", "unit_id", "person_id", "late", "due_before")


class GatheringFollowUp(Endpoint):
    """The route by which it is asked what is open."""

    async def ask(self, request, actor, facts):
        """A page of it, with how much there is."""
        found = await super().ask(request, actor, facts)
        asking, limit = Asking(self.site, request, actor, since=request.state.began), facts.get("limit", 25)
        wanted = {name: facts[name] for name in FILTERS if facts.get(name) is not None}
        names = [name for name in asking.open_to(METHOD) if _knows(name, facts)]
        sources = decode(facts.get("cursor"), names)
        answers = await asking.ask(METHOD, lambda name: _question(wanted, sources[name], limit), names)
        sources = {name: source for name, source in sources.items() if name in answers}

        asked = dict(answers)

        async def page(name, source):
            if name not in asked:  # the first page is used up
                answers.update(await asking.ask(METHOD, _question(wanted, source, limit), [name]))
                return answers[name].answer
            return asked.pop(name).answer

        found["items"] = await merge(sources, page, limit)
        found["next_cursor"] = encode(sources)
        found["parts"] = [one.part | {"counts": one.answer and one.answer["counts"]} for one in answers.values()]
        counted = [part["counts"] for part in found["parts"] if part["counts"]]
        found["counts"] = {name: sum(counts[name] for counts in counted) for name in ("open", "late")}
        return found


def _question(wanted, source, limit):
    """What one service is asked; of one that has no more rows, how much is open there, all the same."""
    return wanted | {"limit": 1 if source.is_over else limit, "cursor": source.cursor}


def _knows(service, facts):
    """Whether a service has such things at all."""
    if facts.get("service") not in (None, service):
        return False
    method = contracts.rpc(service)["methods"][METHOD]
    kinds = contracts.schema(service, method["request"])["properties"].get("kind", {}).get("enum")
    return facts.get("kind") is None or kinds is None or facts["kind"] in kinds
