"""The safety that the shipped data must keep, whatever else is edited."""

import re
import tomllib

import pytest

from bodymap.anatomy.place import parse_step
from bodymap.knowledge import library
from bodymap.knowledge.care import CareItem
from bodymap.knowledge.dermatome import Dermatomes
from bodymap.knowledge.library import Knowledge
from bodymap.knowledge.reading import read_record
from bodymap.knowledge.safety import ConsentScript, Span
from bodymap.shipped import data_dir

KNOWN: Knowledge = library.load(data_dir())
HANDS_ON = [item for item in KNOWN.care.values() if item.kind in ("technique", "release")]


def avoided(item: CareItem) -> set[str]:
    return {rule.precaution for rule in item.avoid_if}


def heard(item: CareItem) -> set[str]:
    return avoided(item) | {rule.precaution for rule in item.adapt_if}


@pytest.mark.parametrize("item", HANDS_ON, ids=lambda item: item.id)
def test_nothing_presses_where_a_clot_may_be(item: CareItem) -> None:
    assert "clot" in avoided(item)


@pytest.mark.parametrize("item", HANDS_ON, ids=lambda item: item.id)
def test_nothing_presses_a_fresh_injury(item: CareItem) -> None:
    assert "fresh-injury" in avoided(item)


@pytest.mark.parametrize("item", [item for item in KNOWN.care.values() if item.kind == "stretch"], ids=lambda item: item.id)
def test_no_stretch_of_a_fresh_tear(item: CareItem) -> None:
    assert "fresh-injury" in avoided(item)


@pytest.mark.parametrize("item", [item for item in KNOWN.care.values() if item.kind != "habit"], ids=lambda item: item.id)
def test_every_technique_and_exercise_answers_every_precaution(item: CareItem) -> None:
    assert heard(item) == set(KNOWN.precautions)


@pytest.mark.parametrize("item", [item for item in KNOWN.care.values() if item.kind != "habit"], ids=lambda item: item.id)
def test_no_item_both_avoids_and_adapts(item: CareItem) -> None:
    assert not avoided(item) & {rule.precaution for rule in item.adapt_if}


@pytest.mark.parametrize(
    "care_id",
    [
        "gluteal-neuromuscular-protocol",
        "gluteus-minimus-deep-pressure",
        "deep-tissue-gluteals",
        "dry-needling",
        "ball-gluteus-medius",
        "ball-gluteals-floor",
        "ball-hamstring-chair",
        "ball-hip-flexor-prone",
        "roller-quadriceps",
    ],
)
def test_a_blood_thinner_forbids_t_bar_hard_ball_and_needle(care_id: str) -> None:
    assert "blood-thinner" in avoided(KNOWN.care[care_id])


def test_a_tool_that_is_a_t_bar_is_forbidden_with_a_blood_thinner() -> None:
    with_t_bar = [item for item in HANDS_ON if re.search(r"\bT-bar\b", item.tool or "") and "no T-bar" not in (item.tool or "")]
    assert with_t_bar
    assert all("blood-thinner" in avoided(item) for item in with_t_bar)


@pytest.mark.parametrize("care_id", ["gluteal-neuromuscular-protocol", "deep-tissue-gluteals", "gluteus-minimus-deep-pressure"])
def test_a_tool_is_kept_off_nerve_coccyx_and_trochanter(care_id: str) -> None:
    text = " ".join(KNOWN.care[care_id].steps)
    assert "Keep any tool off the sciatic nerve" in text
    assert "coccyx" in text
    assert "trochanter" in text


def test_no_deep_abdominal_work_in_pregnancy() -> None:
    assert "pregnant" in avoided(KNOWN.care["iliopsoas-release"])


def test_the_bench_leg_drop_says_to_the_client_when_not_to_do_it() -> None:
    item = KNOWN.care["bench-leg-drop"]
    assert "implant" in avoided(item)
    assert "hip replacement" in (item.client or "")
    assert "sore to press" in (item.client or "")
    assert set(item.stretches_primarily) == {"tensor-fasciae-latae", "gluteus-medius", "gluteus-minimus"}
    assert set(item.stretches_secondarily) == {"sartorius", "gluteus-maximus"}
    assert item.status == "disputed"


