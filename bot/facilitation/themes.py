"""Themes: facilitators say in their own words what several answers have in common; nothing is merged by itself."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.errors import FacilitationError, Impossible, NothingWritten
from bot.domain.synthesis import Synthesis, Theme, in_order
from bot.facilitation.setting import Setting
from bot.facilitation.sources import sources
from bot.facilitation.traces import trace
from bot.ports import Desk
from bot.voice.words import one_line

LONGEST, MOST = 200, 60


class MinorityStays(FacilitationError):
    """A minority view stays by itself: it is not merged with another theme. If it is none any more, say so first with
    "Re-word or mark", then merge.
    """


class AnswersGone(FacilitationError):
    """Some of these answers are not there any more, or you may not see them. Open the window again."""


def themes_of(setting: Setting, session_id: str) -> list[Theme]:
    """A session's themes: those of people with lived experience first, minority views last."""
    session = setting.session(session_id)
    lay = {s.ref for s in sources(setting, session).values() if s.lay}
    return in_order(setting.memory.themes.find(session_id=session_id), lay)


def new_theme(
    desk: Desk,
    session_id: str,
    words: str,
    answers: Sequence[str],
    *,
    by: str,
    dissent: bool = False,
) -> Theme:
    """Name a theme, with the answers that belong to it."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        theme = _named(setting, session_id, words, answers, by=by, dissent=dissent)
        return _keep(setting, theme, by, "named a theme")


def _named(
    setting: Setting, session_id: str, words: str, answers: Sequence[str], *, by: str, dissent: bool = False
) -> Theme:  # fmt: skip
    there = setting.memory.themes.find(session_id=session_id, merged_into="")
    if len(there) >= MOST:
        raise Impossible(what="Another theme", why=f"a session has at most {MOST}; merge two first")
    _known(setting, session_id, answers, by)
    theme = Theme(
        id=f"theme{setting.memory.numbers.next('theme')}",
        session_id=session_id,
        words=_words(words),
        by=by,
        at=setting.now,
        answers=tuple(dict.fromkeys(answers)),
        dissent=dissent,
    )
    setting.memory.themes.save(theme)
    return theme


def put(desk: Desk, theme_id: str, answers: Sequence[str], *, by: str) -> Theme:
    """Put answers under a theme; an answer may stand under several."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        theme = standing(setting, theme_id)
        _known(setting, theme.session_id, answers, by)
        return _keep(setting, theme.holding(answers), by, "put answers under a theme")


def reword(desk: Desk, theme_id: str, words: str, *, dissent: bool, by: str) -> Theme:
    """Say a theme in other words, or mark it as a minority view."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        theme = replace(standing(setting, theme_id), words=_words(words), dissent=dissent)
        return _keep(setting, theme, by, "changed a theme")


def merge(desk: Desk, theme_id: str, into: str, *, by: str) -> Theme:
    """Make one theme of two. Raises MinorityStays where one of them is a minority view."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        old, new = standing(setting, theme_id), standing(setting, into)
        if old.id == new.id or old.session_id != new.session_id:
            raise Impossible(what="Merging", why="that takes two themes of one session")
        if old.dissent or new.dissent:
            raise MinorityStays
        memory.themes.save(replace(old, merged_into=new.id))
        for draft in memory.syntheses.find(session_id=new.session_id, state="draft"):
            memory.syntheses.save(draft.merging(old.id, new.id))
        return _keep(setting, new.holding(old.answers), by, "merged two themes")


def split(desk: Desk, theme_id: str, words: str, answers: Sequence[str], *, by: str) -> Theme:
    """Let some of a theme's answers be a theme of their own."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        old = standing(setting, theme_id)
        chosen = [a for a in answers if a in old.answers]
        if not chosen:
            raise AnswersGone
        new = _named(setting, old.session_id, words, chosen, by=by, dissent=old.dissent)
        _keep(setting, old.without(chosen), by, "split a theme")
        return new


def forget_story(setting: Setting, story_id: str, session_id: str) -> tuple[set[str], set[str]]:
    """A story was taken back: no theme points to it, and every sentence that rests on it goes, from all versions.

    Which themes had it among others, and which had it alone and are gone.
    """
    touched, gone = set(), set()
    for theme in setting.memory.themes.find(session_id=session_id):
        if set(theme.answers) == {story_id}:
            setting.memory.themes.remove(theme.id)  # its words may be the story's
            gone.add(theme.id)
        elif story_id in theme.answers:
            setting.memory.themes.save(theme.without({story_id}))
            touched.add(theme.id)
    for old in setting.memory.syntheses.find(session_id=session_id):
        new: Synthesis = old.without(story_id)
        if new != old:
            setting.memory.syntheses.save(new)
    return touched, gone


def standing(setting: Setting, theme_id: str) -> Theme:
    """A theme that was not merged with another one."""
    theme = setting.memory.themes.get(theme_id)
    if theme.merged_into:
        raise Impossible(what="That", why="this theme was merged with another one meanwhile")
    return theme


def _known(setting: Setting, session_id: str, answers: Sequence[str], by: str) -> None:
    """Only what this facilitator may see can be pointed to."""
    known = sources(setting, setting.session(session_id), setting.person(by))
    if any(answer not in known for answer in answers):
        raise AnswersGone


def _keep(setting: Setting, theme: Theme, by: str, did: str) -> Theme:
    setting.memory.themes.save(theme)
    trace(setting, by, did, theme.id)
    return theme


def _words(text: str) -> str:
    words = one_line(text, LONGEST)
    if not words:
        raise NothingWritten(
            hint="Say in a few words of your own what these answers have in common."
        )
    return words
