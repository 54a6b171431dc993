"""The therapist's own on the screen: where it is placed, written, kept, exported and imported."""
