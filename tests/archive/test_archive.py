"""Keeping, finding, changing and deleting visits."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kept import kept
from zoo_session import SESSIONS

from bodymap.anatomy.place import parse
from bodymap.archive import name
from bodymap.archive.archive import Archive, measured_by
from bodymap.archive.visit import Conflict, Saved, Skin, begin
from bodymap.ids import Side
from bodymap.session import painting
from bodymap.session.paint import Fill
from bodymap.session.record import NEW_CLIENT, Session, add_mark, name_client

HERE = add_mark(NEW_CLIENT, parse("psis.left"))
THERE = add_mark(NEW_CLIENT, parse("asis.right"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
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


def test_another_room_sees_what_was_written_and_not_its_own(archive: Archive, other: Archive) -> None:
    since = other.changes().upto
    visit = kept(archive, begin(HERE))
    kept(archive, replace(visit, session=THERE))
    archive.delete_visit(visit.id)
    news = other.changes(since)
    assert [(change.kind, change.visit, change.version) for change in news.changes] == [
        ("saved", visit.id, 1),
        ("saved", visit.id, 2),
        ("deleted", visit.id, 0),
    ]
    assert other.changes(news.upto).changes == ()
    assert archive.changes(since).changes == ()


def test_two_rooms_that_save_the_same_visit_never_overwrite_each_other(archive: Archive, other: Archive) -> None:
    visit = kept(archive, begin(HERE))
    theirs = kept(other, replace(visit, session=THERE))
    answer = archive.save(replace(visit, session=NEW_CLIENT))
    assert isinstance(answer, Conflict)
    assert (answer.mine.session, answer.theirs) == (NEW_CLIENT, theirs)
    assert [each.session for each in archive.waiting()] == [NEW_CLIENT], "mine waits here until it is settled, whatever happens"
    both = archive.settle(answer, keep="both")
    assert isinstance(both, Saved)
    assert other.load(both.visit.id) == both.visit
    assert other.load(visit.id) == theirs
    assert not archive.waiting()


def test_a_timeline_measures_the_skin_of_each_visit_once(archive: Archive) -> None:
    visit = kept(archive, begin(painting.paint(NEW_CLIENT, [Fill("sacrum", Side.LEFT)])))
    assert archive.timeline("")[0].cm2 is None
    asked: list[Session] = []

    def measure(session: Session) -> Skin:
        asked.append(session)
        return Skin(12.34, {1: 12.34})

    assert archive.timeline("", measure)[0].cm2 == 12.3
    assert archive.timeline("", measure)[0].cm2 == 12.3
    assert len(asked) == 1
    kept(archive, replace(visit, session=NEW_CLIENT))
    (bare,) = archive.timeline("", measure)
    assert (bare.areas, bare.cm2) == ((), 0.0)
    assert len(asked) == 1, "where nothing is marked nothing is measured"


def test_what_was_measured_of_a_visit_that_was_written_meanwhile_is_not_kept(archive: Archive) -> None:
    visit = kept(archive, begin(painting.paint(NEW_CLIENT, [Fill("sacrum", Side.LEFT)])))
    old = measured_by(lambda _session: Skin(1.0), visit)
    kept(archive, visit)
    archive.keep_measured((old,))
    assert archive.timeline("")[0].cm2 is None


def test_deleting_takes_the_visit_and_nothing_else(archive: Archive) -> None:
    first, second = kept(archive, begin(HERE)), kept(archive, begin(THERE))
    assert archive.delete_visit(first.id).visits == 1
    assert archive.delete_visit(first.id).visits == 0
    assert [summary.id for summary in archive.visits("")] == [second.id]


def test_clients_are_found_by_any_part_of_what_was_typed_the_last_seen_first(archive: Archive) -> None:
    for typed in ("17", "Zoë Strauß", "7", "Anna Ruiz", "zoë  STRAUß"):
        kept(archive, begin(name_client(NEW_CLIENT, typed)))
    assert [(client.name, client.visits) for client in archive.clients()] == [("Zoë Strauß", 2), ("Anna Ruiz", 1), ("7", 1), ("17", 1)]
    assert [client.name for client in archive.clients("7")] == ["7", "17"]
    assert [client.name for client in archive.clients("strauss ZOE")] == ["Zoë Strauß"]
    assert archive.clients("nobody") == ()
    (anna,) = archive.clients("anna")
    assert anna.last == archive.visits(anna.id)[0].started


@given(st.text(max_size=30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
def test_a_client_is_whatever_is_typed(archive: Archive, typed: str) -> None:
    visit = kept(archive, begin(name_client(NEW_CLIENT, typed)))
    client = archive.client(typed)
    assert (client is None) == (not name.clean(typed))
    assert visit.id in {summary.id for summary in archive.visits(client.id if client else "")}


def test_a_client_who_is_given_another_name_keeps_all_visits_and_may_join_another(archive: Archive) -> None:
    visits = [kept(archive, begin(name_client(NEW_CLIENT, typed))) for typed in ("Anan", "Anan", "Anna")]
    wrong = archive.client("Anan")
    assert wrong is not None
    assert archive.rename(wrong.id, "Anna") == 2
    assert archive.client("Anan") is None
    (anna,) = archive.clients()
    assert {summary.id for summary in archive.visits(anna.id)} == {visit.id for visit in visits}
    assert archive.load(visits[0].id).client == "Anna"
    archive.rename(anna.id, "ANNA")
    assert [(each.id, each.name) for each in archive.clients()] == [(anna.id, "ANNA")]


def test_a_waiting_file_that_is_damaged_is_named_and_hinders_nothing(archive: Archive) -> None:
    visit = kept(archive, begin(HERE))
    kept(archive, replace(visit, session=THERE))
    archive.save(visit)
    damaged = archive.folder / "waiting" / "0.visit"
    damaged.write_bytes(b"?")
    assert [each.id for each in archive.waiting()] == [visit.id]
    assert archive.unreadable() == (damaged,)


def test_another_window_that_writes_on_leaves_what_waits_here_for_an_answer(archive: Archive) -> None:
    first = kept(archive, begin(HERE))
    theirs = kept(archive, replace(first, session=THERE))
    mine = replace(first, session=NEW_CLIENT)
    conflict = archive.save(mine)
    written_on = kept(archive, replace(theirs, session=HERE))
    assert archive.waiting() == (mine,)
    assert isinstance(conflict, Conflict)
    archive.settle(replace(conflict, theirs=written_on), keep="theirs")
    assert not archive.waiting()
    assert archive.load(first.id) == written_on
