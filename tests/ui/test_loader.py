from typing import Any

import pytest

from bodymap.atlas import library
from bodymap.errors import DataError
from bodymap.matching import engine
from bodymap.ui import loader


def test_a_broken_plate_costs_only_itself_and_gives_its_sentence(application: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    load = library.load

    def broken(name: str, **figure: str) -> Any:
        if name == "anterior":
            raise DataError("is cut off after line 12", file="assets/svg/anterior.svg")
        return load(name, **figure)

    monkeypatch.setattr(library, "load", broken)
    plates, problems = loader.load_plates()
    assert set(plates) == {"posterior", "left", "right"}
    assert "assets/svg/anterior.svg: is cut off after line 12" in problems


def test_a_broken_engine_is_a_sentence_and_no_exception(application: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_figure: str) -> Any:
        raise DataError("is missing", file="data/body/cells.npz")

    monkeypatch.setattr(engine, "load", broken)
    loaded = loader.load_answers()
    assert loaded.answers is None
    assert loaded.problems == ("data/body/cells.npz: is missing",)


def test_the_thread_brings_plates_first_and_never_dies_silently(application: Any) -> None:
    def fail() -> Any:
        raise ValueError("unforeseen")

    order: list[str] = []
    thread = loader.Loader(lambda: ({}, ()), fail)
    thread.plates_loaded.connect(lambda *_: order.append("plates"))
    thread.failed.connect(order.append)
    thread.start()
    assert thread.wait(5000)
    from PySide6.QtWidgets import QApplication

    QApplication.processEvents()
    assert order == ["plates", "ValueError: unforeseen"]
