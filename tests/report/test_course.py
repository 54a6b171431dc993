"""A course of treatment in rows and files: what was said is there, what was not said is empty, and what goes out comes back as it was."""

import csv
import io

import pytest

from bodymap.anatomy.place import parse
from bodymap.archive.visit import begin
from bodymap.errors import DataError
from bodymap.ids import Side
from bodymap.report import course, outgoing
from bodymap.session import painting, record, retest
from bodymap.session.paint import Stroke
from bodymap.session.record import NEW_CLIENT, PointKey, Session

STROKE = Stroke("posterior", ((0.0, 0.0), (10.0, 0.0)), 20.0)
POINT = PointKey("piriformis", Side.LEFT, 1)


def session(before: int, after: int | None = None) -> Session:
    made = painting.describe(painting.paint(NEW_CLIENT, [STROKE]), 1, "intensity", before)
    made = record.find(record.name_client(made, "Ada"), POINT, "active")
    if after is None:
        return made
    made = retest.look_again(made)
    return record.find(painting.describe(made, 1, "intensity", after), POINT, "latent")


def skin(one: Session) -> float:
    return 10.0 * sum(area.intensity or 0 for area in one.areas)


def rows(*sessions: Session) -> tuple[course.Sitting, ...]:
    visits = [begin(each) for each in sessions]
    return tuple(course.sitting(visit.id, visit.started, visit.session, skin) for visit in visits)


def test_a_sitting_tells_before_and_after_apart() -> None:
    (one,) = rows(session(7, 3))
    assert (one.before, one.after, one.cm2, one.cm2_after, one.active, one.active_after) == (7, 3, 70.0, 30.0, 1, 0)
    assert one.pain == "7 → 3"


def test_what_was_not_asked_again_is_not_zero() -> None:
    (one,) = rows(session(7))
    assert (one.after, one.cm2_after, one.active_after) == (None, None, None)
    assert course.within(one) == ""


def test_two_sessions_are_compared_as_the_client_came() -> None:
    first, last = rows(session(7, 3), session(4, 1))
    assert course.between(first, last) == "Pain 7 → 4; painful skin 70 → 40 cm²; active points 1 → 1."


def test_the_table_has_one_row_a_session_and_no_formula() -> None:
    noted = record.note(session(7, 3), "=1+1; slept badly\nand late")
    text = outgoing.to_csv(rows(noted, session(4))).decode("utf-8-sig")
    head, first, second = csv.reader(io.StringIO(text))
    assert head == list(course.COLUMNS)
    assert first[1:3] == ["7", "3"]
    assert first[-1] == "'=1+1; slept badly\nand late"
    assert second[2] == ""


def test_what_goes_out_as_json_comes_back_as_it_was() -> None:
    visits = (begin(session(7, 3)), begin(record.add_mark(session(4), parse("psis.left"))))
    client, back = outgoing.from_json(outgoing.to_json("Ada", visits))
    assert client == "Ada"
    assert back == visits


@pytest.mark.parametrize("content", [b"", b"[]", b'{"bodymap":"client","format":2}', b'{"bodymap":"client","format":1,"client":"a","visits":3}'])
def test_what_is_no_export_is_refused(content: bytes) -> None:
    with pytest.raises(DataError):
        outgoing.from_json(content, file="ada.json")
