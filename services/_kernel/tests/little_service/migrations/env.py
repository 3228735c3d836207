"""Alembic's environment; the kernel knows how."""

import little_service.service  # noqa: F401  (all tables)
from alembic import context

from makam_kernel import migrations

migrations.run(context)
