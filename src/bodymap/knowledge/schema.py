"""JSON Schemas of the records, so that editors can help whoever writes data. `python -m bodymap.knowledge.schema FOLDER` writes them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from pydantic import BaseModel

from bodymap.knowledge.care import CareItem
from bodymap.knowledge.condition import Condition, Lexicon, Source
from bodymap.knowledge.criterion import Criteria
from bodymap.knowledge.dermatome import Dermatomes
from bodymap.knowledge.nerve_area import NerveAreas
from bodymap.knowledge.quality import Qualities
from bodymap.knowledge.record import Muscle
from bodymap.knowledge.safety import Consent, Disclaimer, Precautions, RedFlags
from bodymap.knowledge.timing import HoldTiming

MODELS: dict[str, type[BaseModel]] = {
    "muscle": Muscle,
    "care": CareItem,
    "condition": Condition,
    "lexicon": Lexicon,
    "source": Source,
    "dermatomes": Dermatomes,
    "nerve_areas": NerveAreas,
    "red_flags": RedFlags,
    "precautions": Precautions,
    "consent": Consent,
    "disclaimer": Disclaimer,
    "qualities": Qualities,
    "hold": HoldTiming,
    "criteria": Criteria,
}


def text(model: type[BaseModel]) -> str:
    """Return the schema of one model as it stands in `data/schema/`."""
    return json.dumps(model.model_json_schema(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def main(arguments: list[str]) -> int:
    """Write every schema into the folder named; return the exit code."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m bodymap.knowledge.schema FOLDER\n")
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    for name, model in MODELS.items():
        (folder / f"{name}.json").write_text(text(model), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
