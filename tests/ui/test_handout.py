"""The handout on paper: made for real cases, then read and drawn by an independent PDF renderer."""

import errno
import gc
import os
import re
import subprocess
import weakref
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from machine import needs
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel

from bodymap.errors import BodymapError
from bodymap.ids import Id, Side
from bodymap.own.record import MOST_DOSE, MOST_ITEMS, MOST_NOTE, NOTHING, Own
from bodymap.report.handout import Maker, Wish
from bodymap.report.template import Template
from bodymap.session import record
from bodymap.session.record import NEW_CLIENT, CandidateKey, PointKey
from bodymap.ui.handout import file as handout_file
from bodymap.ui.handout.panel import Panel
from bodymap.ui.handout.paper import Paper
from bodymap.ui.handout.picture import Artist, Picture
from bodymap.ui.handout.regions import regions_of

POPPLER = needs("poppler-utils", "pdftotext", "pdftoppm", "pdfinfo", "pdffonts")
CASES: dict[str, tuple[Sequence[str], Sequence[str]]] = {
    "gluteus medius with its ball and stretch": (["gluteus-medius.left"], ["posterior:-95,-930"]),
    "upper trapezius headache": (["trapezius.right:1"], []),
    "plantar heel pain": (["quadratus-plantae.left", "soleus.left"], []),
}
Make = Callable[..., Paper]


@pytest.fixture
def make(loaded: Any, plates: Any) -> Make:
    def paper(muscles: Sequence[str], at: Sequence[str] = (), *, template: Template | None = None, **wanted: Any) -> Paper:
        session = NEW_CLIENT
        for text in at:
            session = record.add_mark(session, loaded.answers.place_of(text))
        names = [Id.parse(text.partition(":")[0]) for text in muscles]
        keys = tuple(CandidateKey(name.base, name.side or Side.LEFT) for name in names)
        numbers = [text.partition(":")[2] for text in muscles]
        points = tuple(PointKey(key.muscle, key.side, int(number)) for key, number in zip(keys, numbers, strict=True) if number)
        wish = Wish(keys, points=points, day=date(2026, 11, 20), **wanted)
        made = Maker(loaded.answers.knowledge, template or Template(clinic="Riverside Clinic")).make(wish, regions_of(loaded.answers, wish, session))
        return Paper(made, Artist(loaded.answers, plates, session))

    return paper


def read(content: bytes, tmp_path: Path) -> str:
    """What poppler reads, with words parted by single blanks."""
    file = tmp_path / "read.pdf"
    file.write_bytes(content)
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", str(file), "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode("utf-8").split())


@POPPLER
@pytest.mark.parametrize("case", CASES)
def test_the_text_of_every_section_can_be_selected(case: str, make: Make, tmp_path: Path) -> None:
    paper = make(*CASES[case], note="Ring me on Monday.")
    text = read(handout_file.pdf(paper), tmp_path)
    handout = paper.handout
    for block in handout.blocks:
        assert block.title in text
        for line in block.lines:
            assert " ".join(line.text.split()) in text
    wanted = [handout.title, "Riverside Clinic", "20 November 2026", "Ring me on Monday.", *handout.disclaimer]
    wanted += [chapter.title for chapter in handout.chapters]
    wanted += [question for group in handout.urgent for question in group.questions]
    wanted += [f"Sources: {handout.sources[0]}", "BodyParts3D", "pain felt by nearly everyone"]
    for words in wanted:
        assert " ".join(words.split()) in text


@pytest.mark.parametrize("case", CASES)
def test_it_takes_two_pages_and_less_than_two_megabytes(case: str, make: Make) -> None:
    paper = make(*CASES[case])
    assert paper.count <= 2
    assert len(handout_file.pdf(paper)) <= 2_000_000


USUAL = {
    **{name: (muscles, at, frozenset[str]()) for name, (muscles, at) in CASES.items()},
    "two muscles, two precautions": (["brachioradialis.right", "supinator.right"], [], frozenset({"blood-thinner", "under-18"})),
    "three muscles of the shoulder": (["infraspinatus.right", "supraspinatus.right", "deltoid.right"], [], frozenset[str]()),
    "three muscles of the jaw": (["masseter.right", "temporalis.right", "lateral-pterygoid.right"], [], frozenset[str]()),
}


