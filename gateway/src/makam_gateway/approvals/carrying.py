"""Carrying an approval out over the services, all at once; what is away is named and asked again later."""

import asyncio
from dataclasses import replace
from uuid import UUID

from starlette.concurrency import run_in_threadpool

from makam_gateway import contracts
from makam_gateway.approvals.models import Approval
from makam_gateway.approvals.workflow import Kind, Status
from makam_gateway.endpoint import Endpoint
from makam_gateway.routes import SERVICES
from makam_kernel.errors import Conflict, Failure, MakamError, NotFound, Unavailable


def keepers(method):
    """The services that offer a method."""
    return [service for service in SERVICES if method in contracts.rpc(service)["methods"]]


async def ask_all(site, services, method, facts, actor, call_id):
    """What each service answers, or the error that it answers with, as ``{service: answer}``."""
    writes = bool(services) and contracts.rpc(services[0])["methods"][method]["writes"]

    async def ask(service):
        token = site.process.keys.sign_person(actor, audience=service, call=call_id)
        try:
            return await site.services.call(service, method, facts, token=token, call_id=call_id, writes=writes)
        except (MakamError, Failure) as error:
            return error

    return dict(zip(services, await asyncio.gather(*map(ask, services)), strict=True))


def code_of(error):
    """The code of what a service answered instead of an answer."""
    return error.code if isinstance(error, MakamError) else "service.failed"


METHODS = {Kind.ERASE_PERSON: "erase_person", Kind.LIFT_RESTRICTION: "lift_category_restriction"}
"""What the services are asked to do."""


class Deciding(Endpoint):
    """A route by which an approval is carried out: the desk decides, then the services do it, in the name of the one
    who acts and with the other of the two as the second."""

    async def ask(self, request, actor, facts):
        """The approval as it stands after."""
        process, method = self.site.process, self.site.process.methods[self.route.method].method
        process.service.policy.check(actor, method.action, method.name)
        id = method.schema.read(facts)["approval_id"]
        approval = await self._approval(actor, id)
        approval.check_second(actor)
        await self._check_open_matters(request, actor, approval)
        await super().ask(request, actor, facts)
        approval = await self._approval(actor, id)
        if approval.is_under_way:
            parts = await self._carry_out(request, actor, approval)
            approval = await run_in_threadpool(process.work, actor, lambda tx: _note(tx, id, parts))
        return method.returns.dump(approval)

    async def _approval(self, actor, id):
        return await run_in_threadpool(self.site.process.look, actor, lambda reading: reading.get(Approval, id))

    async def _check_open_matters(self, request, actor, approval):
        """Nothing is erased anywhere while something is to be done for the person somewhere. (A service that is away
        now looks for itself when it erases.)"""
        if approval.kind != Kind.ERASE_PERSON or approval.facts is None:
            return
        found = await self._ask_all("find_person", request, actor, approval, approval.facts)
        open = [
            number
            for answer in found.values()
            if isinstance(answer, dict)
            for item in answer["items"]
            for number in item["open"]
        ]
        if open:
            raise Conflict("person.has_open_matters", numbers=list(dict.fromkeys(open)))

    async def _carry_out(self, request, actor, approval):
        facts = approval.facts | {"approval_id": str(approval.id)}
        if approval.kind == Kind.ERASE_PERSON:
            facts["reason"] = approval.reason
        answers = await self._ask_all(METHODS[approval.kind], request, actor, approval, facts)
        return [_part(service, answer) for service, answer in answers.items()]

    async def _ask_all(self, method, request, actor, approval, facts):
        acting = replace(actor, second=approval.others(actor))
        left = [service for service in keepers(method) if service not in approval.done_at]
        return await ask_all(self.site, left, method, facts, acting, request.state.id)


class ProposingLift(Endpoint):
    """The route by which a category's restriction is proposed to be lifted: its owner is asked whether there is one."""

    async def ask(self, request, actor, facts):
        """The proposal."""
        process, method = self.site.process, self.site.process.methods[self.route.method].method
        process.service.policy.check(actor, method.action, method.name)
        wanted = str(method.schema.read(facts)["category_id"])
        answers = await ask_all(self.site, ["requests"], "list_categories", {}, actor, request.state.id)
        known = answers["requests"]
        if isinstance(known, Exception):
            raise known
        if wanted not in {category["id"] for category in known["items"]}:
            raise NotFound("category.not_found")
        return await super().ask(request, actor, facts)


class FetchingFile(Endpoint):
    """The route by which a file is fetched: it is asked of the services at that moment, and kept nowhere."""

    async def ask(self, request, actor, facts):
        """The file; when it is whole, the approval is over."""
        file = await super().ask(request, actor, facts)
        process, id = self.site.process, UUID(file["id"])
        approval = await run_in_threadpool(process.look, actor, lambda reading: reading.get(Approval, id))
        acting = replace(actor, second=approval.others(actor))
        asked = approval.facts | {"reason": approval.reason, "approval_id": str(id)}
        answers = await ask_all(self.site, keepers("export_person"), "export_person", asked, acting, request.state.id)
        parts = {service: answer for service, answer in answers.items() if isinstance(answer, dict)}
        away = {service: code_of(answer) for service, answer in answers.items() if service not in parts}
        if not away:
            done = [{"service": service, "state": "done"} for service in parts]
            await run_in_threadpool(process.work, actor, lambda tx: _note(tx, id, done))
        file["parts"] = [{"service": service, **answer} for service, answer in parts.items()]
        file["away"] = [{"service": service, "code": code} for service, code in away.items()]
        return file


def _note(tx, id, parts):
    approval = tx.get(Approval, id)
    if approval.status in (Status.APPROVED, Status.PARTLY):
        approval.note(parts)
        tx.change(approval, action=f"approval.{approval.status}")
    return approval


def _part(service, answer):
    if isinstance(answer, dict):
        told = {"erased": len(answer["erased"]), "possible": answer["possible"]} if "erased" in answer else {}
        return {"service": service, "state": "done"} | told
    code = code_of(answer)
    state = "away" if isinstance(answer, Unavailable) else "refused"
    return {"service": service, "state": state, "code": code}
