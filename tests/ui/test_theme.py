"""What can be read by everyone: contrast of all text in all themes, and colours that colour-blind eyes still tell apart."""

import math

import pytest

from bodymap.ui.style import sheet
from bodymap.ui.theme import THEMES, Theme

LEAST_TEXT, LEAST_SHAPE = 4.5, 3.0
TEXT = (
    *((text, ground) for text in ("ink", "quiet", "accent") for ground in ("panel", "raised", "paper", "accent_soft")),
    *(("ink", ground) for ground in ("alert", "danger", "good")),
    *(("accent", ground) for ground in ("alert", "danger", "good")),
    ("on_accent", "accent"),
    ("panel", "ink"),
    ("quiet", "halo"),
    ("ink", "halo"),
)
"""Every pair of a text and its ground that the style sheet and the painted widgets use."""
SHAPES = (
    *((shape, ground) for shape in ("referral", "pain", "ink", "accent") for ground in ("paper", "skin")),
    ("skin_line", "paper"),
    ("danger_line", "danger"),
)
# Machado, Oliveira & Fernandes 2009, severity 1, on linear RGB.
BLIND = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def linear(colour: str) -> tuple[float, float, float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def lab(colour: str, blind: str) -> tuple[float, float, float]:
    """The colour as such eyes see it, in CIELAB (D65)."""
    seen = linear(colour)
    red, green, blue = (min(max(sum(a * b for a, b in zip(row, seen, strict=True)), 0.0), 1.0) for row in BLIND[blind])
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_can_be_read(theme: Theme, text: str, ground: str) -> None:
    assert contrast(getattr(theme, text), getattr(theme, ground)) >= LEAST_TEXT


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_what_is_drawn_stands_out_from_its_ground(theme: Theme, shape: str, ground: str) -> None:
    assert contrast(getattr(theme, shape), getattr(theme, ground)) >= LEAST_SHAPE


def test_high_contrast_is_what_it_says() -> None:
    theme = THEMES["contrast"]
    assert contrast(theme.ink, theme.panel) > 18
    assert contrast(theme.quiet, theme.panel) > 7
    assert contrast(theme.accent, theme.panel) > 7
    assert contrast(theme.strong_line, theme.panel) > 7


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("blind", BLIND)
@pytest.mark.parametrize(("one", "other"), [("referral", "pain"), ("referral", "skin"), ("pain", "skin"), ("referral", "resting"), ("pain", "resting")])
def test_signs_on_the_body_differ_also_for_the_colour_blind(theme: Theme, blind: str, one: str, other: str) -> None:
    first, second = (getattr(theme, name) if isinstance(getattr(theme, name), str) else getattr(theme, name).base for name in (one, other))
    assert math.dist(lab(first, blind), lab(second, blind)) > 22


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_the_focus_is_seen_on_every_ground(theme: Theme) -> None:
    for ground in ("panel", "raised", "paper", "accent_soft", "alert"):
        assert contrast(theme.accent, getattr(theme, ground)) >= LEAST_SHAPE
    assert contrast(theme.ink, theme.accent) >= 1.5 or theme.name == "contrast"


def test_every_kind_of_control_shows_its_focus() -> None:
    text = sheet(THEMES["light"])
    for control in ("QPushButton", "QToolButton", "QLineEdit", "QComboBox", "QSlider::handle:horizontal", "QCheckBox", "QTextBrowser"):
        assert f"{control}:focus" in text


def test_only_referral_is_red() -> None:
    for theme in THEMES.values():
        _, a, b = lab(theme.referral, "none")
        hue = math.degrees(math.atan2(b, a)) % 360
        for name in ("accent", "pain", "good", "good_line", "alert", "alert_line"):
            _, other_a, other_b = lab(getattr(theme, name), "none")
            away = abs((math.degrees(math.atan2(other_b, other_a)) % 360) - hue)
            assert min(away, 360 - away) > 40 or math.hypot(other_a, other_b) < 12, (theme.name, name)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("kind", ["bone", "muscle", "resting", "chosen"])
def test_a_structures_ground_is_midway_between_the_tones_beside_it(theme: Theme, kind: str) -> None:
    """In each channel: one that strays gives the ground a hue of its own, a coloured band between shade and light."""
    tones = getattr(theme, kind)
    for at in (1, 3, 5):
        darker, lighter, ground = (int(colour[at : at + 2], 16) for colour in (*tones.fills[1:3], tones.base))
        assert abs(ground - (darker + lighter) / 2) <= 2


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_the_edge_of_a_sheet_of_fascia_stands_out_from_it(theme: Theme) -> None:
    """Laid over muscles it is a veil in the colour of tendon: where it lies on tendon or bone its edge is all that is seen."""
    assert contrast(theme.fascia.line, theme.muscle.tendon) >= LEAST_SHAPE


def test_type_of_another_size_scales_type_and_what_holds_it() -> None:
    large = sheet(THEMES["light"].sized(150))
    assert "font-size: 22px" in large
    assert "min-height: 63px" in large
    assert "min-height: 42px" in sheet(THEMES["light"].sized(90)), "targets never shrink"


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_the_words_in_an_empty_field_can_be_read_as_painted(theme: Theme, qapp: object) -> None:
    from PySide6.QtWidgets import QLineEdit

    field = QLineEdit()
    field.setStyleSheet(sheet(theme))
    field.setPlaceholderText("HHHH MMMM")
    field.resize(200, 46)
    image = field.grab().toImage()
    shades = [image.pixelColor(x, y).name() for x in range(12, 120) for y in range(12, 34)]
    ground = max(set(shades), key=shades.count)
    assert max(contrast(shade, ground) for shade in set(shades)) >= LEAST_TEXT
    field.deleteLater()
