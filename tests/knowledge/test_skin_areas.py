"""The skin of roots and nerves as the records draw it, asked at spots of which every textbook of anatomy says the same."""

import tomllib
from typing import Any

import numpy as np
import pytest

from bodymap.anatomy.place import parse_step
from bodymap.atlas import figure as figures
from bodymap.atlas.body import Body
from bodymap.ids import Side
from bodymap.shipped import data_dir

NERVES = {
    "glabella": "ophthalmic-nerve",
    "nasion": "ophthalmic-nerve",
    "nose-tip": "ophthalmic-nerve",
    "frontal-eminence": "ophthalmic-nerve",
    "infraorbital-rim 10mm inferior": "maxillary-nerve",
    "philtrum 8mm lateral": "maxillary-nerve",
    "frontozygomatic-suture 14mm posterior": "maxillary-nerve",
    "chin": "mandibular-nerve",
    "mouth-corner 9mm inferior": "mandibular-nerve",
    "temporal-fossa": "mandibular-nerve",
    "gonion": "great-auricular-nerve",
    "ear-lobe": "great-auricular-nerve",
    "superior-nuchal-line 20mm superior": "greater-occipital-nerve",
    "neck C4 40": "transverse-cervical-nerve",
    "clavicle-middle": "supraclavicular-nerves",
    "arm 0.3 95": "axillary-nerve",
    "arm 0.6 170": "radial-nerve-arm",
    "forearm 0.5 165": "radial-nerve-arm",
    "arm 0.65 270": "medial-brachial-cutaneous-nerve",
    "forearm 0.5 285": "medial-antebrachial-cutaneous-nerve",
    "forearm 0.5 65": "lateral-antebrachial-cutaneous-nerve",
    "hand 5 0.95 palmar": "ulnar-nerve-hand",
    "hand 5 0.95 dorsal": "ulnar-nerve-hand",
    "hand 5 0.3 palmar": "ulnar-nerve-hand",
    "hand 5 0.3 270": "ulnar-nerve-hand",
    "hand 4 0.7 225": "ulnar-nerve-hand",
    "hand 4 0.7 320": "ulnar-nerve-hand",
    "hand 4 0.7 130": "median-nerve-hand",
    "hand 3 0.95 palmar": "median-nerve-hand",
    "hand 3 0.94 dorsal": "median-nerve-hand",
    "hand 2 0.95 palmar": "median-nerve-hand",
    "hand 2 0.94 dorsal": "median-nerve-hand",
    "hand 2 0.3 palmar": "median-nerve-hand",
    "hand 1 0.95 palmar": "median-nerve-hand",
    "hand 1 0.3 190": "median-nerve-hand",
    "hand 1 0.6 dorsal": "radial-nerve-hand",
    "hand 2 0.35 dorsal": "radial-nerve-hand",
    "hand 3 0.65 dorsal": "radial-nerve-hand",
    "hand 4 0.55 45": "radial-nerve-hand",
    "snuffbox": "radial-nerve-hand",
    "iliac-crest-posterior 15mm inferior": "superior-clunial-nerves",
    "thigh 0.4 75": "lateral-femoral-cutaneous-nerve",
    "thigh 0.6 350": "femoral-nerve-thigh",
    "thigh 0.6 282": "obturator-nerve",
    "thigh 0.6 180": "posterior-femoral-cutaneous-nerve",
    "medial-malleolus": "saphenous-nerve",
    "knee-joint-line-medial": "saphenous-nerve",
    "lateral-malleolus": "sural-nerve",
    "foot 5 0.5 lateral": "sural-nerve",
    "fibular-head": "lateral-sural-cutaneous-nerve",
    "foot 3 0.5 dorsal": "superficial-fibular-nerve",
    "foot 2 0.75 270": "deep-fibular-nerve",
    "calcaneus-plantar": "tibial-nerve-heel",
    "foot 1 0.93 plantar": "medial-plantar-nerve",
    "foot 4 0.92 215": "medial-plantar-nerve",
    "foot 4 0.92 145": "lateral-plantar-nerve",
    "foot 5 0.93 plantar": "lateral-plantar-nerve",
}
"""Spots that one nerve reaches and none of its neighbours."""

