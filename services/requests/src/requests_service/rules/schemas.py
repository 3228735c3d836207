"""What is asked and told about routing rules."""

from marshmallow import ValidationError, validates_schema

from makam_kernel.schema import Boolean, Command, Id, Integer, ListOf, Nested, Text, View


class RuleFacts(Command):
    """What a routing rule asks for, and where it sends to."""

    position = Integer(required=True, least=1, most=100000, metadata={"example": 10})
    category = Text(load_default=None, allow_none=True, most=60, metadata={"example": "YOL.*"})
    neighbourhood = Text(load_default=None, allow_none=True, most=100)
    unit_id = Id(required=True)
    active = Boolean(load_default=True)

    @validates_schema
    def _asks_for_something(self, data, **_kwargs):
        if not data.get("category") and not data.get("neighbourhood"):
            raise ValidationError("rule_matches_all", "category")


class CreateRule(RuleFacts):
    """Adds a routing rule."""


class ChangeRule(RuleFacts):
    """Changes a routing rule; what it routed before stays where it is."""

    rule_id = Id(required=True)
    version = Integer(required=True, least=1)


class ListRules(Command):
    """Asks for the routing rules."""


class RuleView(View):
    """A routing rule."""

    id = Id(required=True)
    version = Integer(required=True)
    position = Integer(required=True, metadata={"example": 10})
    category = Text(allow_none=True, metadata={"example": "YOL.*"})
    neighbourhood = Text(allow_none=True)
    unit_id = Id(required=True)
    active = Boolean(required=True)


class RuleList(View):
    """The routing rules, first match first."""

    items = ListOf(Nested(RuleView), most=2000, required=True)
