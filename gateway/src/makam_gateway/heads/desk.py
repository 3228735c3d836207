"""The RPC method about the kept heads."""

from sqlalchemy import select

from makam_gateway.heads.models import KeptHead
from makam_gateway.heads.schemas import KeptHeadList, ListKeptHeads
from makam_kernel.operations import VERIFY
from makam_kernel.remote import Desk, query


class HeadsDesk(Desk):
    """The audit chains' ends, for whoever verifies the chains."""

    @query(ListKeptHeads, returns=KeptHeadList, allow=VERIFY)
    def list_kept_heads(self, reading):
        """The ends of the services' audit chains that are kept here."""
        return {"items": reading.session.scalars(select(KeptHead).order_by(KeptHead.service)).all()}
