"""No file can break bodymap: each is read, or refused with one sentence, within 2 s and 500 MB."""

import subprocess
import sys
from pathlib import Path

import pytest
from hostile.maker import corpus, variations
from hostile.reader import READERS
from hostile.seed import seeds

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


@pytest.mark.parametrize(("kind", "number"), [(kind, number) for kind, files in seeds().items() for number in range(len(files))])
def test_the_good_files_are_read(qapp: object, kind: str, number: int, tmp_path: Path) -> None:
    """Else the made files would all be refused at the door, and show nothing."""
    file = tmp_path / f"good.{'svg' if kind == 'plate' else 'dat'}"
    file.write_bytes(seeds()[kind][number])
    answer = READERS[kind](file)
    if kind == "record":
        record, problems = answer
        assert record is not None, problems
    if kind == "settings":
        assert answer[1] == (), "no complaint"


def test_a_refusal_quotes_a_hostile_file_in_readable_and_bounded_words() -> None:
    error = BodymapError(f"has “{chr(0x202E)}\ud800{'x' * 100_000}”", record="y" * 10_000, field="a\x00b")
    assert str(error).isprintable()
    assert len(str(error)) < 2_000
