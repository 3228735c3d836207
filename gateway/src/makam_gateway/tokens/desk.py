"""What is done with tokens of the API."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from makam_gateway.rights import open_to
from makam_gateway.roles import SYSTEM
from makam_gateway.tokens.models import ApiToken
from makam_gateway.tokens.schemas import (
    ApiTokensPage,
    ApiTokenView,
    CreateApiToken,
    ListApiTokens,
    ListScopes,
    NewApiTokenView,
    RevokeApiToken,
    ScopeList,
)
from makam_kernel.clock import ISTANBUL
from makam_kernel.cursor import instant, page
from makam_kernel.errors import Invalid
from makam_kernel.remote import Desk, command, query

LONGEST = timedelta(days=2 * 365)


def newest_first(model):
    """How what has a key is listed."""
    return {"order": (model.created_at, model.id), "kinds": (instant, UUID), "descending": True}


def check_term(expires_on, now):
    """``Invalid("key.term")`` unless the last day is today or later, and not too far away."""
    today = now.astimezone(ISTANBUL).date()
    if not today <= expires_on <= today + LONGEST:
        raise Invalid("key.term", latest=str(today + LONGEST))


class ApiTokensDesk(Desk):
    """The keys of other systems, kept by the operator."""

    @command(CreateApiToken, returns=NewApiTokenView, allow="api_token.manage")
    def create_api_token(self, tx, name, scopes, expires_on):
        """Make a token; its key is in this answer and nowhere else."""
        now = datetime.now(UTC)
        if unknown := sorted(set(scopes) - open_to(SYSTEM)):
            raise Invalid("api_token.scope_unknown", scopes=unknown)
        check_term(expires_on, now)
        facts = {"name": name, "scopes": sorted(set(scopes)), "expires_on": expires_on}
        token = ApiToken.issue(now=now, created_by=UUID(tx.actor.id), **facts)
        return tx.add(token, action="api_token.created", scopes=token.scopes)

    @command(RevokeApiToken, returns=ApiTokenView, allow="api_token.manage")
    def revoke_api_token(self, tx, token_id):
        """Make a token worthless."""
        token = tx.get(ApiToken, token_id)
        token.revoke(datetime.now(UTC))
        return tx.change(token, action="api_token.revoked")

    @query(ListScopes, returns=ScopeList, allow="api_token.manage")
    def list_scopes(self, reading):
        """For what a token can be good: what is open to other systems."""
        return {"items": sorted(open_to(SYSTEM))}

    @query(ListApiTokens, returns=ApiTokensPage, allow="api_token.read")
    def list_api_tokens(self, reading, limit, cursor):
        """A page of tokens, the newest first."""
        return page(reading.session, select(ApiToken), **newest_first(ApiToken), limit=limit, cursor=cursor)
