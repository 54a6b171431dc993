"""Small good files of every kind that bodymap reads: what the made files start from."""

import json
from datetime import UTC, datetime
from pathlib import Path

from bodymap.archive import form
from bodymap.archive.visit import Visit
from bodymap.session.paint import Area, Dab, Stroke
from bodymap.session.record import Session

ROOT = Path(__file__).resolve().parents[2]

PLATE = b"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" viewBox="-100 -200 200 220">
<metadata>CC BY-SA 4.0</metadata>
<g inkscape:groupmode="layer" id="layer-skin">
<g id="skin" class="skin"><path class="outline" fill-rule="evenodd" d="M-90-190H90V10H-90Z"/></g></g>
<g inkscape:groupmode="layer" id="layer-superficial">
<g id="gluteus-maximus.left" class="muscle" data-layer="superficial" data-rank="2">
<path class="outline" fill-rule="evenodd" d="M-80-100c10-20 40-25 60-5l5 40q-20 30-50 20zM-60-80l10 0 0 10z"/>
<path class="tone-1" fill-rule="evenodd" d="M-70-90l20 0 0 20z"/>
<path class="fibres" d="M-75-90l30 10M-70-80l30 10"/></g>
<g transform="matrix(-1 0 0 1 0 0)"><use href="#gluteus-maximus.left" id="gluteus-maximus.right"/></g></g>
</svg>"""



def visit() -> bytes:
    """A visit with paint, pain and notes, as it is kept."""
    stroke = Stroke("posterior", ((-90.0, -900.0), (-80.0, -880.0)), 12.0)
    area = Area(1, (Dab(stroke),), intensity=6, quality="dull")
    return form.to_json(Visit("0123456789abcdef", datetime(2026, 1, 5, 10, tzinfo=UTC), Session(areas=(area,), notes="worse when sitting"))).encode()


AREAS = {
    "type": "FeatureCollection",
    "features": [
        {"type": "Feature", "properties": {"plate": "posterior", "side": "left", "intensity": 5, "radius_mm": 10},
         "geometry": {"type": "LineString", "coordinates": [[-90, -900], [-80, -880]]}},
        {"type": "Feature", "properties": {"plate": "left"},
         "geometry": {"type": "Polygon", "coordinates": [[[0, -900], [20, -900], [20, -880]]]}},
    ],
}
SETTINGS = {"theme": "dark", "text_size": 130, "units": "mm", "figure": "male"}
TEMPLATE = b'clinic = "House of hands"\nlogo = ""\npaper = "a4"\nnote = "Drink"\nleave_out = ["sources"]\n\n[doses]\n"ball" = "2 minutes"\n'
LOGO_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#0E6470"/><text x="2" y="12">AB</text></svg>'
# 2 × 2 pixels, grey
LOGO_BMP = bytes.fromhex("424d460000000000000036000000280000000200000002000000010018000000000010000000130b0000130b00000000000000000000") + b"\x80" * 16


def seeds() -> dict[str, tuple[bytes, ...]]:
    """Return the good files by kind."""
    muscles = ROOT / "data" / "muscles" / "hip"
    shelf = {"0" * 64: {"id": "gluteus-medius"}}
    return {
        "plate": (PLATE,),
        "record": tuple((muscles / f"{name}.toml").read_bytes() for name in ("gluteus-medius", "bulbospongiosus")),
        "visit": (visit(),),
        "areas": (json.dumps(AREAS).encode(),),
        "settings": (json.dumps(SETTINGS).encode(),),
        "template": (TEMPLATE,),
        "shelf": (json.dumps(shelf).encode(),),
        "stack": ((ROOT / "assets" / "stack" / "foot-plantar.npz").read_bytes(),),
        "logo": (LOGO_SVG, LOGO_BMP),
    }
