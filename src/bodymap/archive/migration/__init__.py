"""The way of the database from nothing, or from an older bodymap, to `bodymap.archive.schema`."""
