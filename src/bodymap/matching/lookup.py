"""The search index over records, atlas and landmarks: what `bodymap search` and the window's search box ask."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bodymap import shipped
from bodymap.anatomy import landmark as landmarks
from bodymap.anatomy import terminology as terminologies
from bodymap.anatomy.terminology import Terminology
from bodymap.knowledge import library
from bodymap.knowledge.library import Knowledge
from bodymap.knowledge.search import SearchIndex


def load(folder: Path | None = None) -> SearchIndex:
    """Return the index over the shipped files."""
    knowledge = library.load(folder or shipped.data_dir())
    names = {each.id: each.name for each in landmarks.load().by_id.values()}
    return index(knowledge, terminologies.load(), names)


def index(knowledge: Knowledge, terminology: Terminology, landmark_names: Mapping[str, str]) -> SearchIndex:
    """Return the index over what is loaded already; of the atlas it takes the muscles."""
    structures = {
        each.id: tuple(name for name in (each.name_en, each.name_la) if name) for each in terminology.of_kind("muscle")
    }
    return SearchIndex(knowledge, structures, landmark_names)
