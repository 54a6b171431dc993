from dataclasses import replace

from bodymap.ids import Side
from bodymap.session.record import PointKey
from bodymap.ui.drawing.reach import hovered_otherwise
from bodymap.ui.drawing.scene import Cross, Scene
from bodymap.ui.state import Layers

FIRST = Cross(PointKey("gluteus-medius", Side.LEFT, 1), "posterior", 0.0, 0.0, "TrP 1")
SECOND = replace(FIRST, point=PointKey("gluteus-medius", Side.LEFT, 2), x=40.0)
SCENE = Scene(crosses=(FIRST, SECOND))


def test_where_the_pointer_came_to_an_x_only_its_surroundings_are_painted() -> None:
    lifted = replace(SECOND, hovered=True)
    assert hovered_otherwise(SCENE, replace(SCENE, crosses=(FIRST, lifted))) == (lifted,)
    assert hovered_otherwise(replace(SCENE, crosses=(FIRST, lifted)), SCENE) == (SECOND,)
    assert hovered_otherwise(SCENE, replace(SCENE)) == ()


def test_anything_else_is_painted_whole() -> None:
    assert hovered_otherwise(SCENE, Scene()) is None
    assert hovered_otherwise(SCENE, replace(SCENE, crosses=(FIRST, replace(SECOND, x=41.0)))) is None
    assert hovered_otherwise(SCENE, replace(SCENE, layers=Layers(off=frozenset({"skin"})), crosses=(FIRST, SECOND))) is None
