"""The community's learning, to take along: what may go beyond it by everyone's own choice, and what was counted."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.domain.agreed import AGREEMENTS, AIM
from bot.domain.answers import Rsvp
from bot.domain.followup import BEYOND
from bot.domain.learning import GOES_ALONG, Learning, Row
from bot.domain.programme import Prompt, PromptType
from bot.domain.references import Credited
from bot.domain.sessions import Session
from bot.domain.stories import Story
from bot.domain.synthesis import LoopState
from bot.facilitation import ballots, story_reach, synthesis
from bot.facilitation.agreed import in_force
from bot.facilitation.bibliography import to_take_along
from bot.facilitation.digests import is_said
from bot.facilitation.past import told_and_known
from bot.facilitation.setting import Setting
from bot.facilitation.taking_along_made import artefacts
from bot.facilitation.traces import trace
from bot.ports import Desk, WrongKey
from bot.voice import learning as words
from bot.voice.seeing import signature

Table = Callable[[Setting], Iterator[Row]]


def take_along(desk: Desk, name: str, *, by: str = "") -> tuple[Learning, Sequence[Credited]]:
    """All of it, and the bibliography. That an export of this name was made is kept, with the stories in it, so that a
    teller who takes theirs back later can be told, and facilitators asked to remove it. Raises NoProgramme.
    """
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        told = story_reach.exported(setting, name, by, _outside(setting))
        trace(setting, by, "exported the community's learning", told.id)
        return _learning(setting), to_take_along(setting)


def _learning(setting: Setting) -> Learning:
    return Learning(
        title=setting.plan.title,
        aim=in_force(setting, AIM).text,
        made_at=setting.now,
        tables={name: tuple(rows(setting)) for name, rows in TABLES.items()},
    )


def _outside(setting: Setting) -> list[Story]:
    """The stories whose tellers said, a second time, that they may go beyond the community."""
    return [s for s in setting.memory.stories.find() if s.may_go_outside]


def _sessions(setting: Setting) -> Iterator[Row]:
    sessions = setting.sessions()
    held = {session.id: (plan, said) for session, plan, said in told_and_known(setting, sessions)}
    for session in sessions:
        plan, said = held.get(session.id, (None, {}))
        coming = setting.memory.replies.find(session_id=session.id, answer=[Rsvp.YES, Rsvp.PART])
        yield {
            "session": session.month,
            "title": session.title,
            "starts_at": session.starts_at.isoformat(),
            "minutes": session.minutes,
            "how": session.mode.value,
            "state": words.state(session, setting.now),
            "said_yes": len(coming),
            "came": sum(word.was_there for word in said.values()) if said else "",
            "rooms": len(plan.rooms) if plan else 0,
        }


def _asked(setting: Setting) -> Iterator[tuple[Session, Prompt, int]]:
    """Each question that says something, of each session it was put around, and to how many people it was."""
    for session in setting.sessions():
        for prompt in setting.plan.prompts_of(session.month):
            if is_said(prompt):
                put = setting.memory.askings.find(session_id=session.id, prompt=prompt.key)
                if put:
                    yield session, prompt, len(put)


def _questions(setting: Setting) -> Iterator[Row]:
    for session, prompt, put in _asked(setting):
        yield {
            "session": session.month,
            "question": prompt.key,
            "words": prompt.text,
            "kind": prompt.type.value,
            "for": prompt.visibility,
            "asked": put,
            "answered": ballots.how_many(setting, session, prompt),
        }


def _answers(setting: Setting) -> Iterator[Row]:
    """Answers that were for one's organisation or for everyone, signed as each person chose."""
    for session, prompt, _ in _asked(setting):
        if prompt.anonymous or prompt.type is PromptType.STORY:
            continue
        given = setting.memory.responses.find(
            session_id=session.id, prompt=prompt.key, visibility=list(GOES_ALONG)
        )
        for answer in given:
            if answer.text or answer.number is not None:
                yield {
                    "session": session.month,
                    "question": prompt.key,
                    "said": answer.text or str(answer.number),
                    **_signed(setting, answer.person_id, answer.signed),
                    "for": answer.visibility,
                    "after_the_session": words.yes(answer.late),
                }


def _signed(setting: Setting, person_id: str, signed: str) -> Mapping[str, str]:
    """By whom, as they chose; without a name no organisation either, which might be one person's alone."""
    person = setting.memory.people.seek(person_id)
    if person is None or not person.name or signed == "none":
        return {"by": words.NOBODY, "organisation": ""}
    return {"by": signature(person.name, signed), "organisation": person.organisation}


