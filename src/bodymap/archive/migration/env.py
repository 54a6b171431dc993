"""Run by alembic: takes the connection that `bodymap.archive.migrate` hands it; one transaction for all steps. Imported, it does nothing."""

from alembic import context

from bodymap.archive.schema import metadata

if hasattr(context, "config"):
    context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True)
    context.run_migrations()
