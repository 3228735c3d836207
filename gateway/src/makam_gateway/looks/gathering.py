"""The looks of all services in one list, with the names of those who looked."""

from uuid import UUID

from sqlalchemy import select
from starlette.concurrency import run_in_threadpool

from makam_gateway.approvals.carrying import ask_all, code_of, keepers
from makam_gateway.endpoint import Endpoint
from makam_gateway.people.models import Person

NOBODY = {"actor_name": None, "for_name": None}


class GatheringLooks(Endpoint):
    """The route by which it is asked who saw somebody's data."""

    async def ask(self, request, actor, facts):
        """The looks, the latest first, as many as were wanted."""
        found = await super().ask(request, actor, facts)
        answers = await ask_all(self.site, keepers("list_looks"), "list_looks", facts, actor, request.state.id)
        for service, answer in answers.items():
            if isinstance(answer, dict):
                found["items"] += [NOBODY | {"service": service, **line} for line in answer["items"]]
            else:
                found["away"].append({"service": service, "code": code_of(answer)})
        found["items"].sort(key=lambda line: (line["at"], line["id"]), reverse=True)
        del found["items"][facts.get("limit", 50) :]
        await run_in_threadpool(self.site.process.look, actor, lambda reading: _name(reading.session, found["items"]))
        return found


def _name(session, lines):
    ids = {id for line in lines for id in (line["actor_id"], *_ids(line["for_id"]))}
    people = session.execute(select(Person.id, Person.name).where(Person.id.in_([u for id in ids if (u := _uuid(id))])))
    names = {str(id): name for id, name in people}
    for line in lines:
        line["actor_name"] = names.get(line["actor_id"])
        line["for_name"] = ", ".join(names.get(id, id) for id in _ids(line["for_id"])) or None


def _ids(joined):
    return joined.split(",") if joined else []


def _uuid(id):
    try:
        return UUID(id)
    except ValueError:
        return None