@pytest.mark.parametrize("size", ["a4", "letter"])
@pytest.mark.parametrize("case", USUAL)
def test_two_pages_hold_it_on_either_paper_and_body_text_is_never_smaller_than_ten_points(case: str, size: Any, make: Make) -> None:
    muscles, at, ticked = USUAL[case]
    paper = make(muscles, at, template=Template(paper=size), note="Ring me on Monday.", ticked=ticked)
    assert paper.count <= 2
    assert body_sizes(paper)
    assert min(body_sizes(paper)) >= 100
    assert min(sizes_of(paper)) >= 68


def test_what_needs_three_pages_is_not_made_smaller_than_ten_points(make: Make) -> None:
    ticked = frozenset({"blood-thinner", "implant"})
    paper = make(["gluteus-medius.left", "gluteus-minimus.left", "piriformis.left"], note="Ring me on Monday.", ticked=ticked)
    assert paper.count == 3
    assert min(body_sizes(paper)) >= 100


def test_several_muscles_beside_each_other_lose_none_of_their_xs(make: Make) -> None:
    paper = make(["infraspinatus.right", "supraspinatus.right", "deltoid.right"])
    for chapter, name in zip(paper.handout.chapters, ("infraspinatus", "supraspinatus", "deltoid"), strict=True):
        picture = next(each for each in pictures(paper) if any(cross.point.muscle == name for cross in each.scene.crosses))
        wanted = {each.point for each in picture.scene.crosses}
        assert picture.points == wanted, chapter.title


