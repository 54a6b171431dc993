"""Small good files of every kind that bodymap reads: what the made files start from."""

import hashlib
import json
import sqlite3
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from hostile.reader import SHELVED

from bodymap.archive import exchange, form, paper, store
from bodymap.archive.seal import Plain
from bodymap.archive.shelf import Shelf
from bodymap.archive.visit import Visit
from bodymap.own import form as own_form
from bodymap.own import record as own
from bodymap.own.stroke import rubbed
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

OVERLAY = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="-100 -200 200 220">
<g id="sciatic-nerve.left" class="nerve"><path class="outline" fill-rule="evenodd" d="M-80-100l4 0 0 60-4 0z"/></g>
<g id="gluteus-maximus--origin.left" class="attachment origin"><path class="outline" fill-rule="evenodd" d="M-60-80l10 0 0 10z"/></g>
<g transform="matrix(-1 0 0 1 0 0)"><use href="#sciatic-nerve.left" id="sciatic-nerve.right"/></g>
</svg>"""


def visit() -> Visit:
    """A visit with paint, pain and notes."""
    stroke = Stroke("posterior", ((-90.0, -900.0), (-80.0, -880.0)), 12.0)
    area = Area(1, (Dab(stroke),), intensity=6, quality="dull")
    return Visit("0123456789abcdef", datetime(2026, 1, 5, 10, tzinfo=UTC), Session(areas=(area,), notes="worse when sitting"))


def therapists_own() -> bytes:
    """A note, a dose, two X's and a zone with a stroke that rubs out, as they are kept."""
    way = ("thigh 0.2 posterior r20", "thigh 0.3 posterior")
    made = own.set_dose(own.write_note(own.NOTHING, "gluteus-medius", "Balance the pelvis first."), "ball-on-wall", "45 s")
    made = own.put_point(made, "gluteus-medius", own.OwnSite("gluteus-medius", 0.4, 0.6), name="the lateral one")
    made = own.put_point(made, "gluteus-medius", own.OwnSite(place="thigh 0.1 posterior"), "left")
    made = own.add_strokes(made, "gluteus-medius", 101, (way, rubbed(("thigh 0.25 posterior r5",))))
    return own_form.compose(made).encode()


def backup() -> bytes:
    """A backup without a visit, but with papers."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "backup"
        made = store.open_file(file)
        try:
            made.prepare(lambda: "")
            with made.writing() as connection:
                paper.put(Shelf(connection, Plain(), "backup"), {"own.json": therapists_own()})
            made.tidy()
        finally:
            made.close()
        with sqlite3.connect(file) as packed:
            packed.execute("VACUUM")
        packed.close()
        return file.read_bytes()


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


@cache
def seeds() -> dict[str, tuple[bytes, ...]]:
    """Return the good files by kind."""
    muscles = ROOT / "data" / "muscles" / "hip"
    shelf = {hashlib.sha256(SHELVED.encode()).hexdigest(): {"id": "gluteus-medius"}}
    waiting = {"version": 3, "rooms": ["0a1b"], "visit": form.as_value(visit())}
    return {
        "plate": (PLATE,),
        "record": tuple((muscles / f"{name}.toml").read_bytes() for name in ("gluteus-medius", "bulbospongiosus")),
        "visit": (form.to_json(visit()).encode(),),
        "areas": (json.dumps(AREAS).encode(),),
        "settings": (json.dumps(SETTINGS).encode(),),
        "template": (TEMPLATE,),
        "shelf": (json.dumps(shelf).encode(),),
        "stack": ((ROOT / "assets" / "stack" / "foot-plantar.npz").read_bytes(),),
        "logo": (LOGO_SVG, LOGO_BMP),
        "overlay": (OVERLAY,),
        "own": (therapists_own(),),
        "import": (exchange.to_json([visit()]).encode(),),
        "waiting": (json.dumps(waiting).encode(),),
        "backup": (backup(),),
    }
