"""The codes by which a citizen follows a request and confirms its solution.

They are made from the request's id with the service's secret: nothing is stored that could leak, and a slip can be
printed again.
"""

import base64
import hashlib
import hmac

_LETTERS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")  # Crockford's


def tracking_code(secret, request):
    """Eight letters in two groups, 40 bits: ``7K2M-QX9D``."""
    return _grouped(_digest(secret, f"track:{request.id}"))


def confirmation_token(secret, request, round=None):
    """The token of the present solution, or of an earlier one; each solution has its own."""
    round = round or request.answer_round
    return f"{round}-{_digest(secret, f'confirm:{request.id}:{round}')}"


def was_ours(secret, request, token):
    """Whether a token belongs to the present solution or to an earlier one of this request."""
    rounds = range(1, request.answer_round + 1)
    return any([is_same(token, confirmation_token(secret, request, round)) for round in rounds])


def without_codes(text, secret, request):
    """A text without the codes by which the citizen follows the request and speaks on it."""
    rounds = range(1, request.answer_round + 1)
    for code in (tracking_code(secret, request), *(confirmation_token(secret, request, round) for round in rounds)):
        text = text.replace(code, "•" * len(code))
    return text


def is_same(given, right):
    """Whether a code is the right one, as a person may have typed it: small letters, no hyphen, O for 0."""
    plain = given.upper().replace("O", "0").replace("I", "1").replace("L", "1").replace("-", "").replace(" ", "")
    return hmac.compare_digest(plain.encode(), right.replace("-", "").encode())


def _digest(secret, text):
    digest = hmac.digest(secret, text.encode(), hashlib.sha256)[:5]
    return base64.b32encode(digest).decode().translate(_LETTERS)


def _grouped(code):
    return f"{code[:4]}-{code[4:]}"