def test_dry_needling_is_named_without_instructions() -> None:
    item = KNOWN.care["dry-needling"]
    assert "icensed practitioners only" in item.summary
    assert item.steps == ()
    assert (item.placement, item.path, item.dose) == (None, (), None)


def test_under_18_needs_a_guardian() -> None:
    assert "guardian's consent" in KNOWN.precautions["under-18"].rule


@pytest.mark.parametrize(
    ("flag", "level"),
    [
        ("cauda-equina", "emergency"),
        ("progressive-weakness", "today"),
        ("fracture", "today"),
        ("femoral-neck-stress", "today"),
        ("infection", "today"),
        ("cancer-history", "today"),
        ("clot-leg", "today"),
        ("clot-lung", "emergency"),
        ("aneurysm", "emergency"),
        ("buttock-claudication", "refer-on"),
        ("inflammatory-back", "refer-on"),
        ("shingles", "today"),
        ("limping-child", "today"),
    ],
)
def test_the_red_flags_of_back_and_leg_are_asked(flag: str, level: str) -> None:
    assert KNOWN.red_flags[flag].level == level
    assert set(KNOWN.red_flags[flag].regions) <= set(KNOWN.safety_regions)


@pytest.mark.parametrize("region", ["low-back", "pelvis", "hip", "leg"])
def test_every_region_asks_for_cauda_equina_and_weakness(region: str) -> None:
    for flag in ("cauda-equina", "progressive-weakness"):
        assert region in KNOWN.red_flags[flag].regions


@pytest.mark.parametrize("quality", ["numb", "tingling", "electric", "weak"])
def test_nerve_words_raise_red_flags_and_nerve_look_alikes(quality: str) -> None:
    assert any(quality in flag.raised_by for flag in KNOWN.red_flags.values())
    assert any(quality in each.raised_by for each in KNOWN.conditions.values() if each.kind in ("nerve", "nerve-root"))


@pytest.mark.parametrize("script", KNOWN.consent.values(), ids=lambda script: script.id)
def test_consent_scripts_refuse_internal_work(script: ConsentScript) -> None:
    assert "nternal work" in script.limits
    assert "stop" in script.stop


def test_dermatomes_are_read_and_their_strokes_have_radii() -> None:
    bands, faults = read_record(data_dir() / "dermatomes.toml", Dermatomes)
    assert faults == ()
    assert bands is not None
    counts = (("C", 2, 8), ("T", 1, 12), ("L", 1, 5), ("S", 1, 5))
    wanted = [f"{part}{n}" for part, first, last in counts for n in range(first, last + 1)]
    assert [each.root for each in bands.dermatomes] == wanted
    steps = [parse_step(step) for each in bands.dermatomes for stroke in each.strokes for step in stroke]
    assert all(step.radius for step in steps)


def test_a_root_has_one_band() -> None:
    table = tomllib.loads((data_dir() / "dermatomes.toml").read_text(encoding="utf-8"))
    twice = {**table, "dermatomes": [*table["dermatomes"], table["dermatomes"][0]]}
    with pytest.raises(ValueError, match="C2 is there twice"):
        Dermatomes.model_validate(twice)


@pytest.mark.parametrize(("region", "level", "belongs"), [("vertebral-region", 15.0, True), ("vertebral-region", 22.0, False), ("lumbar-region", 15.0, False)])
def test_a_region_along_the_spine_belongs_to_the_chest_only_above_the_loins(region: str, level: float, belongs: bool) -> None:
    assert KNOWN.safety_regions["chest"].is_at(region, [level]) is belongs


def test_a_span_names_vertebrae() -> None:
    with pytest.raises(ValueError, match="“L9” is no vertebral level; nearest: "):
        Span(skin_region="vertebral-region", first="C7", last="L9")


def test_every_span_is_of_a_skin_region_that_its_region_lists() -> None:
    for region in KNOWN.safety_regions.values():
        assert {span.skin_region for span in region.only} <= set(region.skin_regions)
