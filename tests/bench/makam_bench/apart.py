"""Imported before the gateway: its tables get a base of their own, so that they fit into one process with those of
requests, where there is a table of units, too."""

from sqlalchemy.orm import DeclarativeBase

import requests_service.service  # noqa: F401  (its tables, on the kernel's base)
from makam_kernel import db


class Base(DeclarativeBase):
    """What the gateway's tables are made on."""


db.Base = Base
