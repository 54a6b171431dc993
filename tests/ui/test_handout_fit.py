"""Which of the ways to lay a handout out is taken: the most generous that saves a page, and none is tried for nothing."""

import pytest

from bodymap.ui.handout.fit import Fit, fitted


def tried(muscles: int, pages: dict[str, int]) -> tuple[Fit, list[Fit]]:
    """The fit that is taken where each takes so many pages, by its looks; and all that were tried."""
    seen: list[Fit] = []

    def lay_out(fit: Fit) -> Fit:
        seen.append(fit)
        return fit

    def count(fit: Fit) -> int:
        name = "roomy" if fit == Fit() else "tightest" if fit.leading == 1.0 else "between"
        return pages.get(f"{name} doctor first" if fit.doctor_first else name, 3)

    return fitted(muscles, lay_out, count), seen


def test_what_fits_as_it_is_is_left_as_it_is() -> None:
    assert tried(1, {"roomy": 2}) == (Fit(), [Fit()])


def test_what_no_fit_brings_to_two_pages_stays_roomy_and_costs_few_tries() -> None:
    fit, seen = tried(3, {})
    assert fit == Fit()
    assert len(seen) == 4
    assert tried(3, {"roomy": 4})[0].leading > 1.0, "yet a page saved beyond the second is saved"


@pytest.mark.parametrize("muscles", [1, 2, 3, 4])
def test_the_roomiest_that_takes_two_pages_is_taken_and_never_letters_below_ten_points(muscles: int) -> None:
    fit, seen = tried(muscles, {"between doctor first": 2, "tightest": 2})
    assert fit.doctor_first
    assert fit.large == max(each.large for each in seen if each.doctor_first)
    assert fit.is_abreast == (muscles in {2, 3})
    assert all(105 * each.letters >= 100 for each in seen)
