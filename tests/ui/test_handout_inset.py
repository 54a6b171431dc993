"""Pictures of a handout on the enlarged plates, where what they show lies there."""

from collections.abc import Callable
from typing import Any

import pytest

from bodymap.ids import Side
from bodymap.report.handout import Figure
from bodymap.session import record
from bodymap.session.record import NEW_CLIENT, CandidateKey
from bodymap.ui.drawing.sheet import PLATES
from bodymap.ui.handout.picture import Artist, Picture

Draw = Callable[..., Picture]


@pytest.fixture(scope="module")
def draw(loaded: Any, plates: Any, insets: Any) -> Draw:
    artist = Artist(loaded.answers, {**plates, **insets})

    def picture(figure: Figure, *at: str) -> Picture:
        session = NEW_CLIENT
        for text in at:
            session = record.add_mark(session, loaded.answers.place_of(text))
        artist.set_session(session, artist.layers)  # type: ignore[arg-type]  # none means all layers
        made = artist.picture(figure, width_px=460, height_px=340)
        assert made is not None
        return made

    return picture


def shown(picture: Picture) -> list[str]:
    return [panel.plate for panel in picture.panels]


@pytest.mark.parametrize(
    ("muscle", "side", "number", "inset"),
    [
        ("quadratus-plantae", Side.LEFT, None, "foot-plantar.left"),
        ("quadratus-plantae", Side.RIGHT, None, "foot-plantar.right"),
        ("trapezius", Side.RIGHT, 1, "head-right"),
        ("opponens-pollicis", Side.LEFT, None, "hand-palmar.left"),
    ],
)
def test_a_muscle_of_head_hand_or_foot_is_shown_enlarged_with_its_x_and_zone(
    muscle: str, side: Side, number: int | None, inset: str, draw: Draw
) -> None:
    picture = draw(Figure("referral", CandidateKey(muscle, side), number=number))
    assert inset in shown(picture)
    assert not set(shown(picture)) & set(PLATES)
    assert any(zone.plate == inset and zone.kind == "essential" for zone in picture.scene.zones)
    assert any(cross.plate == inset for cross in picture.scene.crosses)


def test_a_muscle_of_the_trunk_keeps_the_whole_figures(draw: Draw) -> None:
    assert set(shown(draw(Figure("referral", CandidateKey("gluteus-medius", Side.LEFT))))) <= set(PLATES)


def test_pain_painted_elsewhere_keeps_the_whole_figures_where_it_is_seen(draw: Draw) -> None:
    picture = draw(Figure("referral", CandidateKey("quadratus-plantae", Side.LEFT)), "posterior:-95,-930")
    assert set(shown(picture)) & set(PLATES)


def test_a_ball_under_the_sole_and_a_stretch_of_the_sole_are_shown_on_it(draw: Draw, loaded: Any) -> None:
    key = CandidateKey("quadratus-plantae", Side.LEFT)
    balls = [each for each in loaded.answers.knowledge.muscle(key.muscle).care.self_care if loaded.answers.knowledge.care[each].placement]
    assert shown(draw(Figure("ball", key, balls[0]))) == ["foot-plantar.left"]
    assert shown(draw(Figure("lit", key, "", ("flexor-digitorum-brevis", "quadratus-plantae")))) == ["foot-plantar.left"]
    assert set(shown(draw(Figure("lit", key, "", ("gastrocnemius",))))) <= set(PLATES)