def test_the_note_stands_under_its_title(make: Make) -> None:
    """Whatever stands above: the title is never the last on a page."""
    for count in range(1, 12):
        paper = make(["gluteus-medius.left"], note="\n".join(["A line."] * count))
        tall = paper._room.height()
        block = paper._document.begin()
        while block.text() != "From your therapist":
            block = block.next()
        layout = paper._document.documentLayout()
        tops = [layout.blockBoundingRect(each).top() // tall for each in (block, block.next())]
        assert tops[0] == tops[1]


def body_sizes(paper: Paper) -> set[int]:
    """The sizes of plain words, care and note, in tenths of a point."""
    said = [line.text for block in paper.handout.blocks for line in block.lines] + [paper.handout.note]
    return sizes_of(paper, lambda text: any(text in each for each in said))


def sizes_of(paper: Paper, is_meant: Callable[[str], bool] = bool) -> set[int]:
    block, sizes = paper._document.begin(), set[int]()
    while block.isValid():
        for fragment in _fragments(block):
            text = fragment.text().strip("\u2028\xa0\ufffc ")
            if text and is_meant(text):
                sizes.add(fragment.charFormat().font().pixelSize())
        block = block.next()
    return sizes


def _fragments(block: Any) -> list[Any]:
    found, each = [], block.begin()
    while not each.atEnd():
        found.append(each.fragment())
        each += 1
    return found


@pytest.mark.parametrize("case", CASES)
def test_what_to_do_is_not_cut_between_pages(case: str, make: Make) -> None:
    paper = make(*CASES[case])
    tall = paper._room.height()
    frames = paper._document.rootFrame().childFrames()
    assert frames, "what to do stands in frames"
    for frame in frames:
        box = paper._document.documentLayout().frameBoundingRect(frame)
        assert int(max(box.top(), 0.0) // tall) == int((box.bottom() - 1) // tall)


def test_the_legend_names_the_zones_that_the_pictures_show_and_no_others(make: Make) -> None:
    paper = make(["soleus.left"])
    named = {sign for sign, _ in paper._signs()} & {"essential", "spillover", "reported"}
    on_paper = {
        zone.kind
        for picture in pictures(paper)
        for panel in picture.panels
        for zone in picture.scene.zones
        if zone.plate == panel.plate and zone.path.intersects(panel.crop)
    }
    assert named == on_paper
    assert "reported" not in named, "its jaw is on no picture"


@pytest.mark.parametrize("muscle", ["infraspinatus.right", "gluteus-medius.left", "soleus.left"])
def test_no_number_of_an_x_is_cut_by_the_edge_of_its_picture(muscle: str, make: Make) -> None:
    shown = [
        min(cross.x - panel.crop.left(), panel.crop.right() - cross.x) * picture.scale
        for picture in pictures(make([muscle]))
        for panel in picture.panels
        for cross in picture.scene.crosses
        if cross.plate == panel.plate and panel.crop.contains(cross.x, cross.y)
    ]
    assert shown, "an X is on the paper"
    assert min(shown) > 20


def test_the_stretch_of_a_deep_muscle_has_its_picture_from_the_back(make: Make) -> None:
    from bodymap.report.handout import Figure

    key = CandidateKey("soleus", Side.LEFT)
    picture = make(["soleus.left"])._artist.picture(Figure("lit", key, "", ("soleus",)), width_px=150, height_px=140)
    assert picture is not None
    assert [panel.plate for panel in picture.panels] == ["posterior"]


def test_the_file_says_of_itself_what_it_is_in_which_language_and_whose_work_the_body_is(make: Make) -> None:
    from defusedxml.ElementTree import fromstring

    paper = make(["gluteus-medius.left"], note="For Mrs Smith")
    content = handout_file.pdf(paper)
    start = content.index(b"<x:xmpmeta")
    root = fromstring(content[start : content.index(b"</x:xmpmeta>") + 12].decode("utf-8"))
    words = " ".join(text.strip() for text in root.itertext())
    assert "Side hip muscle, left" in words
    assert "Z-Anatomy" in words
    assert "Smith" not in words
    assert [each.text for each in root.iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li")][1] == "en"


def test_title_language_and_fonts_are_in_the_file(make: Make) -> None:
    content = handout_file.pdf(make(["gluteus-medius.left"]))
    assert b"/Lang (en)" in content
    assert b"/DisplayDocTitle true" in content
    assert "Side hip muscle, left".encode("utf-16-be") in content
    assert re.search(rb"/BaseFont /\S*Inter-Regular", content)
    assert re.search(rb"/FontFile2 \d+ 0 R", content)


@POPPLER
def test_poppler_reads_the_added_language_without_complaint(make: Make, tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    file.write_bytes(handout_file.pdf(make(["gluteus-medius.left"])))
    done = subprocess.run(["pdfinfo", str(file)], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert "Title: To take home: Side hip muscle, left" in " ".join(done.stdout.split())
    fonts = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True).stdout
    assert "Inter-Regular" in fonts
    assert " no " not in " ".join(line[50:70] for line in fonts.splitlines()[2:])[:4]


@POPPLER
def test_a_long_note_flows_to_the_next_page_and_nothing_of_it_is_cut_or_doubled(make: Make, tmp_path: Path) -> None:
    note = "\n".join(f"Paragraph {number} begins. " + "Walk, rest, breathe and walk again. " * 14 + f"End {number}." for number in range(14))
    paper = make(["gluteus-medius.left"], note=note)
    assert paper.count > 2
    text = read(handout_file.pdf(paper), tmp_path)
    for number in range(14):
        assert len(re.findall(rf"Paragraph {number} begins\.", text)) == 1
        assert len(re.findall(rf"End {number}\.", text)) == 1


@POPPLER
def test_strange_signs_in_the_note_make_a_correct_page(make: Make, tmp_path: Path) -> None:
    note = "Grüße <b>&amp; «fine» 100 % \x00\x07\ud800 \u202etxt\u202c 膝 עברית 🙂\tend\r\nnext"
    text = read(handout_file.pdf(make(["gluteus-medius.left"], note=note)), tmp_path)
    assert "Grüße <b>&amp; «fine» 100 %" in text
    assert "next" in text


def test_signs_that_no_typeface_has_are_named_to_the_therapist(make: Make) -> None:
    paper = make(["gluteus-medius.left"], note="Well done \U0001f9ff\U00013000, Grüße – „gut“ ✓")
    (said,) = paper.problems
    assert "\U00013000 (egyptian hieroglyph a001)" in said
    assert "✓" not in said
    assert "ü" not in said
    assert make(["gluteus-medius.left"], note="Grüße ✓ “so”").problems == ()


@POPPLER
def test_writing_from_right_to_left_stands_at_the_right_and_is_read_in_order(make: Make, tmp_path: Path) -> None:
    note = "שלום וברכה"
    paper = make(["gluteus-medius.left"], note=note)
    assert note in read(handout_file.pdf(paper), tmp_path)
    file = tmp_path / "read.pdf"
    done = subprocess.run(["pdftotext", "-bbox", str(file), "-"], capture_output=True, text=True, check=True)
    words = re.findall(r'xMin="([\d.]+)"[^>]*>([^<]+)<', done.stdout)  # whole words or single letters, as the version reads them
    where = {sign: float(left) for left, word in words for sign in word if sign in note}
    assert min(where.values()) > 400, "at the right edge of a page of 595 points"
    assert where["ש"] > where["ה"]


def grey_of(file: Path, page: int, tmp_path: Path) -> QImage:
    subprocess.run(["pdftoppm", "-gray", "-r", "100", "-f", str(page), "-l", str(page), str(file), str(tmp_path / "grey")], check=True)
    return QImage(str(next(tmp_path.glob("grey*.pgm"))))


@POPPLER
def test_in_grey_the_essential_zone_is_darker_than_the_muscles_round_it(make: Make, tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    file.write_bytes(handout_file.pdf(make(*CASES["gluteus medius with its ball and stretch"])))
    image = grey_of(file, 1, tmp_path)
    shades = [image.pixelColor(x, y).value() for x in range(60, 520, 2) for y in range(140, 420, 2)]
    zone, muscle = [each for each in shades if 55 < each < 90], [each for each in shades if 140 < each < 200]
    assert len(zone) > 800
    assert len(muscle) > 2000


def test_us_letter_and_a4_have_their_own_size(make: Make) -> None:
    letter = make(["gluteus-medius.left"], template=Template(paper="letter"))
    assert (letter.size.width(), letter.size.height()) == (6120, 7920)
    assert round(make(["gluteus-medius.left"]).size.height() / 10) == 842


def test_a_missing_logo_is_said_and_the_page_is_made_without_it(make: Make, tmp_path: Path) -> None:
    paper = make(["gluteus-medius.left"], template=Template(logo=str(tmp_path / "logo.png")))
    assert "is not there" in paper.problems[0]
    assert handout_file.pdf(paper).startswith(b"%PDF")
    (tmp_path / "logo.png").write_text("no picture")
    assert "not a picture" in make(["gluteus-medius.left"], template=Template(logo=str(tmp_path / "logo.png"))).problems[0]


def test_a_logo_is_drawn(make: Make, tmp_path: Path) -> None:
    logo = QImage(80, 40, QImage.Format.Format_RGB32)
    logo.fill(0x00FF00)
    logo.save(str(tmp_path / "logo.png"))
    paper = make(["gluteus-medius.left"], template=Template(logo=str(tmp_path / "logo.png")))
    image = paper.image(0, 60)
    assert any(image.pixelColor(x, y).name() == "#00ff00" for x in range(300, image.width(), 3) for y in range(20, 90, 3))


def test_png_is_a_file_a_page(make: Make, tmp_path: Path) -> None:
    files = handout_file.save(make(["gluteus-medius.left"]), tmp_path / "page.png")
    assert [file.name for file in files] == ["page.png", "page-2.png"]
    assert QImage(str(files[1])).width() > 1600


@pytest.mark.parametrize(("name", "words"), [("page.doc", "pdf"), ("nowhere/page.pdf", "folder")])
def test_a_wrong_place_is_one_sentence_and_no_file(name: str, words: str, make: Make, tmp_path: Path) -> None:
    with pytest.raises(BodymapError, match=words):
        handout_file.save(make(["gluteus-medius.left"]), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["page.pdf", "page.png"])
def test_a_full_disk_is_one_sentence_and_no_file(name: str, make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    paper = make(["gluteus-medius.left"])
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BodymapError, match="the disk is full"):
        handout_file.save(paper, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_pdf_of_another_make_gets_no_language_and_stays_as_it_is() -> None:
    assert handout_file.with_language(b"%PDF-1.4 nothing", "en") == b"%PDF-1.4 nothing"


def pictures(paper: Paper) -> list[Picture]:
    return list(paper._pictures.values())


def test_far_zones_get_a_picture_of_their_own(make: Make) -> None:
    (picture, *_) = pictures(make(["soleus.left"]))
    assert len({panel.crop.top() for panel in picture.panels}) == 2


def test_dots_in_print_are_half_a_millimetre_and_1_2_apart() -> None:
    from bodymap.ui.handout.picture import PX_PER_INCH, STIPPLE_PX

    assert [round(px * 25.4 / PX_PER_INCH, 3) for px in STIPPLE_PX] == [0.5, 1.2]


@pytest.mark.parametrize("muscle", ["obturator-internus", "levator-ani", "adductor-magnus"])
def test_nothing_is_drawn_over_genitals_and_perineum(muscle: str, make: Make, plates: Any) -> None:
    from bodymap.ui.handout.picture import _cover

    shown = pictures(make([f"{muscle}.left"]))
    assert shown
    for picture in shown:
        for zone in picture.scene.zones:
            box = zone.path.intersected(_cover(plates[zone.plate])).boundingRect()
            assert box.width() * box.height() < 30, "a bracket and words, no zone"


def test_what_is_painted_in_print_follows_the_scene(make: Make) -> None:
    paper = make(["gluteus-medius.left"])
    bare = make(["gluteus-medius.left"], without=frozenset({"picture", "care-pictures"}))
    assert pictures(paper)
    assert pictures(bare) == []


# The page in the window


def test_ctrl_p_opens_the_page_with_what_is_on_the_screen(window: Any) -> None:
    window.control.mark("posterior", -95.0, -930.0)
    window.actions_by_name["handout"].trigger()
    page = window.stage.page
    assert window.stage.is_open
    assert page.paper.handout.chapters[0].key == window.store.state.session.chosen
    assert not window.actions_by_name["drop"].isEnabled()
    window.actions_by_name["back"].trigger()
    assert not window.stage.is_open
    assert window.actions_by_name["drop"].isEnabled()


def test_boxes_note_and_own_words_change_the_paper_and_outlast_a_look_at_the_body(window: Any, tmp_path: Path) -> None:
    from bodymap.ui.handout import draft as drafts

    window.control.mark("posterior", -95.0, -930.0)
    window.actions_by_name["handout"].trigger()
    page = window.stage.page
    page.choices.note.setPlainText("Come back in two weeks.")
    page.choices.words.setPlainText("In my own words.")
    page.edit(lambda draft: drafts.switch_part(draft, "sources", on=False))
    page.draw_now()
    window.stage.leave()
    window.actions_by_name["handout"].trigger()
    handout = page.paper.handout
    assert handout.note == "Come back in two weeks."
    assert handout.blocks[0].lines[0].text == "In my own words."
    assert handout.sources == ()
    assert page.save(tmp_path / "page.pdf") == (tmp_path / "page.pdf",)
    assert page.save(tmp_path / "nowhere" / "page.pdf") == ()
    assert "folder" in page.said.text()


def test_a_new_client_leaves_nothing_of_the_last_ones_handout(window: Any) -> None:
    window.control.mark("posterior", -95.0, -930.0)
    window.actions_by_name["handout"].trigger()
    page = window.stage.page
    page.choices.note.setPlainText("For Mrs Smith")
    window.actions_by_name["new-client"].trigger()
    assert not window.stage.is_open
    assert page.draft is None
    assert page.choices.note.toPlainText() == ""


def test_without_a_muscle_the_page_says_what_to_do(window: Any, tmp_path: Path) -> None:
    window.actions_by_name["handout"].trigger()
    assert window.stage.page.paper is None
    assert window.stage.page.save(tmp_path / "page.pdf") == ()
    assert list(tmp_path.iterdir()) == []
    window.stage.leave()


def with_a_dose(window: Any) -> tuple[Any, Any]:
    """The handout's page, open, and a block of it in which a dose was written."""
    window.control.mark("posterior", -95.0, -930.0)
    window.actions_by_name["handout"].trigger()
    page = window.stage.page
    block = next(each for each in page.paper.handout.care if each.care == "ball-gluteus-medius")
    page.edit(lambda draft: replace(draft, edits=((block.id, "How long: one minute"),)))
    return page, block


def test_an_own_dose_is_kept_in_the_users_folder(window: Any) -> None:
    from bodymap.report import template

    page, block = with_a_dose(window)
    page._keep_dose(block)
    assert window.store.state.own.dose("ball-gluteus-medius") == "one minute"
    assert template.load().doses == {}
    page.forget()
    window.stage.leave()


def test_a_dose_that_cannot_be_kept_is_not_called_kept(window: Any) -> None:
    page, block = with_a_dose(window)
    full = Own(doses=tuple((f"exercise-{number:04}", "45 s") for number in range(MOST_ITEMS)))
    large = Own(notes=tuple((f"muscle-{number:04}", "x" * MOST_NOTE) for number in range(500)))
    long = "How long: " + "one minute, " * MOST_DOSE
    for own, words, said in ((full, "", "No more texts can be kept"), (large, "", "MB"), (NOTHING, long, "A dose holds at most")):
        window.store.begin_with(own)
        page.set_up(window.store.state, window.answers, window._every)
        if words:
            page.edit(lambda draft: replace(draft, edits=((block.id, long),)))
        page._keep_dose(block)
        assert said in page.said.text()
        assert window.store.state.own.doses == own.doses or words
    window.store.begin_with(NOTHING)
    page.forget()
    window.stage.leave()


def test_it_prints_on_whatever_the_printer_is(make: Make, application: Any, tmp_path: Path) -> None:
    from PySide6.QtPrintSupport import QPrinter

    from bodymap.ui.handout import print as handout_print

    paper = make(["gluteus-medius.left"])
    printer = handout_print.printer_for(paper)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    handout_print.paint(paper, printer)
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")


def test_the_summary_and_the_picture_go_to_the_clipboard(window: Any, application: Any) -> None:
    window.control.mark("posterior", -95.0, -930.0)
    window.actions_by_name["copy-summary"].trigger()
    assert application.clipboard().text().startswith("S: ")
    window.actions_by_name["copy-picture"].trigger()
    assert not application.clipboard().image().isNull()
    application.clipboard().clear()


# The command line


def test_the_command_makes_the_same_without_a_window(application: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from bodymap.cli import main

    out = tmp_path / "page.pdf"
    assert main(["handout", "--muscle", "gluteus-medius.left", "--at", "posterior:-95,-930", "--note", "Mine", "--out", str(out)]) == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert str(out) in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--muscle", "gluteus-medus.left"], "gluteus-medius"),
        (["--muscle", "gluteus-medius.left:9"], "trigger point “9”"),
        (["--muscle", "gluteus-medius.left", "--at", "psiss.left"], "psis"),
        (["--muscle", "gluteus-medius.left", "--precaution", "pregnent"], "pregnant"),
        (["--muscle", "gluteus-medius.left", "--care", "bridges"], "bridge"),
    ],
)
def test_a_wrong_option_is_one_sentence_and_no_file(
    options: list[str], words: str, application: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from bodymap.cli import main

    assert main(["handout", *options, "--out", str(tmp_path / "page.pdf")]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []


@POPPLER
def test_painted_pain_is_printed_with_the_sign_and_the_name_of_its_quality(loaded: Any, plates: Any, tmp_path: Path) -> None:
    from bodymap.session.paint import Area, Dab, Stroke

    quality = next(iter(loaded.answers.knowledge.qualities.values()))
    stroke = Stroke("posterior", ((-95.0, -930.0), (-100.0, -860.0)), 20.0)
    session = replace(NEW_CLIENT, areas=(Area(1, (Dab(stroke),), intensity=6, quality=quality.id),))
    key = CandidateKey("gluteus-medius", Side.LEFT)
    paper = Paper(Maker(loaded.answers.knowledge).make(Wish((key,))), Artist(loaded.answers, plates, session))
    text = read(handout_file.pdf(paper), tmp_path)
    assert "where you said it hurts" in text
    assert quality.name in text
    assert any(spot.sign == quality.sign for picture in pictures(paper) for spot in picture.scene.spots)


@POPPLER
def test_the_pain_of_an_earlier_visit_is_a_ghost_in_the_picture_and_named_with_its_day(loaded: Any, plates: Any, tmp_path: Path) -> None:
    from bodymap.session.paint import Area, Dab, Stroke

    def painted(*points: tuple[float, float]) -> Any:
        return replace(NEW_CLIENT, areas=(Area(1, (Dab(Stroke("posterior", points, 20.0)),), intensity=6),))

    now, then = painted((-95.0, -930.0)), painted((-95.0, -930.0), (-60.0, -700.0))
    key = CandidateKey("gluteus-medius", Side.LEFT)
    made = Maker(loaded.answers.knowledge).make(Wish((key,), earlier=date(2026, 3, 3)))
    paper = Paper(made, Artist(loaded.answers, plates, now, earlier=then))
    assert {"ghost", "pain"} <= {spot.kind for picture in pictures(paper) for spot in picture.scene.spots}
    text = read(handout_file.pdf(paper), tmp_path)
    assert "where it hurt on 3 March 2026" in text
    assert "where you said it hurts" in text
    alone = Paper(made, Artist(loaded.answers, plates, now))
    assert "ghost" not in {spot.kind for picture in pictures(alone) for spot in picture.scene.spots}


def test_the_pain_of_the_last_session_is_printed_with_its_day_and_that_before_treatment_without(window: Any) -> None:
    from bodymap.ui import state as states

    window.control.mark("posterior", -95.0, -700.0)
    last = window.store.state.session
    window.actions_by_name["new-client"].trigger()
    window.control.mark("posterior", -95.0, -930.0)
    window.store.apply(states.look_back(last, date(2026, 3, 3)))
    window.actions_by_name["handout"].trigger()
    assert ("ghost", "where it hurt on 3 March 2026") in window.stage.page.paper._signs()
    window.stage.leave()
    window.gestures.look_again()
    window.actions_by_name["handout"].trigger()
    assert window.stage.page.paper.handout.earlier == ""
    window.stage.leave()


def test_the_page_draws_the_ghost_that_the_sheet_draws(window: Any) -> None:
    window.control.mark("posterior", -95.0, -930.0)
    window.gestures.look_again()
    window.control.edit_marks(record.clear_marks)
    window.control.mark("posterior", -95.0, -700.0)
    window.actions_by_name["handout"].trigger()
    assert "ghost" in {spot.kind for picture in pictures(window.stage.page.paper) for spot in picture.scene.spots}
    window.stage.leave()


def test_a_day_of_handouts_holds_the_grounds_of_two_papers_and_paints_none_of_them_twice(loaded: Any, plates: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    make_ground = Artist._make_ground

    def noted(artist: Artist, panel: Panel, *more: Any) -> QImage:
        made.append(panel.plate)
        return make_ground(artist, panel, *more)

    monkeypatch.setattr(Artist, "_make_ground", noted)
    artist = Artist(loaded.answers, plates)

    def painted(muscle: str) -> int:
        """How many grounds were made for the paper of a muscle."""
        before = len(made)
        key = CandidateKey(muscle, Side.LEFT)
        paper = Paper(Maker(loaded.answers.knowledge).make(Wish((key,))), artist)
        for page in range(paper.count):
            paper.image(page, 20)
        return len(made) - before

    first, second, third = (painted(muscle) for muscle in ("soleus", "masseter", "trapezius"))
    assert min(first, second, third) > 0
    assert painted("trapezius") == 0
    assert len(artist._grounds | artist._before) == third
    assert painted("soleus") == first


def test_a_paper_goes_with_its_text_as_soon_as_nobody_holds_it(make: Make) -> None:
    paper = make(["soleus.left"])
    paper.image(0, 20)
    gone = [weakref.ref(paper), weakref.ref(paper._document), weakref.ref(paper._drawer)]
    del paper
    assert [each() for each in gone] == [None, None, None]


def test_the_pictures_of_a_client_go_with_the_client(window: Any) -> None:
    window.control.mark("posterior", -95.0, -930.0)
    window.actions_by_name["handout"].trigger()
    artist = weakref.ref(window.stage.page._artist)
    window.actions_by_name["new-client"].trigger()
    gc.collect()
    assert artist() is None


def test_with_nothing_marked_the_page_says_what_to_do_first_and_offers_neither_lists_nor_a_way_out(window: Any) -> None:
    window.actions_by_name["handout"].trigger()
    page = window.stage.page
    choices = page.choices
    said = [each.text() for each in page._pages.findChildren(QLabel)]
    assert said == ["Mark where it hurts or look up a muscle first: then there is a page to take home."]
    assert not any(each.isEnabled() for each in page._outward)
    assert not any(each.isVisible() for each in (choices._of_muscles, choices._of_home, choices._of_words))
    window.stage.leave()
    window.control.mark("posterior", -95.0, -930.0)
    window.actions_by_name["handout"].trigger()
    assert all(each.isEnabled() for each in page._outward)
    assert all(each.isVisible() for each in (choices._of_muscles, choices._of_home, choices._of_words))
    window.stage.leave()
