"""Reading a plate: what is malformed is one sentence that names file, element and reason; what is good stays."""

from pathlib import Path

import mannequin
import pytest

from bodymap.atlas import drawing, library
from bodymap.atlas.plate import Plate
from bodymap.errors import BodymapError, DataError
from bodymap.ids import Side

FILE = "assets/svg/test.svg"
SKIN = '<g id="skin" class="skin" data-layer="skin"><path class="outline" fill-rule="evenodd" d="M0 0h90v90h-90z"/></g>'
BELLY = '<path class="outline" fill-rule="evenodd" d="M1 1h9v9h-9z"/>'


def document(body: str, *, root: str = 'viewBox="0 0 100 100"', before: str = "") -> bytes:
    return f'{before}<svg xmlns="http://www.w3.org/2000/svg" {root}>{SKIN}{body}</svg>'.encode()


def muscle(name: str = "soleus.left", paths: str = BELLY, extra: str = "") -> str:
    return f'<g id="{name}" class="muscle" data-layer="deep" {extra}>{paths}</g>'


def read(body: str, **changes: str) -> Plate:
    return drawing.read(document(body, **changes), "posterior", FILE)


def test_structures_come_back_to_front_with_what_the_file_says_of_them() -> None:
    plate = read(
        '<g class="run muscles behind">' + muscle("tibialis-posterior.left") + "</g>"
        '<g class="run muscles">' + muscle("soleus.left", extra='data-group="calf" data-off="1"') + "</g>"
        '<g class="run"><g id="sural-region.left" class="skin-region" data-layer="skin">' + BELLY + "</g></g>"
    )
    back, front = plate.drawn
    assert (back.id, back.behind, back.default_off, back.group) == ("tibialis-posterior.left", True, False, None)
    assert (front.id, front.behind, front.default_off, front.group) == ("soleus.left", False, True, "calf")
    assert (front.base, front.side, front.layer, front.kind) == ("soleus", Side.LEFT, "deep", "muscle")
    assert back.rank < front.rank
    assert [region.id for region in plate.regions] == ["sural-region.left"]
    assert plate.bounds == (0, 0, 100, 100)
    assert plate.polygon("soleus.left").area == 81
    assert plate.problems == ()


def test_a_use_draws_the_other_half_under_the_other_sides_ids() -> None:
    plate = read(f'<g id="half">{muscle()}</g><use href="#half" transform="scale(-1,1)"/>')
    assert [each.id for each in plate.drawn] == ["soleus.left", "soleus.right"]
    assert plate.polygon("soleus.right").bounds == (-10, 1, -1, 10)
    assert plate.problems == ()


def test_transforms_of_an_illustrator_are_followed() -> None:
    plate = read(f'<g transform="translate(10,0)">{muscle(paths="<g transform=" + chr(34) + "scale(2)" + chr(34) + ">" + BELLY + "</g>")}</g>')
    assert plate.polygon("soleus.left").bounds == (12, 2, 30, 20)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is not well-formed XML"),
        (b"<svg", "is not well-formed XML"),
        (document("")[:-10], "is not well-formed XML"),
        (b"\xff\xfe\x00", "well-formed"),
        (b"<html/>", "starts with <html>"),
        (b'<svg viewBox="0 0 1 1"/>', "has no silhouette"),
        (document("", root=""), "svg has no viewBox"),
        (document("", root='viewBox="0 0 100"'), "must be four numbers"),
        (document("", root='viewBox="0 0 0 nan"'), "must span an area"),
        (document("", before='<!DOCTYPE svg [<!ENTITY a "b">]>'), "declares a document type"),
        (document("", before='<!DOCTYPE svg SYSTEM "http://example.org/x.dtd">'), "declares a document type"),
        (document("<g>" * 60 + "</g>" * 60), "nests elements more than"),
        (document("<g/>" * 100_001), "more than 100000 elements"),
        (document('<g id="a">' + "<g/>" * 2000 + "</g>" + '<use href="#a"/>' * 2000), "draws more than 300000 elements"),
    ],
)
def test_a_document_that_cannot_be_used_is_refused_in_one_sentence(data: bytes, words: str) -> None:
    with pytest.raises(DataError) as caught:
        drawing.read(data, "posterior", FILE)
    sentence = str(caught.value)
    assert sentence.startswith(f"{FILE}: ")
    assert words in sentence
    assert "\n" not in sentence


