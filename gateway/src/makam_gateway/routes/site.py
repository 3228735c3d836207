"""The routes that are no service's method, in one table: who answers, and what is asked and told."""

from dataclasses import dataclass, field

from makam_gateway.credentials.schemas import BackupCodesView, ChangePassword, GiveCode, TotpSecretView
from makam_gateway.oidc.routes import BEGIN, CALLBACK
from makam_gateway.routes.route import API
from makam_gateway.sessions.schemas import BeginSession, MeView, SessionList

CLOSED = (400, 401, 403)
STREAM = (*CLOSED, 429)
BODY = (*CLOSED, 409, 413, 415, 422, 429, 503)


@dataclass(frozen=True)
class SiteRoute:
    """A route and the method of ``SessionRoutes`` or ``OidcRoutes`` behind it. ``asks`` is the schema of its body,
    ``tells`` that of its answer; an ``open`` one needs no sign-in."""

    verb: str
    path: str
    name: str
    summary: str
    status: int = 200
    asks: type | None = None
    tells: type | None = None
    problems: tuple = field(default=CLOSED)
    open: bool = False

    @property
    def pattern(self):
        """The path as the router matches it."""
        return self.path.replace("}", ":uuid}")


SESSIONS = (
    SiteRoute(
        "POST",
        f"{API}/session",
        "begin_session",
        "Oturum açar",
        status=201,
        asks=BeginSession,
        tells=MeView,
        problems=BODY,
        open=True,
    ),
    SiteRoute("DELETE", f"{API}/session", "end_session", "Oturumu kapatır", status=204, problems=BODY),
    SiteRoute(
        "PUT",
        f"{API}/session/code",
        "give_code",
        "İkinci etkeni sonradan verir",
        status=204,
        asks=GiveCode,
        problems=BODY,
    ),
    SiteRoute("GET", f"{API}/me", "me", "Oturum açan kişiyi gösterir", tells=MeView),
    SiteRoute("GET", f"{API}/me/sessions", "list_sessions", "Kişinin kendi oturumlarını gösterir", tells=SessionList),
    SiteRoute(
        "PUT",
        f"{API}/me/sessions/{{session_id}}/end",
        "end_one",
        "Kendi oturumlarından birini kapatır",
        status=204,
        problems=(*BODY, 404),
    ),
    SiteRoute(
        "PUT",
        f"{API}/me/sessions/end-others",
        "end_others",
        "Bu oturum dışındaki bütün oturumlarını kapatır",
        status=204,
        problems=BODY,
    ),
    SiteRoute(
        "PUT",
        f"{API}/me/password",
        "change_password",
        "Kendi parolasını değiştirir",
        status=204,
        asks=ChangePassword,
        problems=BODY,
    ),
    SiteRoute(
        "POST",
        f"{API}/me/totp",
        "begin_totp",
        "Doğrulama uygulaması için gizli anahtar verir",
        status=201,
        tells=TotpSecretView,
        problems=BODY,
    ),
    SiteRoute(
        "PUT",
        f"{API}/me/totp/confirmation",
        "confirm_totp",
        "Doğrulama uygulamasını devreye alır, yedek kodları verir",
        asks=GiveCode,
        tells=BackupCodesView,
        problems=BODY,
    ),
    SiteRoute(
        "PUT",
        f"{API}/me/totp/removal",
        "remove_totp",
        "Doğrulama uygulamasını kaldırır",
        status=204,
        asks=GiveCode,
        problems=BODY,
    ),
    SiteRoute(
        "PUT",
        f"{API}/me/totp/backup-codes",
        "renew_backup_codes",
        "Yedek kodları yeniler",
        asks=GiveCode,
        tells=BackupCodesView,
        problems=BODY,
    ),
)

LIVE = (
    SiteRoute(
        "GET",
        f"{API}/today/stream",
        "today",
        "Başkanın gününde değişenleri anında bildirir",
        problems=STREAM,
    ),
    SiteRoute(
        "GET",
        f"{API}/follow-up/stream",
        "follow_up",
        "Takip panosunda değişenleri anında bildirir",
        problems=STREAM,
    ),
    SiteRoute(
        "GET",
        f"{API}/public-days/{{public_day_id}}/queue/stream",
        "queue",
        "Halk gününün sırasında değişenleri anında bildirir",
        problems=(*STREAM, 404, 503),
    ),
)
"""Server-sent events."""

PROVIDER = (
    SiteRoute(
        "GET",
        BEGIN,
        "begin",
        "Belediyenin kimlik sağlayıcısıyla oturum açmaya başlar",
        status=302,
        problems=(404, 503),
        open=True,
    ),
    SiteRoute(
        "GET",
        CALLBACK,
        "callback",
        "Kimlik sağlayıcısından dönüşte oturumu açar",
        status=303,
        problems=(403, 404, 429, 503),
        open=True,
    ),
)
