"""Seal what is personal, and make people findable again by keyed indexes."""

from alembic import op

from makam_kernel import migrations, tables
from makam_kernel.turkish import fold_name

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    """Each value moves into its sealed column; the key by which names were sorted goes, since it tells the name."""
    tables.upgrade_v2(op)
    with op.batch_alter_table("places") as batch_op:
        batch_op.drop_column("name_key")
    migrations.index(op, "places", name=fold_name, phone=str)
    migrations.index(op, "visit_members", name=fold_name)
    migrations.seal(op, "places", "name", "phone", "email")
    migrations.seal(op, "wishes", "words", "answer")
    migrations.seal(op, "promises", "words", "reason")
    migrations.seal(op, "visits", "purpose", "reason")
    migrations.seal(op, "visit_members", "name", "title")
