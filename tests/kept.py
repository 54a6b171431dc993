"""What tests of the archive say often."""

from bodymap.archive.archive import Archive
from bodymap.archive.visit import Saved, Visit


def kept(archive: Archive, visit: Visit) -> Visit:
    """Save the visit and return it as it is kept; nothing else may come of it."""
    outcome = archive.save(visit)
    assert isinstance(outcome, Saved), outcome
    return outcome.visit
