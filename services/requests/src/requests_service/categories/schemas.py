"""What is asked and told about categories."""

from makam_kernel.schema import Boolean, Code, Command, Id, Integer, ListOf, Nested, Text, View

LAWS = ["3071", "4982"]


class CategoryFacts(Command):
    """What a category is."""

    name = Text(required=True, most=200, metadata={"example": "Yolda çukur"})
    unit_id = Id(required=True)
    internal_days = Integer(load_default=None, allow_none=True, least=1, most=250)
    law = Code(LAWS, load_default="3071")
    restricted = Boolean(load_default=False)


class CreateCategory(CategoryFacts):
    """Adds a category."""

    code = Text(required=True, most=60, metadata={"example": "YOL.CUKUR"})


class ChangeCategory(CategoryFacts):
    """Changes a category; its code stays. A restriction is not lifted so, for that takes two people."""

    category_id = Id(required=True)
    version = Integer(required=True, least=1)


class LiftCategoryRestriction(Command):
    """Restricts the requests of a category no longer, from now on, as two have decided."""

    category_id = Id(required=True)
    approval_id = Id(required=True)


class ListCategories(Command):
    """Asks for all categories."""


class CategoryView(View):
    """A category."""

    id = Id(required=True)
    version = Integer(required=True)
    code = Text(required=True, metadata={"example": "YOL.CUKUR"})
    name = Text(required=True, metadata={"example": "Yolda çukur"})
    unit_id = Id(required=True)
    internal_days = Integer(allow_none=True)
    law = Code(LAWS, required=True)
    restricted = Boolean(required=True)


class CategoryList(View):
    """All categories, by code."""

    items = ListOf(Nested(CategoryView), most=2000, required=True)
