"""What goes out comes back the same; what cannot come back is refused in one sentence."""

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kept import kept
from zoo_session import SESSIONS

from bodymap.anatomy.place import parse
from bodymap.archive import exchange, form
from bodymap.archive.archive import Archive
from bodymap.archive.exchange import Imported
from bodymap.archive.visit import Skin, Versions, Visit, begin
from bodymap.errors import DataError
from bodymap.session import retest
from bodymap.session.record import NEW_CLIENT, add_mark, name_client, note

TIMES = st.datetimes(timezones=st.timezones())
VISITS = st.builds(begin, SESSIONS, st.builds(Versions, st.text(max_size=4), st.just(""), st.just("1.0"), st.just("")), now=TIMES)


def whole(archive: Archive) -> list[Visit]:
    with archive.reading() as shelf:
        return list(shelf.every_visit())


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(VISITS, max_size=3))
def test_export_and_import_into_an_empty_archive_is_the_identity(tmp_path_factory: pytest.TempPathFactory, visits: list[Visit]) -> None:
    folder = tmp_path_factory.mktemp("out")
    with Archive.open(folder / "a") as one, Archive.open(folder / "b") as other:
        for visit in visits:
            kept(one, visit)
        assert exchange.export_json(one, folder / "all.json") == len(visits)
        assert exchange.import_json(other, folder / "all.json") == Imported(added=len(visits))
        assert sorted(map(form.to_json, whole(other))) == sorted(map(form.to_json, whole(one)))
        assert exchange.import_json(other, folder / "all.json") == Imported(same=len(visits))
        exchange.export_json(other, folder / "again.json")
        assert (folder / "again.json").read_bytes() == (folder / "all.json").read_bytes()


def test_a_client_goes_out_alone_and_comes_back_where_it_was_deleted(opens: Callable[[str], Archive], tmp_path: Path) -> None:
    with opens("one") as archive:
        mine = [kept(archive, begin(name_client(note(NEW_CLIENT, str(number)), "Anna"))) for number in range(3)]
        kept(archive, begin(name_client(NEW_CLIENT, "Berta")))
        anna = archive.client("anna")
        assert anna is not None
        assert exchange.export_json(archive, tmp_path / "anna.json", anna.id) == 3
        archive.delete_client(anna.id)
        assert archive.client("Anna") is None
        assert exchange.import_json(archive, tmp_path / "anna.json") == Imported(added=3)
        again = archive.client("Anna")
        assert again is not None
        assert [summary.id for summary in archive.visits(again.id)] == [visit.id for visit in reversed(mine)]


def test_what_is_here_otherwise_is_named_and_left_alone(archive: Archive, tmp_path: Path) -> None:
    visit = kept(archive, begin(note(NEW_CLIENT, "then")))
    exchange.export_json(archive, tmp_path / "then.json")
    now = kept(archive, replace(visit, session=note(NEW_CLIENT, "now")))
    assert exchange.import_json(archive, tmp_path / "then.json") == Imported(other=(visit.id,))
    assert archive.load(visit.id) == now


def test_a_faulty_file_changes_nothing_and_says_where(archive: Archive, tmp_path: Path) -> None:
    file = tmp_path / "faulty.json"
    value = {"bodymap-visits": 1, "visits": [form.as_value(begin(NEW_CLIENT)), {**form.as_value(begin(NEW_CLIENT)), "started": "noon"}]}
    file.write_text(json.dumps(value))
    with pytest.raises(DataError, match="started “noon” is not a time") as error:
        exchange.import_json(archive, file)
    assert str(file) in str(error.value)
    assert archive.visits("") == ()
    for text in ("", "[]", "{", '{"bodymap-visits": 9, "visits": []}', json.dumps({**value, "visits": [value["visits"][0]] * 2})):
        file.write_text(text)
        with pytest.raises(DataError):
            exchange.import_json(archive, file)


def test_a_table_has_one_row_a_visit_and_runs_no_formula(archive: Archive, tmp_path: Path) -> None:
    session = name_client(note(add_mark(NEW_CLIENT, parse("psis.left")), "=1+1\nsecond line"), "@sum")
    session = retest.rate(session, retest.pains(session)[0], "before", 7)
    kept(archive, begin(session))
    after = retest.look_again(session)
    kept(archive, begin(retest.rate(after, retest.pains(after)[0], "after", 3)))
    owner = archive.client("@sum")
    assert owner is not None
    archive.timeline(owner.id, lambda _session: Skin(12.0))
    for client in (owner.id, None):
        exchange.export_csv(archive, tmp_path / "table.csv", client)
        with (tmp_path / "table.csv").open(encoding="utf-8-sig", newline="") as file:
            first, second = csv.DictReader(file)
        assert (first["client"], first["notes"]) == ("'@sum", "'=1+1\nsecond line")
        assert (first["areas"], first["skin_cm2_before"], first["skin_cm2_after"]) == ("psis.left: 7", "12.0", "")
        assert (second["areas"], second["pain_before"], second["pain_after"], second["skin_cm2_after"]) == ("psis.left: 7 > 3", "7", "3", "12.0")
