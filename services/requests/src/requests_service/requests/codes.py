"""The codes by which a citizen follows a request and confirms its solution.

They are made from the request's id with the service's secret: nothing is stored that could leak, and a slip can be
printed again.
"""

import base64
import hashlib
import hmac

_LETTERS = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
)  # Crockford's


def tracking_code(secret, request):
    """Eight letters in two groups, 40 bits: ``7K2M-QX9D``."""
    return _grouped(_digest(secret, f"track:{request.id}"))


def confirmation_token(secret, request):
    """The token of the present solution; each solution has its own."""
    return f"{request.answer_round}-{_digest(secret, f'confirm:{request.id}:{request.answer_round}')}"


def is_same(given, right):
    """Whether a code is the right one, as a person may have typed it: small letters, no hyphen, O for 0."""
    plain = (
        given.upper().replace("O", "0").replace("I", "1").replace("L", "1").replace("-", "").replace(" ", "")
    )
    return hmac.compare_digest(plain.encode(), right.replace("-", "").encode())


def _digest(secret, text):
    digest = hmac.digest(secret, text.encode(), hashlib.sha256)[:5]
    return base64.b32encode(digest).decode().translate(_LETTERS)


def _grouped(code):
    return f"{code[:4]}-{code[4:]}"
