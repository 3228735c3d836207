"""The RPC methods about categories."""

from sqlalchemy import select

from makam_kernel.clock import day_of
from makam_kernel.errors import Conflict
from makam_kernel.remote import Desk, command, query
from makam_kernel.units import known_unit
from requests_service.categories.models import Category
from requests_service.categories.queries import all_categories
from requests_service.categories.schemas import (
    CategoryList,
    CategoryView,
    ChangeCategory,
    CreateCategory,
    LiftCategoryRestriction,
    ListCategories,
)


class CategoriesDesk(Desk):
    """Categories are kept by the private office."""

    @command(CreateCategory, returns=CategoryView, allow="category.manage")
    def create_category(self, tx, code, **facts):
        """Add a category."""
        known_unit(tx.session, facts["unit_id"], day_of(tx.at))
        if tx.session.scalar(select(Category.id).where(Category.code == code)):
            raise Conflict("category.exists", category=code)
        category = Category(code=code)
        return tx.add(category, category.set(**facts))

    @command(ChangeCategory, returns=CategoryView, allow="category.manage")
    def change_category(self, tx, category_id, version, **facts):
        """Change what a category is."""
        known_unit(tx.session, facts["unit_id"], day_of(tx.at))
        category = tx.get(Category, category_id, version=version)
        if category.restricted and not facts["restricted"]:
            raise Conflict("category.restricted", category=category.code)
        return tx.change(category, category.set(**facts))

    @command(LiftCategoryRestriction, returns=CategoryView, allow="category.lift")
    def lift_category_restriction(self, tx, category_id, approval_id):
        """Restrict the requests of a category no longer, as two have decided."""
        category = tx.get(Category, category_id)
        return tx.change(category, category.lift(), approval=str(approval_id)) if category.restricted else category

    @query(ListCategories, returns=CategoryList, allow="category.read")
    def list_categories(self, reading):
        """All categories."""
        return {"items": all_categories(reading.session)}
