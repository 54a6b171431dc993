"""A soft tone, made and played without any library: Qt's multimedia is not among our dependencies.

Two seconds of a quiet, slowly rising and fading pair of sines are written once into the cache and handed to what the platform has: on Windows
its own `winsound`, on macOS `afplay`, elsewhere the first of the players that desktops carry. Where there is none, the desktop's bell.
The tone is never the only sign: the ring turns green and says to let go.
"""

from __future__ import annotations

import io
import math
import struct
import sys
import wave
from pathlib import Path

from PySide6.QtCore import QProcess, QStandardPaths
from PySide6.QtWidgets import QApplication

from bodymap.errors import BodymapError
from bodymap.report.output import write_whole
from bodymap.shipped import cache_dir

PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"), ("afplay",))
_RATE, _SECONDS = 22_050, 2.0
_PITCHES_HZ = (396.0, 594.0)
_LOUDNESS = 0.22


def tone() -> bytes:
    """Return the tone as a WAV file."""
    count = int(_RATE * _SECONDS)
    samples = bytearray()
    for index in range(count):
        at = index / _RATE
        swell = min(at / 0.15, 1.0) * math.exp(-2.2 * at) * min((_SECONDS - at) / 0.1, 1.0)
        value = sum(math.sin(2 * math.pi * pitch * at) for pitch in _PITCHES_HZ) / len(_PITCHES_HZ)
        samples += struct.pack("<h", round(32_767 * _LOUDNESS * swell * value))
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        file.writeframes(bytes(samples))
    return buffer.getvalue()


def tone_file() -> Path:
    """Return the file of the tone, written where it is not there yet."""
    file = cache_dir() / "tone-1.wav"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, tone())
    return file


def play() -> None:
    """Play the tone; the desktop's bell where nothing can play it."""
    try:
        file = tone_file()
    except (OSError, BodymapError):
        QApplication.beep()
        return
    if not _play_file(file):
        QApplication.beep()


def _play_file(file: Path) -> bool:
    if sys.platform == "win32":
        import winsound

        winsound.PlaySound(str(file), winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)
        return True
    for name, *options in PLAYERS:
        program = QStandardPaths.findExecutable(name)
        if program and QProcess.startDetached(program, [*options, str(file)])[0]:
            return True
    return False
