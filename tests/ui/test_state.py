from dataclasses import replace

import pytest

from bodymap.ids import Side
from bodymap.session.record import CandidateKey, Session
from bodymap.ui import state as states
from bodymap.ui.setting import Settings
from bodymap.ui.state import PEEL_STEPS, Layers, State, View
from bodymap.ui.theme import LAYERS

MEDIUS = CandidateKey("gluteus-medius", Side.LEFT)
PIRIFORMIS = CandidateKey("piriformis", Side.LEFT)


@pytest.mark.parametrize("step", PEEL_STEPS)
def test_a_peel_step_is_recognised_by_its_layers(step: str) -> None:
    assert states.peel_to(step)(State()).view.layers.step == step


def test_peeling_in_step_by_step_ends_at_the_bone_and_back_out_at_the_skin() -> None:
    state = states.peel_to("skin")(State())
    seen = []
    for _ in range(6):
        seen.append(state.view.layers.step)
        state = states.peel_by(1)(state)
    assert seen == [*PEEL_STEPS, "bone"]
    for _ in range(6):
        state = states.peel_by(-1)(state)
    assert state.view.layers.step == "skin"


@pytest.mark.parametrize("layer", LAYERS)
def test_a_switched_off_layer_does_not_show_and_comes_back_whole(layer: str) -> None:
    state = states.peel_to("skin")(State())
    off = states.switch(layer, on=False)(state)
    assert off.view.layers.shown(layer) == 0
    assert states.switch(layer, on=True)(off).view.layers.shown(layer) == 1


def test_switching_on_a_layer_that_was_peeled_away_brings_it_back() -> None:
    assert states.switch("skin", on=True)(State()).view.layers.shown("skin") == 1


def test_a_fader_is_clamped() -> None:
    assert states.fade("deep", 3)(State()).view.layers.shown("deep") == 1
    assert states.fade("deep", -1)(State()).view.layers.shown("deep") == 0


def test_a_mix_of_faders_is_no_peel_step_and_peels_on_from_the_nearest() -> None:
    state = states.fade("superficial", 0.2)(State())
    assert state.view.layers.step is None
    assert states.peel_by(1)(state).view.layers.step == "deep"


def test_the_shown_candidate_comes_before_the_chosen_one_and_has_no_point_of_its_own() -> None:
    state = State(Session(chosen=MEDIUS, chosen_point=2))
    assert (state.active, state.active_point) == (MEDIUS, 2)
    shown = states.show(PIRIFORMIS)(state)
    assert (shown.active, shown.active_point) == (PIRIFORMIS, None)
    assert states.show(None)(shown).active == MEDIUS


def test_a_new_client_keeps_only_what_is_set_once() -> None:
    kept = Settings(depths=True, hand="left")
    state = State(Session(chosen=MEDIUS), View(system_theme="dark", wording="client", layers=Layers(off=frozenset({"bone"}))), kept)
    assert states.new_client(state) == State(Session(), View(system_theme="dark"), kept)


def test_the_wording_toggles() -> None:
    state = states.other_wording(State())
    assert state.view.wording == "client"
    assert states.other_wording(state) == replace(state, view=replace(state.view, wording="therapist"))


def test_the_theme_is_the_chosen_one_or_else_the_desktops() -> None:
    state = states.follow_system("dark")(State())
    assert state.theme == "dark"
    assert states.set_up(theme="contrast")(state).theme == "contrast"
