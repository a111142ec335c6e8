"""The records of all rooms, on laptops and servers."""

import sqlalchemy as sa
from alembic import op

from sfa.store import types as t

revision = "core_0001"
down_revision = None
branch_labels = ("core",)
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "account",
        sa.Column("id", t.Id(), nullable=False),
        sa.Column("name", t.Text(300), nullable=False),
        sa.Column("name_key", t.Text(600), nullable=False),
        sa.Column("category", t.Text(80), nullable=True),
        sa.Column("sector", t.Text(80), nullable=True),
        sa.Column("tier", t.Text(20), nullable=True),
        sa.Column("owner_id", t.Id(), nullable=True),
        sa.Column("territory_id", t.Id(), nullable=True),
        sa.Column("parent_id", t.Id(), nullable=True),
        sa.Column("phone", t.Text(40), nullable=True),
        sa.Column("email", t.Text(254), nullable=True),
        sa.Column("website", t.Text(500), nullable=True),
        sa.Column("employees", t.Int(), nullable=True),
        sa.Column("founded", t.Int(), nullable=True),
        sa.Column("annual_revenue", t.Minor(), nullable=True),
        sa.Column("currency", t.Text(3), nullable=True),
        sa.Column("visit_every", t.Int(), nullable=True),
        sa.Column("note", t.Text(20000), nullable=True),
        sa.Column("flags", t.Json(), nullable=True),
        sa.Column("external_id", t.Text(120), nullable=True),
        sa.Column("created_at", t.Moment(), nullable=False),
        sa.Column("created_by", t.Id(), nullable=True),
        sa.Column("updated_at", t.Moment(), nullable=False),
        sa.Column("updated_by", t.Id(), nullable=True),
        sa.Column("version", t.Int(), nullable=False),
        sa.Column("deleted_at", t.Moment(), nullable=True),
        sa.Column("custom", t.Json(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
    )
    op.create_index(op.f("ix_account_external_id"), "account", ["external_id"], unique=False)
    op.create_index(
        "ix_account_list",
        "account",
        ["name_key", "id", "deleted_at", "owner_id", "territory_id", "created_by"],
        unique=False,
    )
    op.create_index(op.f("ix_account_name_key"), "account", ["name_key"], unique=False)
    op.create_index(op.f("ix_account_owner_id"), "account", ["owner_id"], unique=False)
    op.create_index(op.f("ix_account_parent_id"), "account", ["parent_id"], unique=False)
    op.create_index(op.f("ix_account_territory_id"), "account", ["territory_id"], unique=False)
    op.create_table(
        "activity",
        sa.Column("id", t.Id(), nullable=False),
        sa.Column("kind", t.Text(40), nullable=False),
        sa.Column("subject", t.Text(300), nullable=False),
        sa.Column("owner_id", t.Id(), nullable=True),
        sa.Column("account_id", t.Id(), nullable=True),
        sa.Column("contact_id", t.Id(), nullable=True),
        sa.Column("opportunity_id", t.Id(), nullable=True),
        sa.Column("quote_id", t.Id(), nullable=True),
        sa.Column("stage_id", t.Id(), nullable=True),
        sa.Column("state", t.Text(20), nullable=False),
        sa.Column("promise", t.Bool(), nullable=False),
        sa.Column("due_on", t.Day(), nullable=True),
        sa.Column("due_at", t.Moment(), nullable=True),
        sa.Column("zone", t.Text(60), nullable=True),
        sa.Column("minutes", t.Int(), nullable=True),
        sa.Column("done_at", t.Moment(), nullable=True),
        sa.Column("direction", t.Text(10), nullable=True),
        sa.Column("outcome", t.Text(40), nullable=True),
        sa.Column("result", t.Text(20000), nullable=True),
        sa.Column("next_step", t.Text(300), nullable=True),
        sa.Column("external_id", t.Text(120), nullable=True),
        sa.Column("created_at", t.Moment(), nullable=False),
        sa.Column("created_by", t.Id(), nullable=True),
        sa.Column("updated_at", t.Moment(), nullable=False),
        sa.Column("updated_by", t.Id(), nullable=True),
        sa.Column("version", t.Int(), nullable=False),
        sa.Column("deleted_at", t.Moment(), nullable=True),
        sa.Column("custom", t.Json(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
    )
    op.create_index(op.f("ix_activity_account_id"), "activity", ["account_id"], unique=False)
    op.create_index(op.f("ix_activity_contact_id"), "activity", ["contact_id"], unique=False)
    op.create_index(op.f("ix_activity_done_at"), "activity", ["done_at"], unique=False)
    op.create_index(op.f("ix_activity_due_on"), "activity", ["due_on"], unique=False)
    op.create_index(op.f("ix_activity_external_id"), "activity", ["external_id"], unique=False)
    op.create_index(op.f("ix_activity_opportunity_id"), "activity", ["opportunity_id"], unique=False)
    op.create_index(op.f("ix_activity_owner_id"), "activity", ["owner_id"], unique=False)
    op.create_index(op.f("ix_activity_quote_id"), "activity", ["quote_id"], unique=False)
    op.create_table(
        "affiliation",
        sa.Column("id", t.Id(), nullable=False),
        sa.Column("contact_id", t.Id(), nullable=False),
        sa.Column("account_id", t.Id(), nullable=False),
        sa.Column("role", t.Text(120), nullable=True),
        sa.Column("since", t.Day(), nullable=True),
        sa.Column("until", t.Day(), nullable=True),
        sa.Column("created_at", t.Moment(), nullable=False),
        sa.Column("created_by", t.Id(), nullable=True),
        sa.Column("updated_at", t.Moment(), nullable=False),
        sa.Column("updated_by", t.Id(), nullable=True),
        sa.Column("version", t.Int(), nullable=False),
        sa.Column("deleted_at", t.Moment(), nullable=True),
        sa.Column("custom", t.Json(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_affiliation")),
    )
    op.create_index(op.f("ix_affiliation_account_id"), "affiliation", ["account_id"], unique=False)
    op.create_index(op.f("ix_affiliation_contact_id"), "affiliation", ["contact_id"], unique=False)
    op.create_table(
        "contact",
        sa.Column("id", t.Id(), nullable=False),
        sa.Column("name", t.Text(300), nullable=False),
        sa.Column("name_key", t.Text(600), nullable=False),
        sa.Column("first_name", t.Text(120), nullable=True),
        sa.Column("last_name", t.Text(120), nullable=True),
        sa.Column("account_id", t.Id(), nullable=True),
        sa.Column("job_title", t.Text(120), nullable=True),
        sa.Column("part", t.Text(40), nullable=True),
        sa.Column("email", t.Text(254), nullable=True),
        sa.Column("phone", t.Text(40), nullable=True),
        sa.Column("mobile", t.Text(40), nullable=True),
        sa.Column("preferred_channel", t.Text(20), nullable=True),
        sa.Column("do_not_contact", t.Bool(), nullable=False),
        sa.Column("note", t.Text(20000), nullable=True),
        sa.Column("external_id", t.Text(120), nullable=True),
        sa.Column("created_at", t.Moment(), nullable=False),
        sa.Column("created_by", t.Id(), nullable=True),
        sa.Column("updated_at", t.Moment(), nullable=False),
        sa.Column("updated_by", t.Id(), nullable=True),
        sa.Column("version", t.Int(), nullable=False),
        sa.Column("deleted_at", t.Moment(), nullable=True),
        sa.Column("custom", t.Json(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    op.create_index(op.f("ix_contact_account_id"), "contact", ["account_id"], unique=False)
    op.create_index(op.f("ix_contact_external_id"), "contact", ["external_id"], unique=False)
    op.create_index(op.f("ix_contact_name_key"), "contact", ["name_key"], unique=False)
    op.create_table(
        "day_route",
        sa.Column("id", t.Id(), nullable=False),
        sa.Column("user_id", t.Id(), nullable=False),
        sa.Column("day", t.Day(), nullable=False),
        sa.Column("lunch_at", t.Int(), nullable=True),
        sa.Column("home_at", t.Int(), nullable=True),
        sa.Column("leave_at", t.Int(), nullable=True),
        sa.Column("metres", t.Int(), nullable=False),
        sa.Column("seconds", t.Int(), nullable=False),
        sa.Column("left_out", t.Json(), nullable=True),
        sa.Column("planned_at", t.Moment(), nullable=True),
        sa.Column("created_at", t.Moment(), nullable=False),
        sa.Column("created_by", t.Id(), nullable=True),
        sa.Column("updated_at", t.Moment(), nullable=False),
        sa.Column("updated_by", t.Id(), nullable=True),
        sa.Column("version", t.Int(), nullable=False),
        sa.Column("deleted_at", t.Moment(), nullable=True),
        sa.Column("custom", t.Json(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_route")),
    )
    op.create_index(op.f("ix_day_route_day"), "day_route", ["day"], unique=False)
    op.create_index(op.f("ix_day_route_user_id"), "day_route", ["user_id"], unique=False)
    op.create_table(
        "grant",
        sa.Column("id", t.Id(), nullable=False),
        sa.Column("user_id", t.Id(), nullable=False),
        sa.Column("territory_id", t.Id(), nullable=False),
        sa.Column("since", t.Day(), nullable=True),
        sa.Column("until", t.Day(), nullable=True),
        sa.Column("why", t.Text(200), nullable=True),
        sa.Column("created_at", t.Moment(), nullable=False),
        sa.Column("created_by", t.Id(), nullable=True),
        sa.Column("updated_at", t.Moment(), nullable=False),
        sa.Column("updated_by", t.Id(), nullable=True),
        sa.Column("version", t.Int(), nullable=False),
        sa.Column("deleted_at", t.Moment(), nullable=True),
        sa.Column("custom", t.Json(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant")),
    )
    op.create_index(op.f("ix_grant_territory_id"), "grant", ["territory_id"], unique=False)
    op.create_index(op.f("ix_grant_user_id"), "grant", ["user_id"], unique=False)
    op.create_table(
        "import_batch",
        sa.Column("id", t.Id(), nullable=False),
        sa.Column("file_name", t.Text(260), nullable=False),
        sa.Column("kind", t.Text(20), nullable=False),
        sa.Column("mapping", t.Text(120), nullable=False),
        sa.Column("counts", t.Json(), nullable=False),
        sa.Column("created_at", t.Moment(), nullable=False),
        sa.Column("created_by", t.Id(), nullable=True),
        sa.Column("updated_at", t.Moment(), nullable=False),
        sa.Column("updated_by", t.Id(), nullable=True),
        sa.Column("version", t.Int(), nullable=False),
        sa.Column("deleted_at", t.Moment(), nullable=True),
        sa.Column("custom", t.Json(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    op.create_table(
        "lead",
        sa.Column("id", t.Id(), nullable=False),
        sa.Column("name", t.Text(300), nullable=False),
        sa.Column("name_key", t.Text(600), nullable=False),
        sa.Column("company", t.Text(300), nullable=True),
        sa.Column("job_title", t.Text(120), nullable=True),
        sa.Column("email", t.Text(254), nullable=True),
        sa.Column("phone", t.Text(40), nullable=True),
        sa.Column("city", t.Text(120), nullable=True),
        sa.Column("region", t.Text(120), nullable=True),
        sa.Column("postal_code", t.Text(20), nullable=True),
        sa.Column("country", t.Text(80), nullable=True),
        sa.Column("source", t.Text(80), nullable=True),
        sa.Column("state", t.Text(20), nullable=False),
        sa.Column("owner_id", t.Id(), nullable=True),
        sa.Column("territory_id", t.Id(), nullable=True),
        sa.Column("note", t.Text(20000), nullable=True),
        sa.Column("external_id", t.Text(120), nullable=True),
        sa.Column("created_at", t.Moment(), nullable=False),
        sa.Column("created_by", t.Id(), nullable=True),
        sa.Column("updated_at", t.Moment(), nullable=False),
        sa.Column("updated_by", t.Id(), nullable=True),
        sa.Column("version", t.Int(), nullable=False),
        sa.Column("deleted_at", t.Moment(), nullable=True),
        sa.Column("custom", t.Json(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead")),
    )
    op.create_index(op.f("ix_lead_external_id"), "lead", ["external_id"], unique=False)
    op.create_index(op.f("ix_lead_name_key"), "lead", ["name_key"], unique=False)
    op.create_index(op.f("ix_lead_owner_id"), "lead", ["owner_id"], unique=False)
    op.create_index(op.f("ix_lead_state"), "lead", ["state"], unique=False)
    op.create_index(op.f("ix_lead_territory_id"), "lead", ["territory_id"], unique=False)
    op.create_table(
        "loss_reason",
        sa.Column("id", t.Id(), nullable=False),
        sa.Column("name", t.Text(80), nullable=False),
        sa.Column("position", t.Int(), nullable=False),
        sa.Column("asks_note", t.Bool(), nullable=False),
        sa.Column("created_at", t.Moment(), nullable=False),
        sa.Column("created_by", t.Id(), nullable=True),
        sa.Column("updated_at", t.Moment(), nullable=False),
        sa.Column("updated_by", t.Id(), nullable=True),
        sa.Column("version", t.Int(), nullable=False),
        sa.Column("deleted_at", t.Moment(), nullable=True),
        sa.Column("custom", t.Json(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loss_reason")),
    )
    op.create_table(
        "number_block",
        sa.Column("id", t.Id(), nullable=False),
        sa.Column("series", t.Text(40), nullable=False),
        sa.Column("next", t.Int(), nullable=False),
        sa.Column("last", t.Int(), nullable=False),
        sa.Column("leased", t.Bool(), nullable=False),
        sa.Column("created_at", t.Moment(), nullable=False),
        sa.Column("created_by", t.Id(), nullable=True),
        sa.Column("updated_at", t.Moment(), nullable=False),
        sa.Column("updated_by", t.Id(), nullable=True),
        sa.Column("version", t.Int(), nullable=False),
        sa.Column("deleted_at", t.Moment(), nullable=True),
        sa.Column("custom", t.Json(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_block")),
    )
    op.create_index(op.f("ix_number_block_series"), "number_block", ["series"], unique=False)
    op.create_table(
        "opportunity",
        sa.Column("id", t.Id(), nullable=False),
        sa.Column("name", t.Text(300), nullable=False),
        sa.Column("name_key", t.Text(600), nullable=False),
        sa.Column("account_id", t.Id(), nullable=True),
        sa.Column("contact_id", t.Id(), nullable=True),
        sa.Column("owner_id", t.Id(), nullable=True),
        sa.Column("product_id", t.Id(), nullable=True),
        sa.Column("pipeline_id", t.Id(), nullable=False),
        sa.Column("stage_id", t.Id(), nullable=True),
        sa.Column("state", t.Text(10), nullable=False),
        sa.Column("amount", t.Minor(), nullable=False),
        sa.Column("currency", t.Text(3), nullable=False),
        sa.Column("estimated", t.Bool(), nullable=False),
        sa.Column("probability", t.Int(), nullable=True),
        sa.Column("opened_on", t.Day(), nullable=True),
        sa.Column("close_on", t.Day(), nullable=True),
        sa.Column("closed_on", t.Day(), nullable=True),
        sa.Column("stage_since", t.Moment(), nullable=True),
        sa.Column("loss_reason_id", t.Id(), nullable=True),
        sa.Column("loss_note", t.Text(2000), nullable=True),
        sa.Column("next_step", t.Text(300), nullable=True),
        sa.Column("next_step_on", t.Day(), nullable=True),
        sa.Column("flag", t.Text(200), nullable=True),
        sa.Column("external_id", t.Text(120), nullable=True),
        sa.Column("created_at", t.Moment(), nullable=False),
        sa.Column("created_by", t.Id(), nullable=True),
        sa.Column("updated_at", t.Moment(), nullable=False),
        sa.Column("updated_by", t.Id(), nullable=True),
        sa.Column("version", t.Int(), nullable=False),
        sa.Column("deleted_at", t.Moment(), nullable=True),
        sa.Column("custom", t.Json(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opportunity")),
    )
    op.create_index(op.f("ix_opportunity_account_id"), "opportunity", ["account_id"], unique=False)
    op.create_index(op.f("ix_opportunity_closed_on"), "opportunity", ["closed_on"], unique=False)
    op.create_index(op.f("ix_opportunity_contact_id"), "opportunity", ["contact_id"], unique=False)
    op.create_index(op.f("ix_opportunity_external_id"), "opportunity", ["external_id"], unique=False)
    op.create_index(op.f("ix_opportunity_name_key"), "opportunity", ["name_key"], unique=False)
    op.create_index(op.f("ix_opportunity_owner_id"), "opportunity", ["owner_id"], unique=False)
    op.create_index(op.f("ix_opportunity_pipeline_id"), "opportunity", ["pipeline_id"], unique=False)
    op.create_index(op.f("ix_opportunity_product_id"), "opportunity", ["product_id"], unique=False)
    op.create_index(op.f("ix_opportunity_stage_id"), "opportunity", ["stage_id"], unique=False)
    op.create_index(op.f("ix_opportunity_state"), "opportunity", ["state"], unique=False)
    op.create_table(
        "pipeline",
        sa.Column("id", t.Id(), nullable=False),
        sa.Column("name", t.Text(120), nullable=False),
        sa.Column("standard", t.Bool(), nullable=False),
        sa.Column("created_at", t.Moment(), nullable=False),
        sa.Column("created_by", t.Id(), nullable=True),
        sa.Column("updated_at", t.Moment(), nullable=False),
        sa.Column("updated_by", t.Id(), nullable=True),
        sa.Column("version", t.Int(), nullable=False),
        sa.Column("deleted_at", t.Moment(), nullable=True),
        sa.Column("custom", t.Json(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pipeline")),
    )
    op.create_table(
        "price_book",
        sa.Column("id", t.Id(), nullable=False),
        sa.Column("name", t.Text(120), nullable=False),
        sa.Column("currency", t.Text(3), nullable=False),
        sa.Column("standard", t.Bool(), nullable=False),
        sa.Column("tax_included", t.Bool(), nullable=False),
        sa.Column("valid_from", t.Day(), nullable=True),
        sa.Column("valid_until", t.Day(), nullable=True),
        sa.Column("created_at", t.Moment(), nullable=False),
        sa.Column("created_by", t.Id(), nullable=True),
        sa.Column("updated_at", t.Moment(), nullable=False),
        sa.Column("updated_by", t.Id(), nullable=True),
        sa.Column("version", t.Int(), nullable=False),
        sa.Column("deleted_at", t.Moment(), nullable=True),
        sa.Column("custom", t.Json(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_book")),
    )
    op.create_table(
        "product",
        sa.Column("id", t.Id(), nullable=False),
        sa.Column("name", t.Text(200), nullable=False),
        sa.Column("name_key", t.Text(400), nullable=False),
        sa.Column("code", t.Text(60), nullable=True),
        sa.Column("family", t.Text(80), nullable=True),
        sa.Column("description", t.Text(2000), nullable=True),
        sa.Column("unit", t.Text(20), nullable=True),
        sa.Column("cost", t.DecimalText(), nullable=True),
        sa.Column("tax_id", t.Id(), nullable=True),
        sa.Column("active", t.Bool(), nullable=False),
        sa.Column("external_id", t.Text(120), nullable=True),
        sa.Column("created_at", t.Moment(), nullable=False),
        sa.Column("created_by", t.Id(), nullable=True),
        sa.Column("updated_at", t.Moment(), nullable=False),
        sa.Column("updated_by", t.Id(), nullable=True),
        sa.Column("version", t.Int(), nullable=False),
        sa.Column("deleted_at", t.Moment(), nullable=True),
        sa.Column("custom", t.Json(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product")),
    )
    op.create_index(op.f("ix_product_code"), "product", ["code"], unique=False)
    op.create_index(op.f("ix_product_external_id"), "product", ["external_id"], unique=False)
    op.create_index(op.f("ix_product_name_key"), "product", ["name_key"], unique=False)
    op.create_index(op.f("ix_product_tax_id"), "product", ["tax_id"], unique=False)
    op.create_table(
        "quote",
        sa.Column("id", t.Id(), nullable=False),
        sa.Column("number", t.Text(40), nullable=False),
        sa.Column("revision", t.Int(), nullable=False),
        sa.Column("title", t.Text(200), nullable=True),
        sa.Column("account_id", t.Id(), nullable=False),
        sa.Column("contact_id", t.Id(), nullable=True),
        sa.Column("contact_name", t.Text(300), nullable=True),
        sa.Column("opportunity_id", t.Id(), nullable=True),
        sa.Column("owner_id", t.Id(), nullable=True),
        sa.Column("price_book_id", t.Id(), nullable=True),
        sa.Column("state", t.Text(20), nullable=False),
        sa.Column("currency", t.Text(3), nullable=False),
        sa.Column("tax_id", t.Id(), nullable=True),
        sa.Column("rounding", t.Text(10), nullable=False),
        sa.Column("tax_included", t.Bool(), nullable=False),
        sa.Column("discount", t.DecimalText(), nullable=True),
        sa.Column("issued_on", t.Day(), nullable=True),
        sa.Column("valid_until", t.Day(), nullable=True),
        sa.Column("sent_at", t.Moment(), nullable=True),
        sa.Column("decided_at", t.Moment(), nullable=True),
        sa.Column("decision_note", t.Text(2000), nullable=True),
        sa.Column("bill_to", t.Text(1000), nullable=True),
        sa.Column("terms", t.Text(5000), nullable=True),
        sa.Column("note", t.Text(5000), nullable=True),
        sa.Column("net", t.Minor(), nullable=False),
        sa.Column("tax", t.Minor(), nullable=False),
        sa.Column("gross", t.Minor(), nullable=False),
        sa.Column("created_at", t.Moment(), nullable=False),
        sa.Column("created_by", t.Id(), nullable=True),
        sa.Column("updated_at", t.Moment(), nullable=False),
        sa.Column("updated_by", t.Id(), nullable=True),
        sa.Column("version", t.Int(), nullable=False),
        sa.Column("deleted_at", t.Moment(), nullable=True),
        sa.Column("custom", t.Json(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote")),
    )
    op.create_index(op.f("ix_quote_account_id"), "quote", ["account_id"], unique=False)
    op.create_index(op.f("ix_quote_contact_id"), "quote", ["contact_id"], unique=False)
    op.create_index(op.f("ix_quote_number"), "quote", ["number"], unique=False)
    op.create_index(op.f("ix_quote_opportunity_id"), "quote", ["opportunity_id"], unique=False)
    op.create_index(op.f("ix_quote_owner_id"), "quote", ["owner_id"], unique=False)
    op.create_index(op.f("ix_quote_price_book_id"), "quote", ["price_book_id"], unique=False)
    op.create_index(op.f("ix_quote_state"), "quote", ["state"], unique=False)
    op.create_table(
        "role",
        sa.Column("id", t.Id(), nullable=False),
        sa.Column("key", t.Text(20), nullable=False),
        sa.Column("name", t.Text(60), nullable=False),
        sa.Column("rights", t.Json(), nullable=False),
        sa.Column("created_at", t.Moment(), nullable=False),
        sa.Column("created_by", t.Id(), nullable=True),
        sa.Column("updated_at", t.Moment(), nullable=False),
        sa.Column("updated_by", t.Id(), nullable=True),
        sa.Column("version", t.Int(), nullable=False),
        sa.Column("deleted_at", t.Moment(), nullable=True),
        sa.Column("custom", t.Json(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role")),
    )
    op.create_table(
        "setting",
        sa.Column("id", t.Id(), nullable=False),
        sa.Column("user_id", t.Id(), nullable=True),
        sa.Column("key", t.Text(60), nullable=False),
        sa.Column("value", t.Json(), nullable=True),
        sa.Column("created_at", t.Moment(), nullable=False),
        sa.Column("created_by", t.Id(), nullable=True),
        sa.Column("updated_at", t.Moment(), nullable=False),
        sa.Column("updated_by", t.Id(), nullable=True),
        sa.Column("version", t.Int(), nullable=False),
        sa.Column("deleted_at", t.Moment(), nullable=True),
        sa.Column("custom", t.Json(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
    )
    op.create_index(op.f("ix_setting_user_id"), "setting", ["user_id"], unique=False)
    op.create_table(
        "tax",
        sa.Column("id", t.Id(), nullable=False),
        sa.Column("name", t.Text(80), nullable=False),
        sa.Column("rate", t.DecimalText(), nullable=False),
        sa.Column("standard", t.Bool(), nullable=False),
        sa.Column("created_at", t.Moment(), nullable=False),
        sa.Column("created_by", t.Id(), nullable=True),
        sa.Column("updated_at", t.Moment(), nullable=False),
        sa.Column("updated_by", t.Id(), nullable=True),
        sa.Column("version", t.Int(), nullable=False),
        sa.Column("deleted_at", t.Moment(), nullable=True),
        sa.Column("custom", t.Json(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tax")),
    )
    op.create_table(
        "team",
        sa.Column("id", t.Id(), nullable=False),
        sa.Column("name", t.Text(120), nullable=False),
        sa.Column("region", t.Text(120), nullable=True),
        sa.Column("manager_id", t.Id(), nullable=True),
        sa.Column("created_at", t.Moment(), nullable=False),
        sa.Column("created_by", t.Id(), nullable=True),
        sa.Column("updated_at", t.Moment(), nullable=False),
        sa.Column("updated_by", t.Id(), nullable=True),
        sa.Column("version", t.Int(), nullable=False),
        sa.Column("deleted_at", t.Moment(), nullable=True),
        sa.Column("custom", t.Json(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
    )
    op.create_index(op.f("ix_team_manager_id"), "team", ["manager_id"], unique=False)
    op.create_table(
        "territory",
        sa.Column("id", t.Id(), nullable=False),
        sa.Column("name", t.Text(120), nullable=False),
        sa.Column("name_key", t.Text(400), nullable=False),
        sa.Column("parent_id", t.Id(), nullable=True),
        sa.Column("owner_id", t.Id(), nullable=True),
        sa.Column("created_at", t.Moment(), nullable=False),
        sa.Column("created_by", t.Id(), nullable=True),
        sa.Column("updated_at", t.Moment(), nullable=False),
        sa.Column("updated_by", t.Id(), nullable=True),
        sa.Column("version", t.Int(), nullable=False),
        sa.Column("deleted_at", t.Moment(), nullable=True),
        sa.Column("custom", t.Json(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_territory")),
    )
    op.create_index(op.f("ix_territory_name_key"), "territory", ["name_key"], unique=False)
    op.create_index(op.f("ix_territory_owner_id"), "territory", ["owner_id"], unique=False)
    op.create_index(op.f("ix_territory_parent_id"), "territory", ["parent_id"], unique=False)
    op.create_table(
        "user",
        sa.Column("id", t.Id(), nullable=False),
        sa.Column("name", t.Text(120), nullable=False),
        sa.Column("name_key", t.Text(400), nullable=False),
        sa.Column("email", t.Text(254), nullable=True),
        sa.Column("phone", t.Text(40), nullable=True),
        sa.Column("role", t.Text(20), nullable=False),
        sa.Column("team_id", t.Id(), nullable=True),
        sa.Column("zone", t.Text(60), nullable=False),
        sa.Column("locale", t.Text(20), nullable=False),
        sa.Column("active", t.Bool(), nullable=False),
        sa.Column("external_id", t.Text(120), nullable=True),
        sa.Column("created_at", t.Moment(), nullable=False),
        sa.Column("created_by", t.Id(), nullable=True),
        sa.Column("updated_at", t.Moment(), nullable=False),
        sa.Column("updated_by", t.Id(), nullable=True),
        sa.Column("version", t.Int(), nullable=False),
        sa.Column("deleted_at", t.Moment(), nullable=True),
        sa.Column("custom", t.Json(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
    )
    op.create_index(op.f("ix_user_external_id"), "user", ["external_id"], unique=False)
    op.create_index(op.f("ix_user_name_key"), "user", ["name_key"], unique=False)
    op.create_index(op.f("ix_user_team_id"), "user", ["team_id"], unique=False)
    op.create_table(
        "visit",
        sa.Column("id", t.Id(), nullable=False),
        sa.Column("owner_id", t.Id(), nullable=False),
        sa.Column("account_id", t.Id(), nullable=False),
        sa.Column("location_id", t.Id(), nullable=True),
        sa.Column("day", t.Day(), nullable=False),
        sa.Column("position", t.Int(), nullable=False),
        sa.Column("locked", t.Bool(), nullable=False),
        sa.Column("priority", t.Int(), nullable=False),
        sa.Column("fixed_start", t.Int(), nullable=True),
        sa.Column("arrive", t.Int(), nullable=True),
        sa.Column("leave", t.Int(), nullable=True),
        sa.Column("why", t.Json(), nullable=True),
        sa.Column("purpose", t.Text(500), nullable=True),
        sa.Column("started_at", t.Moment(), nullable=True),
        sa.Column("ended_at", t.Moment(), nullable=True),
        sa.Column("at_lat", t.Degrees(90), nullable=True),
        sa.Column("at_lon", t.Degrees(180), nullable=True),
        sa.Column("created_at", t.Moment(), nullable=False),
        sa.Column("created_by", t.Id(), nullable=True),
        sa.Column("updated_at", t.Moment(), nullable=False),
        sa.Column("updated_by", t.Id(), nullable=True),
        sa.Column("version", t.Int(), nullable=False),
        sa.Column("deleted_at", t.Moment(), nullable=True),
        sa.Column("custom", t.Json(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    op.create_index(op.f("ix_visit_account_id"), "visit", ["account_id"], unique=False)
    op.create_index(op.f("ix_visit_day"), "visit", ["day"], unique=False)
    op.create_index(op.f("ix_visit_location_id"), "visit", ["location_id"], unique=False)
    op.create_index(op.f("ix_visit_owner_id"), "visit", ["owner_id"], unique=False)
    op.create_table(
        "working_hours",
        sa.Column("id", t.Id(), nullable=False),
        sa.Column("user_id", t.Id(), nullable=False),
        sa.Column("week", t.Json(), nullable=False),
        sa.Column("lunch", t.Int(), nullable=False),
        sa.Column("lunch_from", t.Int(), nullable=False),
        sa.Column("lunch_to", t.Int(), nullable=False),
        sa.Column("start_name", t.Text(120), nullable=True),
        sa.Column("start_lat", t.Degrees(90), nullable=True),
        sa.Column("start_lon", t.Degrees(180), nullable=True),
        sa.Column("end_name", t.Text(120), nullable=True),
        sa.Column("end_lat", t.Degrees(90), nullable=True),
        sa.Column("end_lon", t.Degrees(180), nullable=True),
        sa.Column("created_at", t.Moment(), nullable=False),
        sa.Column("created_by", t.Id(), nullable=True),
        sa.Column("updated_at", t.Moment(), nullable=False),
        sa.Column("updated_by", t.Id(), nullable=True),
        sa.Column("version", t.Int(), nullable=False),
        sa.Column("deleted_at", t.Moment(), nullable=True),
        sa.Column("custom", t.Json(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_working_hours")),
    )
    op.create_index(op.f("ix_working_hours_user_id"), "working_hours", ["user_id"], unique=False)
    op.create_table(
        "location",
        sa.Column("id", t.Id(), nullable=False),
        sa.Column("account_id", t.Id(), nullable=False),
        sa.Column("label", t.Text(120), nullable=True),
        sa.Column("main", t.Bool(), nullable=False),
        sa.Column("street", t.Text(300), nullable=True),
        sa.Column("city", t.Text(120), nullable=True),
        sa.Column("city_key", t.Text(240), nullable=False),
        sa.Column("region", t.Text(120), nullable=True),
        sa.Column("postal_code", t.Text(20), nullable=True),
        sa.Column("country", t.Text(80), nullable=True),
        sa.Column("lat", t.Degrees(90), nullable=True),
        sa.Column("lon", t.Degrees(180), nullable=True),
        sa.Column("precision", t.Text(20), nullable=True),
        sa.Column("source", t.Text(40), nullable=True),
        sa.Column("opening_hours", t.Json(), nullable=True),
        sa.Column("visit_minutes", t.Int(), nullable=True),
        sa.Column("created_at", t.Moment(), nullable=False),
        sa.Column("created_by", t.Id(), nullable=True),
        sa.Column("updated_at", t.Moment(), nullable=False),
        sa.Column("updated_by", t.Id(), nullable=True),
        sa.Column("version", t.Int(), nullable=False),
        sa.Column("deleted_at", t.Moment(), nullable=True),
        sa.Column("custom", t.Json(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_location_account_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_location")),
    )
    op.create_index(op.f("ix_location_account_id"), "location", ["account_id"], unique=False)
    op.create_index(op.f("ix_location_city_key"), "location", ["city_key"], unique=False)
    op.create_table(
        "price_rule",
        sa.Column("id", t.Id(), nullable=False),
        sa.Column("price_book_id", t.Id(), nullable=False),
        sa.Column("product_id", t.Id(), nullable=False),
        sa.Column("price", t.DecimalText(), nullable=False),
        sa.Column("min_quantity", t.DecimalText(), nullable=False),
        sa.Column("created_at", t.Moment(), nullable=False),
        sa.Column("created_by", t.Id(), nullable=True),
        sa.Column("updated_at", t.Moment(), nullable=False),
        sa.Column("updated_by", t.Id(), nullable=True),
        sa.Column("version", t.Int(), nullable=False),
        sa.Column("deleted_at", t.Moment(), nullable=True),
        sa.Column("custom", t.Json(), nullable=True),
        sa.ForeignKeyConstraint(
            ["price_book_id"],
            ["price_book.id"],
            name=op.f("fk_price_rule_price_book_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_rule")),
    )
    op.create_index(op.f("ix_price_rule_price_book_id"), "price_rule", ["price_book_id"], unique=False)
    op.create_index(op.f("ix_price_rule_product_id"), "price_rule", ["product_id"], unique=False)
    op.create_table(
        "quote_line",
        sa.Column("id", t.Id(), nullable=False),
        sa.Column("quote_id", t.Id(), nullable=False),
        sa.Column("position", t.Int(), nullable=False),
        sa.Column("product_id", t.Id(), nullable=True),
        sa.Column("name", t.Text(300), nullable=False),
        sa.Column("code", t.Text(60), nullable=True),
        sa.Column("description", t.Text(2000), nullable=True),
        sa.Column("unit", t.Text(20), nullable=True),
        sa.Column("quantity", t.DecimalText(), nullable=False),
        sa.Column("list_price", t.DecimalText(), nullable=False),
        sa.Column("unit_price", t.DecimalText(), nullable=False),
        sa.Column("unit_cost", t.DecimalText(), nullable=True),
        sa.Column("discount", t.DecimalText(), nullable=True),
        sa.Column("tax_name", t.Text(80), nullable=True),
        sa.Column("tax_rate", t.DecimalText(), nullable=False),
        sa.Column("created_at", t.Moment(), nullable=False),
        sa.Column("created_by", t.Id(), nullable=True),
        sa.Column("updated_at", t.Moment(), nullable=False),
        sa.Column("updated_by", t.Id(), nullable=True),
        sa.Column("version", t.Int(), nullable=False),
        sa.Column("deleted_at", t.Moment(), nullable=True),
        sa.Column("custom", t.Json(), nullable=True),
        sa.ForeignKeyConstraint(
            ["quote_id"], ["quote.id"], name=op.f("fk_quote_line_quote_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote_line")),
    )
    op.create_index(op.f("ix_quote_line_product_id"), "quote_line", ["product_id"], unique=False)
    op.create_index(op.f("ix_quote_line_quote_id"), "quote_line", ["quote_id"], unique=False)
    op.create_table(
        "stage",
        sa.Column("id", t.Id(), nullable=False),
        sa.Column("pipeline_id", t.Id(), nullable=False),
        sa.Column("key", t.Text(40), nullable=False),
        sa.Column("name", t.Text(80), nullable=False),
        sa.Column("position", t.Int(), nullable=False),
        sa.Column("type", t.Text(10), nullable=False),
        sa.Column("probability", t.Int(), nullable=False),
        sa.Column("rotting_days", t.Int(), nullable=False),
        sa.Column("created_at", t.Moment(), nullable=False),
        sa.Column("created_by", t.Id(), nullable=True),
        sa.Column("updated_at", t.Moment(), nullable=False),
        sa.Column("updated_by", t.Id(), nullable=True),
        sa.Column("version", t.Int(), nullable=False),
        sa.Column("deleted_at", t.Moment(), nullable=True),
        sa.Column("custom", t.Json(), nullable=True),
        sa.ForeignKeyConstraint(
            ["pipeline_id"], ["pipeline.id"], name=op.f("fk_stage_pipeline_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage")),
    )
    op.create_index(op.f("ix_stage_pipeline_id"), "stage", ["pipeline_id"], unique=False)
    op.create_table(
        "stage_change",
        sa.Column("id", t.Id(), nullable=False),
        sa.Column("opportunity_id", t.Id(), nullable=False),
        sa.Column("from_stage_id", t.Id(), nullable=True),
        sa.Column("to_stage_id", t.Id(), nullable=True),
        sa.Column("from_state", t.Text(10), nullable=True),
        sa.Column("to_state", t.Text(10), nullable=False),
        sa.Column("at", t.Moment(), nullable=False),
        sa.Column("by_id", t.Id(), nullable=True),
        sa.Column("amount", t.Minor(), nullable=False),
        sa.Column("created_at", t.Moment(), nullable=False),
        sa.Column("created_by", t.Id(), nullable=True),
        sa.Column("updated_at", t.Moment(), nullable=False),
        sa.Column("updated_by", t.Id(), nullable=True),
        sa.Column("version", t.Int(), nullable=False),
        sa.Column("deleted_at", t.Moment(), nullable=True),
        sa.Column("custom", t.Json(), nullable=True),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunity.id"],
            name=op.f("fk_stage_change_opportunity_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_change")),
    )
    op.create_index(op.f("ix_stage_change_at"), "stage_change", ["at"], unique=False)
    op.create_index(op.f("ix_stage_change_opportunity_id"), "stage_change", ["opportunity_id"], unique=False)
