"""The command line: the same engine as the window, without a window and, but for `snapshot`, without Qt.

Exit codes: 0 all well · 1 `check` found problems · 2 a wrong place, muscle, plate or option, said in one sentence.
"""

from __future__ import annotations

import argparse
import getpass
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from bodymap import __version__, shipped
from bodymap.atlas.figure import FIGURES, FIRST, known
from bodymap.atlas.figure import shipped as shipped_figures
from bodymap.errors import BodymapError, UnknownNameError, nearest, suggestion

COMMANDS = ("locate", "search", "show", "landmarks", "check", "snapshot", "handout", "archive")
LAID = ("attachments", "nerves", "fascia", "roots", "skin-nerves")
LAYERS = ("skin", "superficial", "intermediate", "deep", "bones")


class UsageError(BodymapError):
    """A command or option that does not exist, or a value that cannot be used."""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, with the nearest valid option, instead of printing usage."""

    def error(self, message: str) -> NoReturn:
        unknown = re.search(r"unrecognized arguments: (\S+)", message)
        if unknown:
            options = [name for action in self._actions for name in action.option_strings]
            message = f"option {unknown[1]} is not known{suggestion(nearest(unknown[1], options))}"
        raise UsageError(message)


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; without a command, open the window."""
    try:
        return _run(list(arguments))
    except BodymapError as error:
        print(f"bodymap: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 0


def _run(arguments: list[str]) -> int:
    if arguments and not arguments[0].startswith("-") and arguments[0] not in COMMANDS:
        raise UnknownNameError("command", arguments[0], COMMANDS)
    parser = _parser()
    options, rest = parser.parse_known_args(arguments)
    if rest:
        _sub_parser(parser, options.command).error(f"unrecognized arguments: {rest[0]}")
    if options.command is None:
        from bodymap.app import run_window  # noqa: PLC0415 - only the window needs Qt

        return run_window(options)
    result: int = options.run(options)
    return result


def _sub_parser(parser: _Parser, command: str | None) -> _Parser:
    for action in parser._actions:  # noqa: SLF001 - argparse has no other way to a command's own parser
        if command and isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            found: _Parser = action.choices[command]
            return found
    return parser


def _parser() -> _Parser:
    parser = _Parser(prog="bodymap", description="Click where it hurts: muscles that may send the pain there. Educational, not a diagnosis.")
    parser.add_argument("--version", action="version", version=_versions())
    commands = parser.add_subparsers(dest="command", parser_class=_Parser, metavar="COMMAND")

    locate = commands.add_parser("locate", help="candidates for places and painted areas together")
    locate.add_argument("places", nargs="*", metavar="PLACE", help="posterior:-95,-930 · psis.left · “thigh 0.5 posterior left”")
    locate.add_argument(
        "--area", action="append", default=[], type=Path, metavar="FILE.geojson", help="painted areas, see docs/command-line.md"
    )
    _add_figure(locate)
    locate.add_argument("--json", action="store_true", help="machine-readable, see docs/command-line.md")
    locate.set_defaults(run=_locate)

    search = commands.add_parser("search", help="muscles, complaints, conditions, places by any word")
    search.add_argument("words", nargs="+", metavar="WORDS")
    search.add_argument("--json", action="store_true")
    search.set_defaults(run=_search)

    show = commands.add_parser("show", help="a muscle's card")
    show.add_argument("muscle", metavar="MUSCLE")
    show.add_argument("--client", action="store_true", help="in the client's words")
    show.set_defaults(run=_show)

    landmarks = commands.add_parser("landmarks", help="the landmarks that places may name")
    landmarks.add_argument("--json", action="store_true")
    landmarks.set_defaults(run=_landmarks)

    check = commands.add_parser("check", help="lint data and plates")
    _add_figure(check, "only this figure; without it both")
    check.set_defaults(run=_check)

    snapshot = commands.add_parser("snapshot", help="draw a picture to a file")
    snapshot.add_argument("--out", required=True, type=Path, metavar="FILE.png|.svg|.pdf")
    snapshot.add_argument("--plate", metavar="PLATE")
    snapshot.add_argument("--at", action="append", default=[], metavar="PLACE")
    snapshot.add_argument("--muscle", metavar="ID")
    snapshot.add_argument("--layers", metavar="LAYER,…", help=f"of {', '.join(LAYERS)}")
    snapshot.add_argument("--lay", metavar="WHAT,…", default="", help=f"lay over the plates: of {', '.join(LAID)}")
    snapshot.add_argument("--size", default="1600x1000", metavar="WxH")
    snapshot.add_argument("--theme", choices=("light", "dark"), default="light")
    _add_figure(snapshot)
    snapshot.set_defaults(run=_snapshot)

    handout = commands.add_parser("handout", help="make the page that a client takes home")
    handout.add_argument("--muscle", action="extend", nargs="+", required=True, metavar="ID", help="gluteus-medius.left; more than one may be given")
    handout.add_argument("--at", action="append", default=[], metavar="PLACE")
    handout.add_argument("--note", default="", metavar="TEXT")
    handout.add_argument("--out", required=True, type=Path, metavar="FILE.pdf|.png")
    handout.add_argument("--care", action="append", default=[], metavar="ID", help="self-care instead of what is suggested")
    handout.add_argument("--precaution", action="append", default=[], metavar="ID", help="holds today")
    handout.add_argument("--without", action="append", default=[], metavar="PART")
    handout.add_argument("--paper", choices=("a4", "letter"))
    _add_figure(handout)
    handout.set_defaults(run=_handout)

    archive = commands.add_parser("archive", help="back up, restore, export and lock what is kept of clients")
    archive.add_argument("what", choices=("backup", "restore", "export", "import", "passphrase"))
    archive.add_argument("file", nargs="?", type=Path, metavar="FILE")
    archive.add_argument("--client", metavar="NAME", help="export only this one's sessions")
    archive.set_defaults(run=_archive)
    return parser


def _add_figure(command: argparse.ArgumentParser, words: str = "the body that is marked and drawn") -> None:
    command.add_argument("--figure", type=known, metavar="|".join(FIGURES), help=words)


def _versions() -> str:
    try:
        return f"bodymap {__version__} (plates {shipped.plates_version()}, data {shipped.data_version()})"
    except BodymapError as error:
        return f"bodymap {__version__} ({error})"


def _locate(options: argparse.Namespace) -> int:
    from bodymap.matching import engine as engines  # noqa: PLC0415 - commands import what they need, so that each starts fast
    from bodymap.report import answer  # noqa: PLC0415
    from bodymap.session.geojson import load_areas  # noqa: PLC0415

    if not options.places and not options.area:
        raise UsageError("locate needs a PLACE or --area FILE.geojson")
    engine = engines.load(figure=options.figure or FIRST)
    places = [(text, engine.body.parse(text)) for text in options.places]
    radius_mm = engine.setting.click.radius_mm
    areas = [(str(file), area) for file in options.area for area in load_areas(file, radius_mm=radius_mm)]
    found = answer.locate(engine, places, areas)
    if options.json:
        _print_json(found)
    else:
        print("\n".join(answer.locate_lines(found, engine)))
    return 0


def _search(options: argparse.Namespace) -> int:
    from bodymap.matching import lookup  # noqa: PLC0415

    hits = lookup.load().find(" ".join(options.words))
    if options.json:
        keys = ("kind", "id", "title", "why", "score", "muscles", "conditions", "places")
        _print_json({"hits": [{key: getattr(hit, key) for key in keys} for hit in hits]})
    elif not hits:
        print(f"Nothing is known under “{' '.join(options.words)}”. Try a muscle, a body part or a complaint.")
    else:
        print("\n".join(f"{hit.kind:<10} {hit.id:<32} {hit.title} · {hit.why}" for hit in hits))
    return 0


def _show(options: argparse.Namespace) -> int:
    from bodymap.knowledge import library  # noqa: PLC0415
    from bodymap.report import card  # noqa: PLC0415

    knowledge = library.load(shipped.data_dir())
    muscle = knowledge.muscle(options.muscle.partition(".")[0])
    lines = card.client_lines if options.client else card.therapist_lines
    print("\n".join(lines(muscle, knowledge)))
    if knowledge.disclaimer:
        wording = knowledge.disclaimer.client if options.client else knowledge.disclaimer.therapist
        print(f"\n{wording.client or wording.text if options.client else wording.text}")
    return 0


def _landmarks(options: argparse.Namespace) -> int:
    from bodymap.anatomy import landmark  # noqa: PLC0415

    landmarks = landmark.load().by_id.values()
    if options.json:
        keys = ("id", "sided", "name", "abbreviation", "rule", "segment")
        _print_json({"landmarks": [{key: getattr(each, key) for key in keys} for each in landmarks]})
    else:
        print("\n".join(f"{each.id:<28} {each.name}{'' if each.sided else ' (midline)'}" for each in landmarks))
    return 0


def _check(options: argparse.Namespace) -> int:
    from bodymap.matching import inspection  # noqa: PLC0415

    figures = (options.figure,) if options.figure else shipped_figures()
    problems = tuple(dict.fromkeys(each for figure in figures for each in inspection.problems(figure=figure)))
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problem{'' if len(problems) == 1 else 's'} in data and plates")
    return 1 if problems else 0


def _snapshot(options: argparse.Namespace) -> int:
    from bodymap.ui.export import snapshot  # noqa: PLC0415 - the only command that needs Qt

    snapshot(
        options.out,
        plate=options.plate,
        at=tuple(options.at),
        muscle=options.muscle,
        layers=_layers(options.layers),
        laid=_listed(options.lay, "overlay", LAID),
        size=_size(options.size),
        theme=options.theme,
        figure=options.figure or FIRST,
    )
    print(options.out)
    return 0


def _archive(options: argparse.Namespace) -> int:
    from bodymap.archive.command import perform  # noqa: PLC0415
    from bodymap.ui.own import papers  # noqa: PLC0415

    kept = papers.gather() if options.what in ("backup", "restore") else {}
    print(perform(options.what, options.file, options.client, _ask, kept, papers.bring))
    return 0


def _ask(words: str) -> str:
    """Ask for a passphrase without showing it; where nobody sits at a terminal, take the next line."""
    return getpass.getpass(words) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")


def _handout(options: argparse.Namespace) -> int:
    from bodymap.ui.handout.command import Order, handout  # noqa: PLC0415 - needs Qt

    order = Order(
        options.out,
        options.muscle,
        at=options.at,
        note=options.note,
        care=options.care,
        precautions=options.precaution,
        without=options.without,
        paper=options.paper,
        figure=options.figure or FIRST,
    )
    files, problems = handout(order)
    for problem in problems:
        print(f"bodymap: {problem}", file=sys.stderr)
    print("\n".join(str(file) for file in files))
    return 0


def _layers(text: str | None) -> tuple[str, ...] | None:
    return None if text is None else _listed(text, "layer", LAYERS)


def _listed(text: str, kind: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of a comma-separated list; raises `UnknownNameError` for one that is not among the known."""
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    for name in names:
        if name not in known:
            raise UnknownNameError(kind, name, known)
    return names


def _size(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{2,5})[xX×](\d{2,5})", text)
    if match is None or not all(64 <= int(side) <= 16384 for side in match.groups()):
        raise UsageError(f"size “{text}” is not WIDTHxHEIGHT in pixels, 64 to 16384 each, such as 1600x1000")
    return int(match[1]), int(match[2])


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))
