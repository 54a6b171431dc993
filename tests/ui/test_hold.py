from bodymap.ui.hold import Hold, breath_at


def test_a_pause_keeps_what_is_done_and_a_start_goes_on_from_there() -> None:
    paused = Hold(60, began=100.0).toggled(110.0)
    assert not paused.runs
    assert paused.left_s(500.0) == 50.0
    assert paused.toggled(500.0).left_s(520.0) == 30.0


def test_a_hold_that_is_over_starts_anew() -> None:
    over = Hold(30, began=0.0)
    assert over.is_over(31.0)
    assert over.toggled(40.0) == Hold(30, began=40.0)


def test_a_clock_that_was_set_back_takes_nothing_away() -> None:
    assert Hold(30, began=100.0).left_s(90.0) == 30.0


def test_a_breath_is_in_first_then_out_and_again() -> None:
    ways = [breath_at(second, 4.0, 6.0)[0] for second in (0.0, 3.9, 4.1, 9.9, 10.1)]
    assert ways == ["in", "in", "out", "out", "in"]
