"""What is asked and told about tokens of the API."""

from makam_kernel.schema import Command, Day, Id, Instant, Integer, ListOf, Nested, Page, Text, View


class CreateApiToken(Command):
    """Makes a token for another system, good for some actions and until a day, two years ahead at most."""

    name = Text(required=True, most=200, metadata={"example": "Kent bilgi ekranı"})
    scopes = ListOf(Text(most=100, metadata={"example": "unit.read"}), least=1, most=100, required=True)
    expires_on = Day(required=True, metadata={"example": "2027-12-31"})


class RevokeApiToken(Command):
    """Makes a token worthless at once, for good."""

    token_id = Id(required=True)


class ListApiTokens(Page):
    """Asks for the tokens, the newest first."""


class ListScopes(Command):
    """Asks for what a token can be good."""


class ScopeList(View):
    """The actions for which a token can be good."""

    items = ListOf(Text(metadata={"example": "unit.read"}), most=100, required=True)


class ApiTokenView(View):
    """A token of another system; its key is nowhere."""

    id = Id(required=True)
    version = Integer(required=True)
    name = Text(required=True, metadata={"example": "Kent bilgi ekranı"})
    scopes = ListOf(Text(metadata={"example": "unit.read"}), required=True)
    expires_on = Day(required=True, metadata={"example": "2027-12-31"})
    created_by = Id(required=True)
    created_at = Instant(required=True)
    last_used_at = Instant(required=True, allow_none=True)
    revoked_at = Instant(required=True, allow_none=True)


class NewApiTokenView(ApiTokenView):
    """A new token with its key, which is shown this once."""

    key = Text(required=True, metadata={"example": "mkm_dGhpcyBpcyBub3QgYSBrZXksIGJ1dCBhbiBleGFtcGxl"})


class ApiTokensPage(View):
    """A page of tokens."""

    items = ListOf(Nested(ApiTokenView), required=True)
    next_cursor = Text(allow_none=True)
