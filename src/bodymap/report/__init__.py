"""Hands answers over: as text, as JSON, later as a page to take home. Pure and without Qt."""
