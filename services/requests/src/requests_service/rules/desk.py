"""The RPC methods about routing rules."""

from sqlalchemy import select

from makam_kernel.clock import day_of
from makam_kernel.errors import Conflict
from makam_kernel.remote import Desk, command, query
from makam_kernel.units import known_unit
from requests_service.rules.models import RoutingRule
from requests_service.rules.queries import all_rules
from requests_service.rules.schemas import ChangeRule, CreateRule, ListRules, RuleList, RuleView


class RulesDesk(Desk):
    """Routing rules are kept by the private office."""

    @command(CreateRule, returns=RuleView, allow="rule.manage")
    def create_rule(self, tx, **facts):
        """Add a rule at its place in the order."""
        self._check(tx, None, facts)
        rule = RoutingRule()
        return tx.add(rule, rule.set(**facts))

    @command(ChangeRule, returns=RuleView, allow="rule.manage")
    def change_rule(self, tx, rule_id, version, **facts):
        """Change a rule."""
        rule = tx.get(RoutingRule, rule_id, version=version)
        self._check(tx, rule_id, facts)
        return tx.change(rule, rule.set(**facts))

    @query(ListRules, returns=RuleList, allow="rule.read")
    def list_rules(self, reading):
        """The rules in their order."""
        return {"items": all_rules(reading.session)}

    def _check(self, tx, rule_id, facts):
        known_unit(tx.session, facts["unit_id"], day_of(tx.at))
        at_place = tx.session.scalar(select(RoutingRule.id).where(RoutingRule.position == facts["position"]))
        if at_place not in (None, rule_id):
            raise Conflict("rule.position_taken", position=facts["position"])
