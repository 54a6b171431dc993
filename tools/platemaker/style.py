"""The plates' own style sheet and licence note: what a plain SVG viewer shows (the app brings its own theme)."""

from __future__ import annotations

import re

STYLE = """
.outline{stroke-linejoin:round;stroke-linecap:round}
.skin .outline{fill:#F1E8DC;stroke:#8C7D6E;stroke-width:1.1}
.garment{fill:#E5DACB;stroke:#8C7D6E;stroke-width:.5;stroke-linejoin:round}
.skin-region .outline{fill:none;stroke:#8C7D6E;stroke-width:.4}
.muscle .outline{fill:#D6AA9D;stroke:#6E4640;stroke-width:.45}
.muscle .tone-1{fill:#AD776C}
.muscle .tone-2{fill:#CB9A8D}
.muscle .tone-3{fill:#DDB5A8}
.muscle .tone-4{fill:#E9CBC0}
.muscle .tendon{fill:#EDE3D3}
.muscle .tendon-shade{fill:#6E4640;fill-opacity:.08}
.fascia .outline{fill:#EDE3D3;stroke:#8C7D6E;stroke-width:.4}
.fascia .tone-2{fill:#E0D4C1}
.fascia .tone-3{fill:#F3EBDF}
.bone .outline{fill:#E6DDCA;stroke:#8C7D6E;stroke-width:.4}
.bone .tone-1{fill:#C9BDA6}
.bone .tone-2{fill:#D9CFBB}
.bone .tone-3{fill:#EFE8D8}
.fibres{fill:none;stroke:#6E4640;stroke-width:.28;stroke-opacity:.35;stroke-linecap:round;stroke-linejoin:round}
.strands{fill:none;stroke:#6E4640;stroke-width:.28;stroke-opacity:.22;stroke-linecap:round;stroke-linejoin:round}
.rim{fill:none;stroke:#6E4640;stroke-width:.85;stroke-linecap:round;stroke-linejoin:round}
.bone .rim,.skin-region .rim{stroke:#8C7D6E}
"""


OVERLAY_STYLE = """
.outline{stroke-linejoin:round;stroke-linecap:round}
.fascia .outline{fill:#EDE3D3;fill-opacity:.8;stroke:#8C7D6E;stroke-width:.4}
.fascia .tone-2{fill:#E0D4C1;fill-opacity:.8}
.fascia .tone-3{fill:#F3EBDF;fill-opacity:.8}
.origin .outline,.attachment .outline{fill:#8A3B12;fill-opacity:.3;stroke:#8A3B12;stroke-width:.5}
.insertion .outline{fill:#0E6470;fill-opacity:.3;stroke:#0E6470;stroke-width:.5}
.nerve .outline{fill:#E3B505;stroke:#6B5300;stroke-width:.35}
"""


def styled(zoom: float, style: str = STYLE) -> str:
    """Return the style sheet with lines so many times thinner, for a plate that is looked at so many times larger."""
    if zoom == 1.0:
        return style
    return re.sub(r"(stroke-width:)([\d.]+)", lambda found: f"{found[1]}{float(found[2]) / zoom:.3g}", style)


METADATA = """<metadata>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:cc="http://creativecommons.org/ns#">
<cc:Work rdf:about="">
<dc:title>bodymap: {name} plate</dc:title>
<dc:rights>CC BY-SA 4.0</dc:rights>
<dc:source>BodyParts3D - The Database Center for Life Science - CC-BY-SA 2.1 Japan</dc:source>
<dc:source>Z-Anatomy - The open source atlas of anatomy - CC-BY-SA 4.0</dc:source>
<dc:description>Computed from the meshes of Z-Anatomy and BodyParts3D: projected, contoured, shaded and drawn anew. 1 unit = 1 mm on the body.</dc:description>
<cc:license rdf:resource="https://creativecommons.org/licenses/by-sa/4.0/"/>
</cc:Work>
</rdf:RDF>
</metadata>"""
