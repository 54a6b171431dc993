"""The session's file format: what goes out comes back, and what is not understood is refused in one sentence."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zoo_session import SESSIONS

from bodymap.errors import DataError
from bodymap.session.document import FORMAT, dumps, from_document, to_document
from bodymap.session.record import NEW_CLIENT, Session


@given(SESSIONS)
def test_a_session_comes_back_as_it_went_out(session: Session) -> None:
    text = dumps(to_document(session))
    assert from_document(json.loads(text)) == session
    assert dumps(to_document(from_document(json.loads(text)))) == text


def test_a_new_client_takes_no_room() -> None:
    assert to_document(NEW_CLIENT) == {"format": FORMAT}


@given(SESSIONS, st.data())
def test_a_field_that_is_not_known_is_refused_and_never_dropped(session: Session, data: st.DataObject) -> None:
    document = to_document(session)
    places = [document, *(each for area in document.get("areas", ()) for each in (area, *(dab["shape"] for dab in area["dabs"])))]
    data.draw(st.sampled_from(places))["humours"] = 4
    with pytest.raises(DataError, match="humours is not known to this bodymap"):
        from_document(document)


AREA = {"number": 1, "dabs": [{"shape": {"kind": "fill", "region": "sacrum", "side": "left"}, "erases": False}], "is_clear": False}


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ([], "is no session"),
        ({}, "format is not a whole number from 1"),
        ({"format": 99}, "format is 99: a newer bodymap wrote it; this one reads up to 1"),
        ({"format": 1, "aeras": []}, "aeras is not known to this bodymap; nearest: areas"),
        ({"format": 1, "areas": 3}, "areas is not a list"),
        ({"format": 1, "areas": [{"number": 1}]}, "areas[0].dabs is missing"),
        ({"format": 1, "areas": [{**AREA, "intensity": 11}]}, "areas[0] does not hold together: intensity 11 is not 0 to 10"),
        ({"format": 1, "areas": [{**AREA, "intensity": True}]}, "areas[0].intensity is not a whole number"),
        ({"format": 1, "areas": [{**AREA, "depth": "depp"}]}, "areas[0].depth “depp” is not one of skin, muscle, deep; nearest: deep"),
        ({"format": 1, "areas": [{**AREA, "dabs": [{"shape": {"kind": "blob"}}]}]}, "areas[0].dabs[0].shape.kind “blob” is not one of"),
        ({"format": 1, "marks": [{"place": "nowhere at all"}]}, "marks[0].place"),
        (
            {"format": 1, "areas": [{**AREA, "dabs": [{"shape": {"kind": "stroke", "plate": "posterior", "points": [[1]], "radius_mm": 2}}]}]},
            "areas[0].dabs[0].shape.points is not a list of points",
        ),
        *(
            ({"format": 1, "areas": [{**AREA, "dabs": [{"shape": {"kind": "stroke", "plate": "posterior", "points": points, "radius_mm": radius}}]}]}, sentence)
            for points, radius, sentence in (
                ([[1, 10**400]], 2, "shape.points holds a point that lies nowhere"),
                ([[1, float("inf")]], 2, "shape.points holds a point that lies nowhere"),
                ([[1, 2]], 10**400, "shape.radius_mm is not a number"),
            )
        ),
    ],
)
def test_each_fault_is_one_sentence_that_names_its_field(document: object, sentence: str) -> None:
    with pytest.raises(DataError) as error:
        from_document(document, file="client.json", record="visit 7")
    assert str(error.value).startswith("client.json: visit 7 ")
    assert sentence in str(error.value)
    assert "\n" not in str(error.value)
