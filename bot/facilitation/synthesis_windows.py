"""The facilitators' page and windows of a synthesis, filled when they are opened: no answer is kept in Slack."""

from collections.abc import Callable, Sequence

from bot.domain.errors import Impossible, NoSuchThing
from bot.domain.languages import say
from bot.domain.onlookers import Thing
from bot.domain.programme import Prompt
from bot.domain.roster import GUEST, Participant
from bot.domain.sessions import Session
from bot.domain.synthesis import CheckBack, Theme
from bot.facilitation import synthesis
from bot.facilitation.setting import Setting
from bot.facilitation.sight import may_see
from bot.facilitation.sources import Asked, asked, sources
from bot.facilitation.themes import themes_of
from bot.ports import Desk
from bot.voice import synthesis_page, theme_forms
from bot.voice.message import Message, View
from bot.voice.synthesis import Source
from bot.voice.synthesis_page import PAGE, Pile, Work
from bot.voice.words import escape


def page(
    desk: Desk, person: Participant, *, month: int | None, stage: str = "", level: str = "", side: str = "all"
) -> Message:  # fmt: skip
    """How far the synthesis of a session is; or of all sessions of a stage or a level. Of one side, where asked for."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        chosen = _sessions(setting, month, stage, level)

        def wanted(session: Session, prompt: Prompt) -> bool:
            return not level or level in levels_of(setting, session, prompt)

        works = [_work(setting, person, session, side, wanted) for session in chosen]
        shown = [w for w in works if w.answers or w.themes or len(works) == 1]
        of = f"of stage {stage}" if stage else f"at level {level}" if level else ""
        about = " ".join(filter(None, [_by(setting, side), of]))
        return synthesis_page.page(shown, filtered=about)


def _by(setting: Setting, side: str) -> str:
    return {
        "lay": f"by {setting.perspectives.lived.many}",
        "others": say(synthesis_page.BY_OTHERS),
    }.get(side, "")


def _sessions(setting: Setting, month: int | None, stage: str, level: str) -> list[Session]:
    """The one that was named; those of a stage, or all; else the last one that is over."""
    every = setting.sessions()
    if month is not None:
        return [setting.session_of(month)]
    if stage:
        stages = [s.key for s in setting.plan.stages]
        if stage not in stages:
            raise NoSuchThing(what="stage", name=stage, hint=f"There are {', '.join(stages)}.")
        return [s for s in every if setting.planned(s).stage == stage]
    if level:
        made = [a.level for a in setting.plan.artefacts]
        levels = {*made, *(one for s in every for one in setting.planned(s).levels)}
        if level not in levels:
            listed = ", ".join(sorted(levels))
            raise NoSuchThing(what="level", name=level, hint=f"There are {listed}.")
        return every
    over = [s for s in every if s.ends_at <= setting.now and not s.cancelled]
    return [over[-1] if over else every[0]]


def levels_of(setting: Setting, session: Session, prompt: Prompt) -> Sequence[str]:
    """Delivery, planning or strategic: what a question feeds says so, or else its session."""
    made = prompt.feeds.partition(".")[0]
    found = [a.level for a in setting.plan.artefacts if a.key == made]
    return found or setting.planned(session).levels


def _work(
    setting: Setting, person: Participant, session: Session, side: str, wanted: Callable[[Session, Prompt], bool]
) -> Work:  # fmt: skip
    every = [one for one in asked(setting, session, person) if wanted(session, one.prompt)]
    kept = [(one, _of_side(one.sources, side)) for one in every]
    kept = [(one, found) for one, found in kept if found]
    newest = synthesis.newest(setting, session.id)
    return Work(
        session=session,
        answers=sum(source.number for _, found in kept for source in found),
        questions=len(kept),
        piles=[pile for one, found in kept for pile in _piles(one, found, side)],
        themes=themes_of(setting, session.id),
        lay=frozenset(s.ref for one in every for s in one.sources if s.lay),
        newest=newest,
        said=said_back(setting, session.id),
        nearer=frozenset(s.ref for one in every for s in one.sources if s.asks_leave),
        lived=setting.perspectives.lived,
    )


def _of_side(found: Sequence[Source], side: str) -> list[Source]:
    """Answers of one side. What was said without names has no side, and is read with all."""
    if side == "all":
        return list(found)
    return [s for s in found if s.giver and s.lay is (side == "lay")]


def _piles(one: Asked, found: Sequence[Source], side: str) -> list[Pile]:
    return [
        Pile(
            value=f"{one.session.id}|{one.prompt.key}|{side}|{start}",
            question=one.question,
            first=start + 1,
            last=min(start + PAGE, len(found)),
            number=len(found) if found[0].giver else found[0].number,
        )
        for start in range(0, len(found), PAGE)
    ]


def said_back(setting: Setting, session_id: str) -> list[CheckBack]:
    """What authors say to the last version that a person published."""
    out = [
        s for s in setting.memory.syntheses.find(session_id=session_id, state="published") if s.by
    ]
    if not out:
        return []
    last = max(one.version for one in out)
    return setting.memory.check_backs.find(session_id=session_id, version=last)


def sorting(desk: Desk, person: Participant, value: str) -> View:
    """One pile of answers, to read and to put under a theme."""
    session_id, key, side, start = value.split("|")
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        session = setting.session(session_id)
        one = next((a for a in asked(setting, session, person) if a.prompt.key == key), None)
        found = _of_side(one.sources, side)[int(start) :][:PAGE] if one else []
        if one is None or not found:
            raise Impossible(what="Reading them", why="these answers are not there any more")
        themes = themes_of(setting, session_id)
        return theme_forms.reading(
            one.question, found, themes, start=int(start) + 1, session=session_id
        )


def about_theme(desk: Desk, person: Participant, theme_id: str, step: str) -> View:
    """The window of one step on one theme: reword, merge, split or sentence."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        theme = memory.themes.get(theme_id)
        if step == "reword":
            return theme_forms.reword(theme)
        if step == "merge":
            return theme_forms.merge(theme, _mergeable(setting, theme))
        known = sources(setting, setting.session(theme.session_id), person)
        found = [known[a] for a in theme.answers if a in known]
        if not found:
            raise Impossible(what="That", why="no answer stands under this theme yet")
        if step == "split":
            return theme_forms.split(theme, found)
        last = synthesis.newest(setting, theme.session_id)
        return theme_forms.sentence(theme, found, last.sentence(theme.id) if last else None)


