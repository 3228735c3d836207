"""Alembic's environment; the kernel knows how."""

from alembic import context

import makam_gateway.service  # noqa: F401  (all tables)
from makam_kernel import migrations

migrations.run(context)
