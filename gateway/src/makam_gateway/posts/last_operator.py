"""A site keeps an operator: without one nobody could let anybody in again."""

from contextlib import contextmanager

from makam_gateway.posts.queries import has_operator
from makam_kernel.errors import Conflict


@contextmanager
def operator_remains(tx):
    """Refuses with ``Conflict("operator.last")`` a change that would take away the last one."""
    had_one = has_operator(tx.session)
    yield
    tx.session.flush()
    if had_one and not has_operator(tx.session):
        raise Conflict("operator.last")
