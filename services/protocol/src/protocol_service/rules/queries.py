"""Every SELECT about the rules of courtesies."""

from sqlalchemy import select

from protocol_service.rules.kinds import EVERY_DAY
from protocol_service.rules.models import CourtesyRule


def all_rules(session):
    """Every rule, by kind and day."""
    return session.scalars(select(CourtesyRule).order_by(CourtesyRule.kind, CourtesyRule.day)).all()


def rule_for(session, kind, day):
    """The rule for a kind on a day of the office: that of the day of the year, or else that of every day,
    which the migration brings and nobody takes away."""
    wanted = f"{day:%m-%d}"
    found = select(CourtesyRule).where(CourtesyRule.kind == kind, CourtesyRule.day.in_((wanted, EVERY_DAY)))
    by_day = {rule.day: rule for rule in session.scalars(found)}
    return by_day.get(wanted) or by_day[EVERY_DAY]


def rule_of(session, kind, day):
    """The rule itself that is kept for a kind and ``day`` (``*`` or ``05-19``), locked; or None."""
    kept = select(CourtesyRule).where(CourtesyRule.kind == kind, CourtesyRule.day == day)
    return session.scalar(kept.with_for_update())
