"""What only a laptop keeps: its change log, audit chain and search."""

import sqlalchemy as sa
from alembic import op

from sfa.store import types as t

revision = "laptop_0001"
down_revision = None
branch_labels = ("laptop",)
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "audit_entry",
        sa.Column("n", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("group_id", t.Id(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_audit_entry")),
    )
    op.create_table(
        "change_group",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", t.Id(), nullable=False),
        sa.Column("label", t.Text(200), nullable=False),
        sa.Column("acts", t.Json(), nullable=False),
        sa.Column("actor_id", t.Id(), nullable=True),
        sa.Column("hlc", sa.BigInteger(), nullable=False),
        sa.Column("device", t.Int(), nullable=False),
        sa.Column("at", t.Moment(), nullable=False),
        sa.Column("undo_of", t.Id(), nullable=True),
        sa.Column("irreversible", t.Text(300), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_change_group")),
        sa.UniqueConstraint("id", name=op.f("uq_change_group_id")),
    )
    op.create_index(op.f("ix_change_group_undo_of"), "change_group", ["undo_of"], unique=False)
    op.create_table(
        "local_state",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", t.Json(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_local_state")),
    )
    op.create_table(
        "search_doc",
        sa.Column("n", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("table_name", sa.String(length=60), nullable=False),
        sa.Column("row_id", t.Id(), nullable=False),
        sa.Column("title", t.Text(400), nullable=False),
        sa.Column("title_key", t.Text(800), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_search_doc")),
        sa.UniqueConstraint("row_id", name="uq_search_doc_row_id"),
    )
    op.create_index(op.f("ix_search_doc_title_key"), "search_doc", ["title_key"], unique=False)
    op.create_table(
        "change",
        sa.Column("group_seq", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(length=60), nullable=False),
        sa.Column("row_id", t.Id(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("base", t.Json(), nullable=False),
        sa.Column("set_to", t.Json(), nullable=False),
        sa.ForeignKeyConstraint(["group_seq"], ["change_group.seq"], name=op.f("fk_change_group_seq")),
        sa.PrimaryKeyConstraint("group_seq", "n", name=op.f("pk_change")),
    )
    op.create_index("ix_change_row", "change", ["table_name", "row_id"], unique=False)

    op.execute(
        "CREATE VIRTUAL TABLE search_words USING fts5(title, body, content='', contentless_delete=1,"
        " tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')"
    )
    op.execute(
        "CREATE VIRTUAL TABLE search_parts USING fts5(title, content='', contentless_delete=1, tokenize='trigram')"
    )
