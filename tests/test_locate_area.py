"""`bodymap locate --area`: the same ranking as the window, and one sentence for what cannot be used."""

import json
from pathlib import Path

import pytest

from bodymap import cli
from bodymap.matching import engine as engines
from bodymap.session import painting
from bodymap.session.geojson import load_areas
from bodymap.session.record import NEW_CLIENT


def write(folder: Path, plate: str, coordinates: list[list[float]], **said: object) -> Path:
    file = folder / "pain.geojson"
    geometry = {"type": "LineString", "coordinates": coordinates}
    file.write_text(json.dumps({"type": "Feature", "properties": {"plate": plate, **said}, "geometry": geometry}))
    return file


def test_an_area_gives_the_ranking_of_the_session_that_paints_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write(tmp_path, "posterior", [[-110, -930], [-115, -700], [-110, -500]], intensity=6, quality="numb")
    assert cli.main(["locate", "--area", str(file), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    engine = engines.load()
    session = NEW_CLIENT
    for area in load_areas(file, radius_mm=engine.setting.click.radius_mm):
        session = painting.add_area(session, area)
    wanted = [(each.key.muscle, str(each.key.side), round(each.score, 4)) for each in engine.candidates(session)]
    assert [(each["muscle"], each["side"], each["score"]) for each in answer["candidates"]] == wanted
    assert answer["areas"][0]["skin_mm2"] > 5000
    assert answer["together"]["muscles"]
    assert answer["next_check"]["trigger_point"] >= 1


@pytest.mark.parametrize(
    ("plate", "said", "says"),
    [("posterior", {"quality": "ackey"}, "quality “ackey” is not known"), ("postrior", {}, "nearest: posterior")],
)
def test_a_wrong_area_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str], plate: str, said: dict, says: str) -> None:
    file = write(tmp_path, plate, [[-110, -930]], **said)
    assert cli.main(["locate", "--area", str(file)]) == 2
    error = capsys.readouterr().err
    assert says in error
    assert error.count("\n") == 1


def test_an_area_beside_the_body_and_no_place_at_all_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["locate", "--area", str(write(tmp_path, "posterior", [[3000, 3000]]))]) == 2
    assert "beside the body" in capsys.readouterr().err
    assert cli.main(["locate"]) == 2
    assert "needs a PLACE" in capsys.readouterr().err
