"""Who may do what over all services, as their contracts' policies tell: for menus, and for tokens of the API."""

from functools import cache

from makam_gateway import contracts
from makam_gateway.policy import POLICY


@cache
def policies():
    """Service → action → the roles that may."""
    others = {folder.name for folder in contracts.FOLDER.iterdir()} - {"gateway"}
    tables = {name: contracts.rpc(name).get("policy", {}) for name in sorted(others)}
    return {"gateway": POLICY.actions, **tables}


def allowed(actor):
    """Service → the actions that the actor may use on something, sorted."""
    return {
        service: [
            action
            for action, roles in sorted(table.items())
            if actor.has(*roles) and (actor.scopes is None or action in actor.scopes)
        ]
        for service, table in policies().items()
    }


def open_to(role):
    """The actions of any service that a role may use."""
    return {action for table in policies().values() for action, roles in table.items() if role in roles}
