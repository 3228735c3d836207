"""Alembic's environment; the kernel knows how."""

from alembic import context

import documents_service.service  # noqa: F401  (all tables)
from makam_kernel import migrations

migrations.run(context)
