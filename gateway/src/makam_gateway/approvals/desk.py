"""The RPC methods about approvals. What an approval does over the services is in ``carrying``."""

from uuid import UUID

from sqlalchemy import select

from makam_gateway.approvals import schemas
from makam_gateway.approvals.models import Approval
from makam_gateway.approvals.workflow import Kind, Status
from makam_gateway.policy import POLICY
from makam_kernel.cursor import instant, page
from makam_kernel.remote import Desk, command, query

NEWEST_FIRST = {"order": (Approval.proposed_at, Approval.id), "kinds": (instant, UUID), "descending": True}


def within(actor, action="approval.read"):
    """The approvals that an actor reaches by an action: all, or what they proposed themselves."""
    return POLICY.reach(actor, action).where(own=Approval.proposed_by)


class ApprovalsDesk(Desk):
    """What takes two people."""

    @command(schemas.ProposeApproval, returns=schemas.ApprovalView, allow="approval.propose")
    def propose_approval(self, tx, kind, reason, who):
        """Propose that a person's data be erased or handed out."""
        return self._propose(tx, kind, reason, who)

    @command(schemas.ProposeLift, returns=schemas.ApprovalView, allow="approval.propose")
    def propose_lift(self, tx, category_id, reason):
        """Propose that the requests of a category be restricted no longer."""
        return self._propose(tx, Kind.LIFT_RESTRICTION, reason, {"category_id": str(category_id)})

    @command(schemas.Approve, returns=schemas.ApprovalView, allow="approval.decide")
    def approve(self, tx, approval_id, version):
        """Agree, as the second person."""
        approval = self._take(tx, approval_id, version)
        approval.approve(actor=tx.actor, at=tx.at)
        tx.later("expire_approval", approval.subject, approval.expires_at)
        return tx.change(approval, action="approval.approved", kind=approval.kind)

    @command(schemas.RefuseApproval, returns=schemas.ApprovalView, allow="approval.decide")
    def refuse_approval(self, tx, approval_id, version):
        """Do not agree."""
        approval = self._take(tx, approval_id, version)
        approval.refuse(actor=tx.actor, at=tx.at)
        return tx.change(approval, action="approval.refused")

    @command(schemas.WithdrawApproval, returns=schemas.ApprovalView, allow="approval.propose")
    def withdraw_approval(self, tx, approval_id, version):
        """Take one's own proposal back."""
        approval = self._take(tx, approval_id, version)
        approval.withdraw(actor=tx.actor, at=tx.at)
        return tx.change(approval, action="approval.withdrawn")

    @command(schemas.CarryOutApproval, returns=schemas.ApprovalView, allow="approval.decide")
    def carry_out_approval(self, tx, approval_id, version):
        """Have it carried out where that is still to be done."""
        approval = self._take(tx, approval_id, version)
        approval.check_carrying(tx.actor)
        return approval

    @command(schemas.OpenApprovalFile, returns=schemas.ApprovalFile, allow="approval.decide")
    def open_approval_file(self, tx, approval_id):
        """Fetch everything that is kept of the person; the services' parts are put in after."""
        approval = self._take(tx, approval_id)
        approval.check_file(actor=tx.actor, at=tx.at)
        tx.change(approval, action="approval.file_opened")
        return {"id": approval.id, "reason": approval.reason, "parts": [], "away": []}

    @query(schemas.GetApproval, returns=schemas.WholeApproval, allow="approval.read")
    def get_approval(self, reading, approval_id):
        """An approval, with whom it is about."""
        return reading.get(Approval, approval_id, within(reading.actor))

    @query(schemas.ListApprovals, returns=schemas.ApprovalPage, allow="approval.read")
    def list_approvals(self, reading, status, limit, cursor):
        """A page of approvals."""
        query = select(Approval).where(within(reading.actor))
        if status is not None:
            query = query.where(Approval.status == status)
        return page(reading.session, query, **NEWEST_FIRST, limit=limit, cursor=cursor)

    def _propose(self, tx, kind, reason, facts):
        approval = Approval.propose(kind=kind, reason=reason, facts=facts, actor=tx.actor, at=tx.at)
        tx.later("expire_approval", approval.subject, approval.expires_at)
        record = {"kind": kind, "reason": reason}
        about = {"category": facts["category_id"]} if kind == Kind.LIFT_RESTRICTION else {}
        return tx.add(approval, action="approval.proposed", **record, **about)

    def _take(self, tx, approval_id, version=None):
        allowed = within(tx.actor, tx.action)
        return tx.get(Approval, approval_id, within(tx.actor), version=version, allowed=allowed)


def expire_approval(tx, approval_id):
    """The job: what nobody decided, or a file that nobody fetched, is over and forgotten."""
    approval = tx.get(Approval, UUID(approval_id))
    waits = approval.status == Status.PROPOSED
    waits |= approval.kind == Kind.EXPORT_PERSON and approval.status == Status.APPROVED
    if waits and tx.at >= approval.expires_at:
        approval.expire(at=tx.at)
        tx.change(approval, action="approval.expired")
