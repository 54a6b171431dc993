"""Makes hostile files: a fixed corpus of known tricks, and endless variations of good ones. The same seed makes the same file."""

import random
import re
from collections.abc import Iterator
from itertools import islice

from hostile.seed import PLATE, seeds

_WORDS = (
    b"", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"NaN", b"Infinity", b"-Infinity", b"1e999", b"-1e308", b"9" * 400, b"0.1e-400", b"null", b"true",
    b"[]", b"{}", b'""', b"''", b"<", b">", b"&", b"&#0;", b"&amp;", b"]]>", b"<!--", b"-->", b"\\u0000", b"\\ud800", b"../../etc/passwd", b"%s%n",
    b"file:///etc/passwd", b"\xf0\x9f\x92\x80", b"\xe2\x80\xae", b"gluteus-medius", b"[[trigger_points]]", b"=", b"\n", b'"""', b"1979-05-27T07:32:00Z",
    b"2", b"-1", b"1.5", b"A1 1 0 0 0 0 0", b"c1e5 1e5-1e5 1e5 0 0", b"M0 0", b"z" * 50,
)


def _deep(opening: bytes, closing: bytes, depth: int, middle: bytes = b"") -> bytes:
    return opening * depth + middle + closing * depth


def _plates() -> Iterator[bytes]:
    head = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-100 -200 200 220">'
    skin = b'<g id="skin" class="skin"><path class="outline" fill-rule="evenodd" d="M-90-190H90V10H-90Z"/></g>'

    def with_path(data: bytes) -> bytes:
        muscle = b'<g id="gluteus-maximus.left" class="muscle" data-layer="superficial"><path class="outline" fill-rule="evenodd" d="'
        return head + skin + muscle + data + b'"/></g></svg>'

    lol = b"".join(b'<!ENTITY l%d "%s">' % (n + 1, b"&l%d;" % n * 10) for n in range(9))
    yield b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY l0 "lol">' + lol + b"]>" + head + b"&l9;</svg>"
    yield b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + head + b"<title>&x;</title></svg>"
    yield b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">' + head + b"</svg>"
    yield head + _deep(b"<g>", b"</g>", 100_000) + b"</svg>"
    yield head + skin + b"<g/>" * 120_000 + b"</svg>"
    yield head + skin + b"<g " + b" ".join(b'a%d="1"' % n for n in range(50_000)) + b"/></svg>"
    yield head.replace(b"-100 -200 200 220", b"0 0 1e308 1e308") + skin + b"</svg>"
    yield head.replace(b"-100 -200 200 220", b"nan nan nan nan") + skin + b"</svg>"
    yield PLATE.decode().encode("utf-16")
    yield b'<?xml version="1.0" encoding="rot13"?>' + PLATE
    for data in (
        b"M", b"M0", b"M0 0", b"M0 0z", b"M0 0L", b"M1e999 0L1 1z", b"M0 0" + b"l1 1" * 300_000, b"M0 0" + b"c1e5 1e5-1e5 1e5 1 1" * 2_000,
        b"M0 0" + b"a1e5 1e-5 30 1 0 9 9" * 2_000, b"M0 0a0 0 0 0 0 0 0z", b"M0 0" + b"q90000 90000 1 1" * 5_000, b"M0 0t" + b"1 1 " * 50_000,
        b"M0 0 0 0 0 0z", b"M0,0l1e-300,1e-300,1,1z", b"m" * 100_000, b"-" * 100_000, b"M0 0L" + b"1," * 100_000, b"M0 0h" + b"9" * 5_000,
        b"M-80-100" + b"l1 0 0 1-1 0 0-1" * 20_000 + b"z", b"M0 0" + b"l50 90-99-60 99-1-80 60" * 400 + b"z", b"M0 0" + b"c1 1 2 2 3 3" * 30_000,
    ):
        yield with_path(data)
    for transform in (b"scale(0)", b"matrix(1e308 0 0 1e308 0 0)", b"rotate(nan)", b"translate(" + b"1," * 999 + b"1)", b"skewX(90)", b"matrix(1)"):
        yield PLATE.replace(b"matrix(-1 0 0 1 0 0)", transform)
    for old, new in (
        (b'href="#gluteus-maximus.left"', b'href="file:///etc/passwd"'), (b'href="#gluteus-maximus.left"', b'href="#gluteus-maximus.right"'),
        (b"</svg>", b"<script>alert(1)</script></svg>"), (b"</svg>", b'<image href="http://example.org/x.png"/></svg>'),
        (b"</svg>", b"<style>@import url(http://example.org)</style></svg>"), (b"gluteus-maximus.left", b"x" * 60_000),
        (b'class="outline"', b""), (b'data-rank="2"', b'data-rank="1e9"'), (b'data-layer="superficial"', b'data-layer="42"'),
    ):
        yield PLATE.replace(old, new)


