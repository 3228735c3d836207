"""Every route of the API over a service's method, in one table."""

from makam_gateway.routes import agenda, documents, own, protocol, requests, visitors

SERVICES = ("agenda", "documents", "protocol", "requests", "visitors")

ROUTES = (
    *agenda.ROUTES,
    *documents.ROUTES,
    *protocol.ROUTES,
    *requests.ROUTES,
    *visitors.ROUTES,
    *own.OWN,
    *own.APPROVALS,
    *own.GATHERED,
    *(route for service in ("gateway", *SERVICES) for route in own.operations_of(service)),
)
