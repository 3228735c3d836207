"""Every route of the API over a service's method, in one table."""

from makam_gateway.routes import own, requests

SERVICES = ("requests",)

ROUTES = (
    *requests.ROUTES,
    *own.OWN,
    *(route for service in ("gateway", *SERVICES) for route in own.operations_of(service)),
)
