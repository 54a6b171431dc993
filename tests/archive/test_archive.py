"""Keeping, finding, changing and deleting visits."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from zoo_session import SESSIONS

from bodymap.anatomy.place import parse
from bodymap.archive.archive import Archive
from bodymap.archive.visit import Conflict, Saved, Visit, begin
from bodymap.session.record import NEW_CLIENT, Session, add_mark

HERE = add_mark(NEW_CLIENT, parse("psis.left"))
THERE = add_mark(NEW_CLIENT, parse("asis.right"))


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "kept") as opened:
        yield opened


def kept(archive: Archive, visit: Visit) -> Visit:
    outcome = archive.save(visit)
    assert isinstance(outcome, Saved)
    return outcome.visit


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(SESSIONS)
def test_what_is_saved_is_loaded(archive: Archive, session: Session) -> None:
    visit = kept(archive, begin(session))
    assert archive.load(visit.id) == visit


def test_the_second_one_who_edits_the_same_visit_is_asked(archive: Archive) -> None:
    first = kept(archive, begin(HERE))
    theirs = kept(archive, replace(first, session=THERE))
    answer = archive.save(replace(first, session=NEW_CLIENT))
    assert answer == Conflict(replace(first, session=NEW_CLIENT), theirs)
    assert archive.load(first.id) == theirs
    assert kept(archive, answer.keep_mine()).session == NEW_CLIENT
    assert kept(archive, answer.keep_both()).id != first.id


def test_what_was_deleted_elsewhere_is_asked_about_too(archive: Archive) -> None:
    visit = kept(archive, begin(HERE))
    archive.delete_visit(visit.id)
    answer = archive.save(visit)
    assert answer == Conflict(visit, None)
    assert archive.load(visit.id) is None
    assert kept(archive, answer.keep_mine()).session == HERE


def test_a_clock_set_back_does_not_change_the_order_of_visits(archive: Archive) -> None:
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    first = kept(archive, begin(HERE, now=noon))
    second = kept(archive, begin(THERE, now=noon - timedelta(days=400)))
    third = kept(archive, begin(HERE, now=noon))
    assert [summary.id for summary in archive.visits("")] == [third.id, second.id, first.id]
    assert archive.load(second.id).started == noon - timedelta(days=400)
    assert archive.latest("") == third
