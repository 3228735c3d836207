"""Every route of the API over a service's method, in one table."""

from makam_gateway.routes import agenda, own, requests, visitors

SERVICES = ("agenda", "requests", "visitors")

ROUTES = (
    *agenda.ROUTES,
    *requests.ROUTES,
    *visitors.ROUTES,
    *own.OWN,
    *own.APPROVALS,
    *(route for service in ("gateway", *SERVICES) for route in own.operations_of(service)),
)
