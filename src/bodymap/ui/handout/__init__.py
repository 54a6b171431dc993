"""The handout: chosen and edited on a page of its own, laid out once, then shown, printed or written."""
