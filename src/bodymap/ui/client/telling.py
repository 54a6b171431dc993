"""From the state to what the client's pages show: the one place where the private is left behind. Knows no widgets."""

from __future__ import annotations

from dataclasses import replace

from bodymap.report.handout import Maker
from bodymap.report.told import PAIN, STEPS, Told, tell
from bodymap.session.record import NEW_CLIENT, Session
from bodymap.ui.answer import Answers
from bodymap.ui.client.page import Shown
from bodymap.ui.state import State


def shown_of(state: State, answers: Answers) -> Shown:
    """Return what the client's pages show of `state`: the chosen candidate, never one that is only hovered."""
    session = state.session
    disclaimer = answers.knowledge.disclaimer
    return Shown(
        told_of(state, answers),
        marks_of(session),
        is_held_back=bool(session.raised),
        moves=state.settings.moves,
        disclaimer=disclaimer.short if disclaimer else "",
    )


def told_of(state: State, answers: Answers) -> Told | None:
    """Return what is told of the chosen candidate, with its place in the list; None where none is chosen."""
    session, key = state.session, state.session.chosen
    if key is None or key.muscle not in answers.knowledge.muscles:
        return None
    rows = answers.rows(session)
    row = next((each for each in rows if each.key == key), None)
    told = tell(
        Maker(answers.knowledge, own=state.own),
        key,
        aloud=row.aloud if row else "",
        item=_page_of(state),
        point=session.chosen_point,
        ticked=session.ticked,
    )
    return replace(told, number=rows.index(row) + 1 if row else 0, count=len(rows))


def _page_of(state: State) -> str:
    item = state.view.item or PAIN
    return f"{item}{STEPS}" if item and state.view.by_steps else item


def marks_of(session: Session) -> Session:
    """Return what the client showed on the body and nothing else, without intensity and quality."""
    areas = tuple(replace(area, intensity=None, quality=None, depth=None, constancy=None) for area in session.areas)
    return replace(NEW_CLIENT, marks=session.marks, areas=areas)
