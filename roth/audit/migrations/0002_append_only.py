"""Makes the audit trail append-only in the database itself, and starts the chain.

SQLite and PostgreSQL say it differently: the one seam between them in this room.
"""

from django.db import migrations

REFUSAL = "The audit trail is append-only."

SQLITE = [
    f"""CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    f"""CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    f"""CREATE TRIGGER audit_chainhead_no_delete BEFORE DELETE ON audit_chainhead
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
]
POSTGRESQL = [
    f"""CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$""",
    """CREATE TRIGGER audit_event_no_change BEFORE UPDATE OR DELETE ON audit_event
       FOR EACH ROW EXECUTE FUNCTION audit_refuse()""",
    """CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON audit_event
       FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()""",
    """CREATE TRIGGER audit_chainhead_no_delete BEFORE DELETE ON audit_chainhead
       FOR EACH ROW EXECUTE FUNCTION audit_refuse()""",
]


def protect(apps, schema_editor):
    """Create the triggers for this database."""
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def start_chain(apps, schema_editor):
    """The head before the first event."""
    apps.get_model("audit", "ChainHead").objects.create(number=0, hash="0" * 64)


class Migration(migrations.Migration):
    """No way back: removing the protection is a decision for a database owner, not for a command."""

    dependencies = (("audit", "0001_initial"),)
    operations = (
        migrations.RunPython(start_chain, migrations.RunPython.noop),
        migrations.RunPython(protect, migrations.RunPython.noop),
    )
