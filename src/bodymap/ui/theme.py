"""The colours, lines and type of the window and of the plates, as plain values: light, dark and high contrast.

Knows no Qt, so that it can be read before the first frame and by tests. `style` turns it into a palette and a style sheet.
Colours are ``#rrggbb``; widths are screen pixels at 100 % (1 px/mm); type sizes are pixels.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

Hex = str


@dataclass(frozen=True, slots=True)
class Tones:
    """The fills and the line of one kind of structure: ``fills`` from the darkest shade to the highlight, ``base`` under them."""

    fills: tuple[Hex, Hex, Hex, Hex]
    base: Hex
    line: Hex
    fibre: Hex
    tendon: Hex


@dataclass(frozen=True, slots=True)
class Type:
    """Type sizes in pixels."""

    caption: int = 13
    body: int = 15
    candidate: int = 17
    title: int = 21


@dataclass(frozen=True, slots=True)
class Lines:
    """Line widths in pixels at 100 %."""

    silhouette: float = 1.6
    rim: float = 1.1
    inner: float = 0.6
    bone: float = 0.7
    fibre: float = 0.35
    fibre_opacity: float = 0.35
    fibres_from_px_per_mm: float = 0.6
    zone_edge: float = 1.5
    spot_edge: float = 2.0
    cross: float = 2.5


@dataclass(frozen=True, slots=True)
class Theme:
    """Everything that decides how the window looks. Only referral is red."""

    name: str
    paper: Hex
    skin: Hex
    skin_line: Hex
    garment: Hex
    bone: Tones
    muscle: Tones
    """While no zone shows."""
    resting: Tones
    """While a zone shows."""
    chosen: Tones
    referral: Hex
    referral_edge: Hex
    pain: Hex
    accent: Hex
    on_accent: Hex
    accent_soft: Hex
    ink: Hex
    quiet: Hex
    panel: Hex
    raised: Hex
    line: Hex
    strong_line: Hex
    alert: Hex
    alert_line: Hex
    danger: Hex
    danger_line: Hex
    good: Hex
    good_line: Hex
    halo: Hex
    nerve: Hex = "#E3B505"
    nerve_line: Hex = "#6B5300"
    origin: Hex = "#8A3B12"
    insertion: Hex = "#0E6470"
    fascia: Tones = field(default_factory=lambda: Tones(("#D5C8B2", "#E1D6C3", "#EADFCF", "#F4EDE2"), "#EDE3D3", "#8C7D6E", "#8C7D6E", "#EDE3D3"))
    """Tendons and sheets that are drawn for themselves."""
    type: Type = field(default_factory=Type)
    lines: Lines = field(default_factory=Lines)
    text_size: int = 100
    """Of all type, in per cent."""

    def sized(self, text_size: int) -> Theme:
        """The same theme with its type at `text_size` per cent of what it is at 100."""
        usual = Type()
        sizes = {name: round(getattr(usual, name) * text_size / 100) for name in usual.__slots__}
        return replace(self, type=Type(**sizes), text_size=text_size)


LIGHT = Theme(
    name="light",
    paper="#FAF7F0",
    skin="#F1E8DC",
    skin_line="#8C7D6E",
    garment="#DED6C8",
    bone=Tones(("#BFB29B", "#D3C8B2", "#E8E0D0", "#F1EBDE"), "#DED5C2", "#8C7F68", "#8C7F68", "#EDE3D3"),
    muscle=Tones(("#A9665A", "#C48476", "#D79F91", "#E6BBAE"), "#CE9284", "#5E332D", "#5E332D", "#EDE0D0"),
    resting=Tones(("#AD776C", "#CB9A8D", "#DDB5A8", "#E9CBC0"), "#D4A89B", "#6E4640", "#6E4640", "#EDE3D3"),
    chosen=Tones(("#7F3730", "#A44E42", "#C26A59", "#D98A78"), "#B35C4E", "#3D1714", "#3D1714", "#E9D5C2"),
    referral="#B5122B",
    referral_edge="#74091A",
    pain="#2B4C9B",
    accent="#0E6470",
    on_accent="#FFFFFF",
    accent_soft="#E7F1F1",
    ink="#1F1D1A",
    quiet="#5E5850",
    panel="#FFFFFF",
    raised="#FFFFFF",
    line="#E6E0D4",
    strong_line="#CFC6B6",
    alert="#FCF2DC",
    alert_line="#E4BC63",
    danger="#FBE9E2",
    danger_line="#A6401F",
    good="#E9F2EA",
    good_line="#5B8A66",
    halo="#FFFFFF",
)

DARK = Theme(
    name="dark",
    paper="#1B1A18",
    skin="#2C2824",
    skin_line="#9B8C7B",
    garment="#3B3732",
    bone=Tones(("#7F7767", "#968D7B", "#AAA08D", "#BDB39F"), "#A09684", "#4A4438", "#4A4438", "#A89E8C"),
    muscle=Tones(("#5A332D", "#744840", "#8C5B51", "#A27166"), "#805148", "#1D0F0D", "#1D0F0D", "#A79785"),
    resting=Tones(("#413029", "#524039", "#634D46", "#755E56"), "#5A4541", "#1C1210", "#1C1210", "#8D8272"),
    chosen=Tones(("#9C4A40", "#BC6456", "#D3806F", "#E69E8D"), "#C87262", "#2A0D0A", "#2A0D0A", "#E7CFBB"),
    referral="#FF5A70",
    referral_edge="#FFB3BB",
    pain="#8FB0FF",
    accent="#5DBBC6",
    on_accent="#0C2326",
    accent_soft="#1D3336",
    ink="#F2EEE6",
    quiet="#B9B1A4",
    panel="#242220",
    raised="#2B2926",
    line="#3A3632",
    strong_line="#575149",
    alert="#3A3120",
    alert_line="#A98435",
    danger="#43261C",
    danger_line="#E58A66",
    good="#22312A",
    good_line="#7FB38C",
    halo="#141311",
    nerve="#C79F10",
    nerve_line="#F0D060",
    origin="#E39A6C",
    insertion="#6CC3CE",
    fascia=Tones(("#7D7465", "#8C8272", "#9A907F", "#ACA190"), "#948A79", "#4A4438", "#4A4438", "#A89E8C"),
)

CONTRAST = Theme(
    name="contrast",
    paper="#FFFFFF",
    skin="#F6F1EA",
    skin_line="#4A4038",
    garment="#D8D2C8",
    bone=Tones(("#C9BDA6", "#DBD2BF", "#E9E2D2", "#F6F1E5"), "#E3DACA", "#5E5440", "#7A6E55", "#F0E8DA"),
    muscle=Tones(("#B98076", "#D3A196", "#E4BFB5", "#F2D9D1"), "#DDB1A6", "#2E1511", "#4A2620", "#F4EADD"),
    resting=Tones(("#C9A79F", "#DDC5BD", "#EAD9D3", "#F5EAE6"), "#E2CDC6", "#4A302B", "#6E4F49", "#F6EEE4"),
    chosen=Tones(("#6B2219", "#8E3A2E", "#AD5848", "#C97C6B"), "#9C4839", "#1E0503", "#1E0503", "#EAD3BE"),
    referral="#A8001E",
    referral_edge="#4F000E",
    pain="#0B2E8A",
    accent="#00474F",
    on_accent="#FFFFFF",
    accent_soft="#DCEFF1",
    ink="#000000",
    quiet="#2B2926",
    panel="#FFFFFF",
    raised="#FFFFFF",
    line="#6F6A62",
    strong_line="#2B2926",
    alert="#FFF3D1",
    alert_line="#7A5200",
    danger="#FFE7DE",
    danger_line="#8A2600",
    good="#E4F5E7",
    good_line="#1D5A2B",
    halo="#FFFFFF",
    fascia=Tones(("#D5C8B2", "#E1D6C3", "#EADFCF", "#F4EDE2"), "#EDE3D3", "#4A4038", "#4A4038", "#EDE3D3"),
)

THEMES = {theme.name: theme for theme in (LIGHT, DARK, CONTRAST)}
LAYERS = ("skin", "superficial", "intermediate", "deep", "bone")
"""Layers that can be switched and faded, from outside to inside."""
