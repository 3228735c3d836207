"""Every SELECT about categories."""

from sqlalchemy import select

from makam_kernel.errors import Invalid
from requests_service.categories.models import Category


def category_by_code(session, code):
    """The category with this code; ``Invalid("category.unknown")`` when there is none."""
    category = session.scalar(select(Category).where(Category.code == code))
    if category is None:
        raise Invalid("category.unknown", category=code)
    return category


def all_categories(session):
    """Every category, by code."""
    return session.scalars(select(Category).order_by(Category.code)).all()
