"""One step a module, never changed once it was shipped."""