BAD = [
    (muscle("Soleus.left"), "Soleus.left is no structure"),
    (muscle("soleus.up"), "soleus.up is no structure"),
    (muscle().replace('id="soleus.left"', ""), "without an id"),
    (muscle("soleus.left", ""), "soleus.left has no outline"),
    (muscle("soleus.left", BELLY * 2), "soleus.left has more than one outline"),
    (muscle("soleus.left", '<path class="outline" d="M0 0 L 3"/>'), "soleus.left has malformed path data"),
    (muscle("soleus.left", '<path class="outline" d=""/>'), "soleus.left has no path data"),
    (muscle("soleus.left", '<path class="outline" d="M0 0h5v5h-5"/>'), "soleus.left has a ring that is not closed"),
    (muscle("soleus.left", '<path class="outline" d="M0 0h5z"/>'), "soleus.left has rings of fewer than three points"),
    (muscle(extra='transform="scale(0)"'), "soleus.left has the transform “scale(0)”"),
    ('<use href="#nowhere"/>', "refers to #nowhere, which is not there"),
    ('<use href="file:///etc/passwd#x"/>', "which is not in this file"),
    ('<g id="a"><use href="#a"/></g>', "which holds another <use>"),
    ('<g id="a"><g id="midline-thing" class="bone" data-layer="bone">' + BELLY.replace("1 1", "20 20") + '</g></g><use href="#a" transform="scale(-1,1)"/>', "its id has no side"),
    ('<path d="M0 0h5v5z"/>', "stands outside any structure"),
    ("<script>alert(1)</script>", "has a <script>, which a plate must not have"),
    ('<image href="x.png"/>', "has a <image>, which a plate must not have"),
]


@pytest.mark.parametrize(("body", "words"), BAD, ids=[words for _, words in BAD])
def test_a_bad_structure_is_left_out_with_a_sentence_and_the_rest_stays(body: str, words: str) -> None:
    plate = read(body + muscle("plantaris.left"))
    assert plate.find("plantaris.left") is not None
    assert plate.find("soleus.left") is None
    (problem,) = [each for each in plate.problems if words in each]
    assert problem.startswith(f"{FILE}: ")


def test_a_bad_tone_costs_only_itself() -> None:
    plate = read(muscle(paths=BELLY + '<path class="tone-1" d="M0 0 L"/><path class="fibres" d="M1 1l3 3"/><path class="glow" d="M1 1l3 3z"/>'))
    assert [shape.role for shape in plate.get("soleus.left").shapes] == ["outline", "fibres"]
    assert len(plate.problems) == 2


def test_an_id_drawn_twice_is_said_and_the_first_one_is_kept() -> None:
    plate = read(muscle() + muscle(paths=BELLY.replace("1 1", "50 50")))
    assert plate.polygon("soleus.left").bounds[0] == 1
    assert any("soleus.left more than once" in problem for problem in plate.problems)


def test_a_layer_that_is_none_is_said_and_the_structure_stays() -> None:
    plate = read(muscle().replace('data-layer="deep"', 'data-layer="middle"'))
    assert plate.get("soleus.left").layer == "deep"
    assert "layer “middle”" in plate.problems[0]


def test_a_truncated_file_never_becomes_a_traceback(tmp_path: Path) -> None:
    whole = mannequin.svg("posterior").encode()
    for end in range(0, len(whole), 97):
        file = tmp_path / "posterior.svg"
        file.write_bytes(whole[:end])
        with pytest.raises(BodymapError):
            library.load_file(file, cache=tmp_path / "cache")