ROOTS = {
    "occiput-base 10mm lateral": "C2",
    "neck C4 90": "C3",
    "acromioclavicular-joint": "C4",
    "arm 0.93 60": "C5",
    "hand 1 0.65 dorsal": "C6",
    "hand 3 0.65 dorsal": "C7",
    "hand 5 0.65 dorsal": "C8",
    "medial-epicondyle 15mm superior": "T1",
    "trunk T3 90": "T2",
    "second-intercostal-space": "T3",
    "nipple": "T4",
    "xiphoid": "T6",
    "trunk L3.9 4": "T10",
    "inguinal-ligament-mid": "L1",
    "thigh 0.4 345": "L2",
    "medial-femoral-epicondyle": "L3",
    "medial-malleolus": "L4",
    "foot 3 0.65 dorsal": "L5",
    "calcaneus 15mm lateral": "S1",
    "popliteal-crease": "S2",
    "ischial-tuberosity": "S3",
    "coccyx 14mm lateral": "S4",
    "coccyx": "S5",
}
"""Where the feeling of a root is tested, or as near to it as this body has a name for."""


ELSEWHERE = {"female": {"nipple"}}
"""On the second figure the nipple lies lower than its nerve."""


@pytest.fixture(scope="module", params=figures.FIGURES)
def figure(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def body(figure: str) -> Body:
    return Body.load(figure=figure)


def areas(body: Body, records: list[dict[str, Any]], name: str) -> dict[str, Any]:
    def covered(stroke: list[str]) -> Any:
        return body.cover(body.path([parse_step(step) for step in stroke], Side.LEFT))

    return {each[name]: np.logical_or.reduce([covered(stroke) for stroke in each["strokes"]]) for each in records}


def reaching(body: Body, drawn: dict[str, Any], spot: str) -> set[str]:
    cell = body.spot(body.parse(spot, default_side=Side.LEFT)).cell
    return {name for name, cells in drawn.items() if cells[cell]}


def table(name: str) -> dict[str, Any]:
    return tomllib.loads((data_dir() / name).read_text(encoding="utf-8"))


def test_each_spot_is_reached_by_its_nerve_alone(body: Body) -> None:
    drawn = areas(body, table("nerve_areas.toml")["areas"], "id")
    assert {spot: reaching(body, drawn, spot) for spot in NERVES} == {spot: {nerve} for spot, nerve in NERVES.items()}
    assert set(drawn) - set(NERVES.values()) == {"lesser-occipital-nerve", "iliohypogastric-nerve", "ilio-inguinal-nerve", "genitofemoral-nerve", "middle-clunial-nerves"}


def test_each_root_reaches_the_spot_where_it_is_tested(body: Body, figure: str) -> None:
    drawn = areas(body, table("dermatomes.toml")["dermatomes"], "root")
    reached = {spot: reaching(body, drawn, spot) for spot in ROOTS}
    assert {spot for spot, root in ROOTS.items() if root not in reached[spot]} == ELSEWHERE.get(figure, set())
    assert max(map(len, reached.values())) <= 3, reached


def test_roots_that_share_skin_say_so_of_each_other() -> None:
    said = {each["root"]: set(each["overlaps"]) for each in table("dermatomes.toml")["dermatomes"]}
    assert {(root, other) for root, others in said.items() for other in others if root not in said[other]} == set()


def test_a_nerve_area_of_the_projects_own_reading_is_never_said_to_be_certain() -> None:
    wrong = [each["id"] for each in table("nerve_areas.toml")["areas"] if "bodymap-interpretation" in each["sources"] and each["confidence"] == "high"]
    assert wrong == []
