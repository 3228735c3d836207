"""The RPC methods about the rules of courtesies."""

from makam_kernel.remote import Desk, command, query
from protocol_service.rules import schemas
from protocol_service.rules.models import CourtesyRule
from protocol_service.rules.queries import all_rules, rule_of


class RulesDesk(Desk):
    """The office keeps its own rules."""

    @command(schemas.SetCourtesyRule, returns=schemas.CourtesyRuleView, allow="courtesy_rule.manage")
    def set_courtesy_rule(self, tx, kind, day, **facts):
        """What holds from now on."""
        rule = rule_of(tx.session, kind, day)
        if rule is None:
            rule = CourtesyRule(kind=kind, day=day)
            return tx.add(rule, rule.set(**facts))
        return tx.change(rule, rule.set(**facts))

    @query(schemas.ListCourtesyRules, returns=schemas.CourtesyRuleList, allow="courtesy_rule.read")
    def list_courtesy_rules(self, reading):
        """All rules."""
        return {"items": all_rules(reading.session)}
