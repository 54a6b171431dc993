"""What the client sees: the plain view, the second screen, the far view, the hold timer. Nothing private ever reaches it."""
