from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

CHAPTER = (
    "psis", "asis", "aiis", "iliac-crest-posterior", "iliac-crest-highest", "iliac-crest-anterior", "iliac-tubercle",
    "greater-trochanter", "greater-trochanter-tip", "ischial-tuberosity", "sacral-base", "sacral-hiatus", "sacral-cornu", "s2",
    "coccyx", "sciatic-notch", "gluteal-fold", "natal-cleft-top", "pubic-symphysis", "pubic-tubercle", "inguinal-ligament-mid",
    "femoral-pulse", "umbilicus", "twelfth-rib-tip", "eleventh-rib-tip", "costal-margin", "xiphoid", "centre-of-buttock",
    "lateral-femoral-epicondyle", "medial-femoral-epicondyle", "adductor-tubercle", "patella-superior", "patella-inferior",
    "patella-center", "tibial-tuberosity", "gerdy-tubercle", "fibular-head", "lateral-malleolus", "medial-malleolus",
    "calcaneus", "popliteal-crease", "navicular-tuberosity", "fifth-metatarsal-base",
)  # fmt: skip
SPINE = [f"spinous-{part}{i}" for part, first, last in (("c", 2, 7), ("t", 1, 12), ("l", 1, 5)) for i in range(first, last + 1)]
KEYS = ["id", "sided", "name", "abbreviation", "point", "skin", "normal", "rule", "segment"]


@pytest.mark.parametrize("name", [*CHAPTER, *SPINE])
def test_the_gluteal_chapter_has_its_landmark(landmarks: dict[str, Any], name: str) -> None:
    assert name in landmarks


def test_landmarks_are_sorted_and_complete(landmarks: dict[str, Any]) -> None:
    assert list(landmarks) == sorted(landmarks)
    for record in landmarks.values():
        assert list(record) == KEYS
        assert record["rule"]
        assert abs(np.linalg.norm(record["normal"]) - 1) < 0.01


def test_left_landmarks_lie_left_and_midline_ones_on_the_midline(landmarks: dict[str, Any]) -> None:
    for record in landmarks.values():
        for part in ("point", "skin"):
            assert record[part][0] > 0 if record["sided"] else record[part][0] == 0


def test_the_skin_of_a_landmark_is_on_the_skin(landmarks: dict[str, Any], cells: Mapping[str, Any]) -> None:
    for name, record in landmarks.items():
        gap = np.linalg.norm(cells["points"] - np.array(record["skin"]), axis=1).min()
        assert gap < 9, name


def test_spinous_processes_follow_one_another_downward(landmarks: dict[str, Any]) -> None:
    for upper, lower in pairwise(SPINE):
        assert landmarks[upper]["point"][1] > landmarks[lower]["point"][1]


def test_landmarks_lie_as_in_a_body(landmarks: dict[str, Any]) -> None:
    point = {name: np.array(record["point"]) for name, record in landmarks.items()}
    assert point["psis"][2] < point["greater-trochanter"][2] < point["asis"][2]
    assert point["asis"][1] > point["aiis"][1] > point["pubic-symphysis"][1] > point["ischial-tuberosity"][1]
    assert point["greater-trochanter"][0] > point["asis"][0] > point["psis"][0] > point["pubic-tubercle"][0]
    assert point["sacral-base"][1] > point["s2"][1] > point["sacral-hiatus"][1] > point["coccyx"][1]
    assert point["superior-angle-scapula"][1] > point["scapular-spine-root"][1] > point["medial-border"][1]
    assert point["patella-superior"][1] > point["patella-center"][1] > point["patella-inferior"][1]
    assert point["adductor-tubercle"][1] > point["medial-femoral-epicondyle"][1]
    assert point["lateral-malleolus"][1] < point["medial-malleolus"][1]


def test_bulge_and_notch_are_found_on_a_plain_outline() -> None:
    from tools.platemaker.outline_point import bulge, edge, notch, walk

    t = np.linspace(0, 2 * np.pi, 41)
    line = np.stack([np.sin(t), t, np.zeros(41)], axis=1)
    out = np.array([1.0, 0.0, 0.0])
    assert np.allclose(bulge(line, out)[1], np.pi / 2, atol=0.1)
    assert np.allclose(notch(line, out)[1], 3 * np.pi / 2, atol=0.1)
    assert np.allclose(walk(line, 0.5), [0, np.pi, 0], atol=0.05)
    assert len(edge(line, out, np.array([0.0, 1.0, 0.0]), 1.0)) == 7


def test_the_table_covers_every_part_of_the_body(landmarks: dict[str, Any]) -> None:
    assert len(landmarks) >= 200
    parts = {str(record["segment"]).partition("-")[0] for record in landmarks.values()}
    assert parts == {"head", "neck", "trunk", "arm", "forearm", "hand", "thigh", "leg", "foot"}
    digits = {f"{part}-{digit}" for part in ("hand", "foot") for digit in range(1, 6)}
    assert digits <= {record["segment"] for record in landmarks.values()}


@pytest.mark.parametrize(
    "chain",
    [
        [f"transverse-{part}{i}" for part, first, last in (("c", 1, 7), ("t", 1, 12), ("l", 1, 5)) for i in range(first, last + 1)],
        [f"{rib}-rib-angle" for rib in ("third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")],
        [f"{rib}-sternocostal-joint" for rib in ("second", "third", "fourth", "fifth", "sixth")],
        [f"sacral-foramen-{i}" for i in range(1, 5)],
        ["sacral-base", "s2", "s3", "s4", "sacral-hiatus", "sacrococcygeal-joint", "coccyx"],
        ["vertex", "bregma", "glabella", "nasion", "nose-tip", "anterior-nasal-spine", "philtrum", "chin", "hyoid", "larynx", "cricoid", "jugular-notch"],
        ["acromion", "shoulder-joint", "deltoid-tuberosity", "lateral-epicondyle", "radial-head", "radial-tuberosity", "radius-middle", "radial-styloid", "snuffbox", "first-metacarpal-head", "first-fingertip"],
        ["hip-joint", "gluteal-tuberosity", "femur-middle", "patella-superior", "knee-joint-line-lateral", "fibular-neck", "fibula-middle", "lateral-malleolus", "lateral-malleolus-tip", "fibular-trochlea"],
        ["psis", "sacroiliac-joint", "piis", "ischial-spine", "ischial-tuberosity"],
    ],
    ids=lambda chain: f"{chain[0]} to {chain[-1]}",
)  # fmt: skip
def test_landmarks_follow_one_another_downward(landmarks: dict[str, Any], chain: list[str]) -> None:
    for upper, lower in pairwise(chain):
        assert landmarks[upper]["point"][1] > landmarks[lower]["point"][1], (upper, lower)


def test_digits_lie_side_by_side(landmarks: dict[str, Any]) -> None:
    for kind in ("metacarpal-head", "metacarpal-base", "finger-knuckle", "fingertip"):
        across = [landmarks[f"{digit}-{kind}"]["point"][0] for digit in ("second", "third", "fourth", "fifth")]
        assert across == sorted(across, reverse=True), kind
    for kind in ("metatarsal-base", "metatarsal-head", "toe-tip"):
        across = [landmarks[f"{digit}-{kind}"]["point"][0] for digit in ("first", "second", "third", "fourth")]
        assert across == sorted(across), kind
