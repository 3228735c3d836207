"""Errors as people and programs read them: RFC 9457 problem details, in the reader's language, with a stable code."""

import re
import string
from datetime import datetime

from makam_gateway import contracts
from makam_kernel.clock import ISTANBUL
from makam_kernel.errors import Failure, MakamError

STATUS = {"invalid": 422, "forbidden": 403, "not_found": 404, "conflict": 409, "unavailable": 503}
RETRY_SECONDS = 1
MOST_FAULTS = 100
LANGUAGES = ("tr", "en")
_WEIGHT = re.compile(r"q=([01](?:\.\d{0,3})?)", re.ASCII)
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def language_of(accept):
    """The language that an Accept-Language header likes best among ours; Turkish where it names none of them."""
    liked = {}
    for wish in (accept or "").split(","):
        name, _, weight = wish.partition(";")
        language, number = name.strip().lower().split("-")[0], _WEIGHT.fullmatch(weight.strip() or "q=1")
        if language in LANGUAGES and number:
            liked[language] = max(float(number[1]), liked.get(language, 0))
    best = max(LANGUAGES, key=lambda language: liked.get(language, 0))
    return best if liked.get(best) else LANGUAGES[0]


def problem(error, language, request_id):
    """``(status, body, headers)`` for an error."""
    if isinstance(error, MakamError):
        kind, code, details = error.kind, error.code, dict(error.details)
    else:
        kind, code, details = "failure", "service.failed", {"id": error.id} if isinstance(error, Failure) else {}
    words = contracts.texts(language).get(code) or contracts.texts(language)["unknown"]
    status = words.get("status") or STATUS.get(kind, 500)
    body = {
        "type": f"/problems/{code}",
        "title": words["title"],
        "status": status,
        "detail": _fill(words["detail"], details),
        "code": code,
        "request_id": request_id,
    }
    if code == "input.invalid":
        body["errors"] = [_explain(fault, language) for fault in details.pop("fields")[:MOST_FAULTS]]
    if code == "import.invalid":
        body["lines"] = [fault | {"detail": _reason(fault, language)} for fault in details.get("lines", ())]
    headers = {"Content-Language": language}
    if status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="makam"'
    if status in (429, 503) or code == "idempotency.still_running":
        headers["Retry-After"] = str(details.get("retry_after", RETRY_SECONDS))
    return status, body | {name: value for name, value in details.items() if name not in body}, headers


def _explain(fault, language):
    return {"pointer": fault["pointer"], "reason": fault["reason"], "detail": _reason(fault, language)}


def _reason(fault, language):
    words = contracts.texts(language)
    return (words.get(f"field.{fault['reason']}") or words["field.other"])["detail"]


class _Places(dict):
    def __missing__(self, key):
        return "—"


def _fill(sentence, details):
    plain = {name: _shown(value) for name, value in details.items()}
    return string.Formatter().vformat(sentence, (), _Places(plain))


def _shown(value):
    """A fact as people read it: a list with commas, an ISO day or instant as the office writes it."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, str) and _ISO_DAY.match(value):
        try:
            instant = datetime.fromisoformat(value)
        except ValueError:
            return value
        return f"{instant:%d.%m.%Y}" if len(value) == 10 else f"{instant.astimezone(ISTANBUL):%d.%m.%Y %H.%M}"
    return value
