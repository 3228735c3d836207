"""Seal what is personal, and find citizens again by keyed indexes."""

from alembic import op

from makam_kernel import migrations, tables
from makam_kernel.turkish import fold_name

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    """Each value moves into its sealed column; equality moves into the indexes."""
    tables.upgrade_v2(op)
    with op.batch_alter_table("citizens") as batch_op:
        for name in ("name_folded", "phone", "national_id"):
            batch_op.drop_index(f"ix_citizens_{name}")
        batch_op.drop_column("name_folded")
    migrations.index(op, "citizens", name=fold_name, phone=str, national_id=str)
    migrations.seal(op, "citizens", "name", "phone", "email", "national_id")
    migrations.seal(op, "requests", "topic", "address", "solution", "closing_reason")
    migrations.seal(op, "request_history", "note")
