"""The worker that asks every service, each minute, for the end of its audit chain."""

import logging
from datetime import UTC, datetime

from makam_gateway.heads.models import KeptHead
from makam_gateway.routes import SERVICES
from makam_kernel.errors import MakamError
from makam_kernel.ids import new_id
from makam_kernel.logs import what
from makam_kernel.workers import Worker

log = logging.getLogger(__name__)


class HeadKeeper(Worker):
    """Keeps the services' heads. A service that is away is asked again with the next sweep."""

    sweep = 60.0

    def __init__(self, process):
        super().__init__("head-keeper", process.lease)
        self.process = process

    def step(self):
        """Ask them all."""
        for service in SERVICES:
            if self.stopping:
                break
            try:
                self._keep(service)
            except MakamError as error:
                log.info("head.not_kept", extra=what(error, id=service))
        return False

    def _keep(self, service):
        with self.process.database.reading() as session:
            kept = session.get(KeptHead, service)
        question = {"earlier": kept.place} if kept else {}
        end = self.process.caller.call(service, "get_audit_head", question, cause=new_id())
        if not self.process.database.run(lambda session: self._follow(session, service, end)):
            log.error("audit.cut", extra={"id": service})

    def _follow(self, session, service, end):
        if not self.lease.still_ours(session):
            return True
        kept, at = session.get(KeptHead, service), datetime.now(UTC)
        if kept:
            return kept.follow(end["head"], end["earlier_hash"], at)
        if end["head"]:
            session.add(KeptHead(service=service, **end["head"], kept_at=at))
        return True