def _results(setting: Setting) -> Iterator[Row]:
    """What has been counted of questions without names, never of fewer than five."""
    for session, prompt, _ in _asked(setting):
        if not prompt.anonymous:
            continue
        for who, result, times in _counted(setting, session, prompt):
            yield {
                "session": session.month,
                "question": prompt.key,
                "of": who,
                "result": result,
                "times": times,
            }


def _counted(setting: Setting, session: Session, prompt: Prompt) -> Iterator[tuple[str, str, int]]:
    try:
        shown = ballots.shown(setting, session, prompt)
    except WrongKey:
        yield words.ALL, words.LOCKED, 0
        return
    for who, said in words.sides(shown).items():
        for result, times in words.results(prompt.type, said):
            yield who, result, times


def _stories(setting: Setting) -> Iterator[Row]:
    months = {session.id: session.month for session in setting.sessions()}
    for story in _outside(setting):
        text = setting.memory.sealed.text(story.id)
        if text:
            yield {
                "session": months.get(story.session_id, ""),
                "told_on": story.told_at.date().isoformat(),
                "story": text,
                **_signed(setting, story.person_id, story.signed),
            }


def _sentences(setting: Setting) -> Iterator[Row]:
    """What was understood and published, in its latest version."""
    for session in setting.sessions():
        out = synthesis.newest(setting, session.id, state="published")
        dissent = {t.id for t in setting.memory.themes.find(session_id=session.id) if t.dissent}
        for sentence in out.sentences if out else ():
            if out and sentence.theme not in out.kept:
                yield {
                    "session": session.month,
                    "sentence": sentence.text,
                    "minority_view": words.yes(sentence.theme in dissent),
                    "rests_on_answers": len(sentence.answers),
                }


def _told(setting: Setting) -> Iterator[Row]:
    """What people said, and what became of it, as they were told."""
    months = {session.id: session.month for session in setting.sessions()}
    for loop in setting.memory.loops.find(state=LoopState.TOLD):
        yield {
            "session": months.get(loop.session_id, ""),
            "you_said": loop.said,
            "this_happened": loop.happened,
        }


def _actions(setting: Setting) -> Iterator[Row]:
    """What was taken on; by which organisation only where its owner lets everyone hear of it."""
    groups = {group.id: group.name for group in setting.memory.subgroups.find()}
    for action in setting.memory.actions.find():
        owner = setting.memory.people.seek(action.owner) if action.tell else None
        if action.what:
            yield {
                "action": action.what,
                "state": BEYOND if action.went_on else action.state.value,
                "due": action.due.isoformat() if action.due else "",
                "done_on": action.done_at.date().isoformat() if action.done_at else "",
                "subgroup": groups.get(action.subgroup_id, ""),
                "organisation": owner.organisation if owner else "",
                "level": action.level,
            }


def _subgroups(setting: Setting) -> Iterator[Row]:
    for group in setting.memory.subgroups.find():
        yield {
            "subgroup": group.name,
            "purpose": group.purpose,
            "people": len(group.members),
            "began_on": group.at.date().isoformat(),
            "ended_on": group.closed_at.date().isoformat() if group.closed_at else "",
            "came_of_it": group.came or (words.WENT_ON if group.went_on else ""),
        }


def _branches(setting: Setting) -> Iterator[Row]:
    groups = {group.id: group.name for group in setting.memory.subgroups.find()}
    for branch in setting.memory.branches.find():
        yield {
            "branch": branch.idea,
            "joined": len(branch.takers),
            "became": groups.get(branch.subgroup_id, ""),
        }


def _agreements(setting: Setting) -> Iterator[Row]:
    for line in in_force(setting, AGREEMENTS).lines:
        yield {"agreement": line}


def _readings(setting: Setting) -> Iterator[Row]:
    for reference, names in to_take_along(setting):
        yield {
            "reading": reference.called,
            "link": reference.link,
            "in_plain_words": reference.summary,
            "suggested_by": ", ".join(names),
        }


TABLES: Mapping[str, Table] = {
    "agreements": _agreements,
    "sessions": _sessions,
    "questions": _questions,
    "answers": _answers,
    "results": _results,
    "stories": _stories,
    "sentences": _sentences,
    "told": _told,
    "actions": _actions,
    "subgroups": _subgroups,
    "branches": _branches,
    "artefacts": artefacts,
    "readings": _readings,
}
