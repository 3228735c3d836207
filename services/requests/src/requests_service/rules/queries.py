"""Every SELECT about routing rules."""

from sqlalchemy import select

from requests_service.rules.models import RoutingRule


def all_rules(session):
    """The rules in their order."""
    return session.scalars(select(RoutingRule).order_by(RoutingRule.position)).all()


def first_match(session, *, category, neighbourhood):
    """The rule that decides for a request, or None when a person has to."""
    rules = all_rules(session)
    return next((rule for rule in rules if rule.matches(category=category, neighbourhood=neighbourhood)), None)
