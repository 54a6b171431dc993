"""No file can break bodymap: each is read, or refused with one sentence, within 2 s and 500 MB."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hostile.maker import corpus, variations
from hostile.reader import READERS
from hostile.seed import seeds

from bodymap.archive.seal import Plain
from bodymap.archive.waiting import Waiting
from bodymap.errors import BodymapError

HOSTILE = Path(__file__).parent / "hostile"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited and measured in Linux's way")
def test_two_thousand_made_files_are_read_or_refused_with_a_sentence() -> None:
    done = subprocess.run([sys.executable, str(HOSTILE), "2000"], capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_corpus_is_large_in_number_and_the_same_each_time() -> None:
    first = list(corpus())
    assert len(first) >= 500
    assert {kind for kind, _ in first} == set(READERS)
    assert first == list(corpus())
    stream, again = variations(7), variations(7)
    assert [next(stream) for _ in range(50)] == [next(again) for _ in range(50)]


def test_there_are_made_files_for_every_door() -> None:
    assert set(seeds()) == set(READERS)
    counts = Counter(kind for kind, content in corpus() if content)
    assert min(counts[kind] for kind in READERS) >= 12, counts
    rolled = Counter(kind for kind, _ in islice(variations(1), 500))
    assert set(rolled) == set(READERS)


GOOD: dict[str, Callable[[Any], bool]] = {
    "plate": lambda areas: min(areas) > 0,
    "record": lambda read: read[0] is not None,
    "visit": lambda visit: bool(visit.session.areas),
    "areas": lambda areas: len(areas) == 2,
    "settings": lambda read: read[1] == (),
    "template": lambda template: template.clinic == "House of hands",
    "shelf": lambda table: table == {"id": "gluteus-medius"},
    "stack": lambda stack: stack is not None,
    "logo": lambda logo: logo is not None,
    "overlay": lambda areas: len(areas) == 3 and min(areas) > 0,
    "own": lambda read: read[0] == (read[1], ()) and read[1].count == 5,
    "import": lambda done: done.added == 1,
    "waiting": lambda found: found[0].session.notes == "worse when sitting",
    "backup": lambda papers: list(papers) == ["own.json"],
}
"""What shows that a good file was taken and not passed over."""


@pytest.mark.parametrize(("kind", "number"), [(kind, number) for kind, files in seeds().items() for number in range(len(files))])
def test_the_good_files_are_read(qapp: object, kind: str, number: int, tmp_path: Path) -> None:
    """Else the made files would all be refused at the door, and show nothing."""
    file = tmp_path / f"good.{'svg' if kind == 'plate' else 'dat'}"
    file.write_bytes(seeds()[kind][number])
    answer = READERS[kind](file)
    assert GOOD[kind](answer), answer


@pytest.mark.parametrize("content", [b"[" * 100_000, b'{"version": Infinity, "rooms": [], "visit": {}}'])
def test_a_spoilt_session_that_waits_is_named_and_hides_no_other(tmp_path: Path, content: bytes) -> None:
    """The made files found both."""
    seal = Plain()
    for name, inside in (("bad", content), ("0123456789abcdef", seeds()["waiting"][0])):
        (tmp_path / f"{name}.visit").write_bytes(seal.close(inside, f"{name}.visit"))
    waiting = Waiting(tmp_path, seal)
    assert [visit.id for visit in waiting.visits()] == ["0123456789abcdef"]
    assert waiting.unreadable() == (tmp_path / "bad.visit",)


def test_a_refusal_quotes_a_hostile_file_in_readable_and_bounded_words() -> None:
    error = BodymapError(f"has “{chr(0x202E)}\ud800{'x' * 100_000}”", record="y" * 10_000, field="a\x00b")
    assert str(error).isprintable()
    assert len(str(error)) < 2_000