def _json(good: bytes) -> Iterator[bytes]:
    yield _deep(b"[", b"]", 100_000)
    yield _deep(b'{"a":', b"}", 50_000, b"1")
    yield b"1" * 5_000
    yield b'{"a":' + b"9" * 5_000 + b"}"
    yield b"[" + b"1," * 500_000 + b"1]"
    yield good.decode().encode("utf-16")
    yield b"\xef\xbb\xbf" + good
    yield good * 2
    for value in (b"null", b"NaN", b"1e999", b'"\\ud800"', b"true", b"[]", b"{}", b'"' + b"x" * 200_000 + b'"', b"-0", b"1e-400"):
        for number in range(0, 40, 2):
            yield _replace_value(good, number, value)


def _replace_value(good: bytes, number: int, value: bytes) -> bytes:
    """Put `value` where the number-th colon's value starts; what follows may no longer be JSON, which is a case of its own."""
    places = [at for at, byte in enumerate(good) if byte == ord(":")]
    at = places[number % len(places)] + 1
    end = next((place for place in range(at, len(good)) if good[place] in b",}]"), len(good))
    return good[:at] + value + good[end:]


def _endless_numbers(good: bytes) -> Iterator[bytes]:
    """Each number, or of many some forty, with more digits than a float can hold, yet fewer than Python refuses to read."""
    places = list(re.finditer(rb"(?<![\w.#])\d+(?:\.\d+)?(?![\w.])", good))
    for place in places[:: len(places) // 40 + 1]:
        yield good[: place.start()] + b"9" * 400 + good[place.end() :]


def _tomls(good: bytes) -> Iterator[bytes]:
    yield b"a = " + _deep(b"[", b"]", 50_000)
    yield b"a = " + _deep(b"{a=", b"}", 20_000, b"1")
    yield b"a." * 20_000 + b"a = 1"
    yield b"[" + b"a." * 20_000 + b"a]"
    yield b"a = " + b"9" * 10_000
    yield b"a = 1979-99-99"
    yield b"id = nan\n" + good
    yield good + b'\nid = "twice"\n'
    yield good.decode().encode("utf-16")
    yield b'x = "' + b"y" * 900_000 + b'"'
    yield b"[[trigger_points]]\n" * 20_000
    for value in (b"nan", b"-inf", b"{}", b"[]", b"1e999", b"1979-05-27", b'"' + b"x" * 100_000 + b'"', b"true", b"99999999999999999999"):
        lines = good.splitlines()
        for number in range(0, len(lines), max(len(lines) // 8, 1)):
            name, is_set, _ = lines[number].partition(b" = ")
            if is_set:
                yield b"\n".join([*lines[:number], name + b" = " + value, *lines[number + 1 :]])


def _images() -> Iterator[bytes]:
    def bmp(width: int, height: int) -> bytes:
        header = b"BM" + (70).to_bytes(4, "little") + bytes(4) + (54).to_bytes(4, "little")
        size = width.to_bytes(4, "little", signed=True) + height.to_bytes(4, "little", signed=True)
        return header + (40).to_bytes(4, "little") + size + (1).to_bytes(2, "little") + (24).to_bytes(2, "little") + bytes(24) + b"\x80" * 16

    for width, height in ((30_000, 30_000), (2**31 - 1, 2**31 - 1), (1, 2**31 - 1), (0, 0), (-5, 5), (65_535, 65_535)):
        yield bmp(width, height)
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="%b" height="10" viewBox="0 0 10 10">%b</svg>'
    yield svg % (b"1e9", b"")
    yield svg % (b"10", _deep(b"<g>", b"</g>", 20_000))
    yield svg % (b"10", b'<image xlink:href="file:///etc/passwd" width="9" height="9"/>')
    yield svg % (b"10", b'<g id="a"><use xlink:href="#a"/></g>')
    yield svg % (b"10", b"".join(b'<g id="a%d">%b</g>' % (n + 1, b'<use xlink:href="#a%d"/>' % n * 10) for n in range(9)))
    yield svg % (b"10", b'<filter id="f"><feGaussianBlur stdDeviation="9999"/></filter><rect width="9" height="9" filter="url(#f)"/>')
    yield b"\x89PNG\r\n\x1a\n" + bytes.fromhex("0000000d49484452ffffffffffffffff0802000000") + bytes(60)
    yield b"GIF89a\xff\xff\xff\xff\x80\x00\x00" + b"\xff" * 30
    yield b"\xff\xd8\xff\xe0" + b"\xff" * 500


def corpus() -> Iterator[tuple[str, bytes]]:
    """Yield every made file of the fixed corpus with its kind: tricks first, then each good file cut short and with single bytes spoilt."""
    good = seeds()
    yield from (("plate", data) for data in _plates())
    yield from (("overlay", data) for data in islice(_plates(), 10))
    for kind in ("visit", "areas", "settings", "shelf", "own", "import", "waiting"):
        yield from ((kind, data) for data in _json(good[kind][0]))
    for kind in ("record", "template"):
        yield from ((kind, data) for data in _tomls(good[kind][0]))
    for kind in ("plate", "overlay", "record", "template", "visit", "areas", "settings", "shelf", "own", "import", "waiting"):
        yield from ((kind, data) for data in _endless_numbers(good[kind][0]))
    yield from (("logo", data) for data in _images())
    for kind, files in good.items():
        yield kind, b""
        yield kind, bytes(1000)
        for number, data in enumerate(files):
            yield kind, data
            rng = random.Random(f"{kind}{number}")
            yield from ((kind, data[: len(data) * part // 8]) for part in range(1, 8))
            yield from ((kind, spoil(rng, data)) for _ in range(4))


def spoil(rng: random.Random, data: bytes) -> bytes:
    """Return a variation of `data`: pieces cut, doubled, swapped, bytes changed, words of trouble put in."""
    made = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4, 9))):
        at = rng.randrange(len(made) + 1)
        end = min(len(made), at + rng.choice((1, 2, 8, 40, 400)))
        kind = rng.randrange(6)
        if kind == 0 and at < len(made):
            made[at] = rng.randrange(256)
        elif kind == 1:
            del made[at:end]
        elif kind == 2:
            made[at:at] = made[at:end] * rng.choice((1, 2, 30))
        elif kind == 3:
            made[at:at] = rng.choice(_WORDS)
        elif kind == 4:
            made[at:end] = rng.choice(_WORDS)
        else:
            other = rng.randrange(len(made) + 1)
            made[at:end] = made[other : other + end - at]
    return bytes(made[:1_000_000])


def variations(seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield variations of the good files, without end."""
    rng = random.Random(seed)
    good = [(kind, data) for kind, files in seeds().items() for data in files]
    while True:
        kind, data = rng.choice(good)
        yield kind, spoil(rng, data)
