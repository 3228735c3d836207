"""Alembic's environment; the kernel knows how."""

import makam_gateway.service  # noqa: F401  (all tables)
from alembic import context
from makam_kernel import migrations

migrations.run(context)
