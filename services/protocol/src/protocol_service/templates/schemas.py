"""What is asked and told about templates of ceremonies."""

import re

from marshmallow import ValidationError, validates

from makam_kernel.schema import Boolean, Code, Command, Id, Integer, ListOf, Nested, Page, Text, View
from protocol_service.ceremonies.order import MOST_LINES
from protocol_service.templates.models import Kind

CODE = {"example": "sound"}
PATTERN = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
TASK = {"example": "Ses sistemi kurulumu"}
UNIT = {"example": "DESTEK"}
EVIDENCE = {"example": "yazının tarihi ve sayısı"}
WHAT = {"example": "Saygı duruşu ve İstiklal Marşı"}
TEMPLATE = {"example": "Temel Atma Töreni"}
OFFSET = {"example": -7}
MINUTE = {"example": -15}


class TaskFacts(Command):
    """An item of work: how many working days before (less than nought) or after the ceremony it is due, whose it is,
    which other items it waits for, and what shows that it was done."""

    code = Text(required=True, most=40, metadata=CODE)
    name = Text(required=True, most=200, metadata=TASK)
    offset = Integer(required=True, least=-120, most=60, metadata=OFFSET)
    unit = Text(load_default=None, allow_none=True, most=40, metadata=UNIT)
    after = ListOf(Text(most=40, metadata=CODE), load_default=list, most=20, metadata={"example": []})
    evidence = Text(load_default=None, allow_none=True, most=200, metadata=EVIDENCE)

    @validates("code")
    def _code(self, value, **_kwargs):
        if not PATTERN.fullmatch(value):
            raise ValidationError("format")


class RunSheetFacts(Command):
    """A line of the run sheet: how many minutes after the beginning (before it, less than nought), how long, what; in
    the line of the ``speeches`` those who speak follow one another."""

    minute = Integer(required=True, least=-240, most=1440, metadata=MINUTE)
    minutes = Integer(required=True, least=1, most=1440)
    what = Text(required=True, most=200, metadata=WHAT)
    speeches = Boolean(load_default=False)


class TemplateFacts(Command):
    """What a template says."""

    name = Text(required=True, most=200, metadata=TEMPLATE)
    kind = Code(Kind, required=True)
    tasks = ListOf(Nested(TaskFacts), required=True, most=60)
    run_sheet = ListOf(Nested(RunSheetFacts), required=True, least=1, most=MOST_LINES)


class CreateCeremonyTemplate(TemplateFacts):
    """Adds a template."""

    code = Text(required=True, most=40, metadata={"example": "ground_breaking"})

    @validates("code")
    def _code(self, value, **_kwargs):
        if not PATTERN.fullmatch(value):
            raise ValidationError("format")


class ReviseCeremonyTemplate(TemplateFacts):
    """Gives a template a new edition; ceremonies that were made from the earlier one keep it."""

    ceremony_template_id = Id(required=True)
    version = Integer(required=True, least=1)


class GetCeremonyTemplate(Command):
    """Asks for an edition of a template."""

    ceremony_template_id = Id(required=True)


class ListCeremonyTemplates(Page):
    """Asks for templates in their present edition, by code; or for all editions of one ``code``."""

    code = Text(load_default=None, allow_none=True, most=40, metadata={"example": "ground_breaking"})


class TaskItem(View):
    """An item of work of a template."""

    code = Text(required=True, metadata=CODE)
    name = Text(required=True, metadata=TASK)
    offset = Integer(required=True, least=-120, metadata=OFFSET)
    unit = Text(allow_none=True, metadata=UNIT)
    after = ListOf(Text(metadata=CODE), required=True, metadata={"example": []})
    evidence = Text(allow_none=True, metadata=EVIDENCE)


class RunSheetItem(View):
    """A line of the run sheet of a template."""

    minute = Integer(required=True, least=-240, metadata=MINUTE)
    minutes = Integer(required=True)
    what = Text(required=True, metadata=WHAT)
    speeches = Boolean(required=True)


class CeremonyTemplateView(View):
    """An edition of a template."""

    id = Id(required=True)
    version = Integer(required=True)
    code = Text(required=True, metadata={"example": "ground_breaking"})
    edition = Integer(required=True)
    is_current = Boolean(required=True)
    name = Text(required=True, metadata=TEMPLATE)
    kind = Code(Kind, required=True)
    tasks = ListOf(Nested(TaskItem), required=True)
    run_sheet = ListOf(Nested(RunSheetItem), required=True)


class CeremonyTemplatePage(View):
    """A page of templates."""

    items = ListOf(Nested(CeremonyTemplateView), required=True)
    next_cursor = Text(allow_none=True)
