"""One question to several services at once, within a time that one which hangs can't stretch."""

import asyncio
import time
from dataclasses import dataclass
from datetime import UTC, datetime

from makam_gateway import contracts, rights
from makam_gateway.approvals.carrying import code_of, keepers
from makam_kernel.errors import Failure, Forbidden, Invalid, MakamError

PART_SECONDS = 2.0
"""How long a page waits for its parts, from the moment it was asked for, however many rounds it takes."""


@dataclass(frozen=True)
class Answered:
    """What a service answered, or why it did not; ``last_good_at`` is when it last did."""

    service: str
    answer: dict | None
    code: str | None
    last_good_at: str | None

    @property
    def part(self):
        """How it is told."""
        state = "here" if self.code is None else "away"
        last = None if self.code is None else self.last_good_at
        return {"service": self.service, "state": state, "code": self.code, "last_good_at": last}


class Asking:
    """Questions for one viewer's page. Services of which the viewer may read nothing are left out, as if there were
    none; which they are, the contracts say, so that a service that is away is left out, too."""

    def __init__(self, site, request, actor, *, since=None):
        self.site, self.actor, self.call_id = site, actor, request.state.id
        self.until = (since or time.monotonic()) + PART_SECONDS

    async def ask(self, method, facts, services=None, *, share=1.0):
        """``{service: Answered}`` of all that offer the method to the viewer, or of those among ``services``. ``share``
        is the part of the time left that this round may take. What a service finds wrong in the question is raised."""
        asked = [name for name in self.open_to(method) if services is None or name in services]
        seconds = max(0.05, (self.until - time.monotonic()) * share)
        facts_of = facts if callable(facts) else lambda _service: facts
        found = await asyncio.gather(*(self._ask(name, method, facts_of(name), seconds) for name in asked))
        return {one.service: one for one in found if one}

    def open_to(self, method):
        """The services that offer this method to the viewer."""
        allowed = rights.allowed(self.actor)
        return [name for name in keepers(method) if contracts.rpc(name)["methods"][method]["action"] in allowed[name]]

    async def _ask(self, service, method, facts, seconds):
        token = self.site.process.keys.sign_person(self.actor, audience=service, call=self.call_id)
        last_good, place = self.site.last_good, (service, method)
        try:
            answer = await self.site.services.call(
                service, method, facts, token=token, call_id=self.call_id, writes=False, seconds=seconds
            )
        except Invalid:
            raise
        except Forbidden:
            return None
        except (MakamError, Failure) as error:
            return Answered(service, None, code_of(error), last_good.get(place))
        last_good[place] = datetime.now(UTC).isoformat().replace("+00:00", "Z")
        return Answered(service, answer, None, last_good[place])
