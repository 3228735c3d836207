"""Every route of the API over a service's method, in one table."""

from makam_gateway.routes import own, requests, visitors

SERVICES = ("requests", "visitors")

ROUTES = (
    *requests.ROUTES,
    *visitors.ROUTES,
    *own.OWN,
    *(route for service in ("gateway", *SERVICES) for route in own.operations_of(service)),
)