def _mergeable(setting: Setting, theme: Theme) -> list[Theme]:
    others = [t for t in themes_of(setting, theme.session_id) if t.id != theme.id and not t.dissent]
    if not others:
        raise Impossible(what="Merging", why="there is no other theme to merge it with")
    return others


def preview(desk: Desk, person: Participant, session_id: str, *, changed: bool = False) -> View:
    """What everyone would read, what is kept, and why; and what authors said was missing in the last version."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        out = synthesis.to_publish(setting, session_id, person.id)
        last = out or synthesis.newest(setting, session_id)
        if last is None:
            raise synthesis.NothingNew
        shown = synthesis.passages(setting, last, person)
        before = synthesis.newest(setting, session_id, state="published")
        return theme_forms.preview(
            shown,
            session=session_id,
            version=last.version,
            people=sum(p.role != GUEST for p in setting.people.values()),
            authors=len(synthesis.to_ask(setting, last, before)),
            missing=[said.words for said in said_back(setting, session_id) if said.words],
            published=out is None,
            seen=synthesis.as_seen(setting, last),
            changed=changed,
        )


def reading(desk: Desk, person: Participant, session_id: str) -> View:
    """What a published synthesis rests on, for anybody of the community; guests only listen."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        last = synthesis.newest(setting, session_id, state="published")
        if last is None or not may_see(setting, person, Thing.PUBLISHED):
            raise Impossible(what="Reading it", why="it is not there for you")
        shown = [p for p in synthesis.passages(setting, last) if p.for_all]
        title = setting.session(session_id).title
        return theme_forms.read(
            title, shown, foot=f"_Version {last.version} of “{escape(title)}”._"
        )
