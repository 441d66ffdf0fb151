"""Voice without listening in: who was heard, from answers and what was made of them; by month, never by person."""

from collections.abc import Iterable, Mapping

from bot.domain.programme import PromptType
from bot.domain.roster import LAY
from bot.domain.sessions import Session
from bot.domain.synthesis import Synthesis
from bot.facilitation import ballots, digests, synthesis
from bot.facilitation.setting import Setting
from bot.ports import Desk, WrongKey
from bot.voice import voices as words
from bot.voice.digests import Gathered
from bot.voice.message import Message
from bot.voice.voices import Month, Share

PROFESSIONAL = "professional"


def page(desk: Desk, month: int | None) -> Message:
    """The share of lived experience in answers, themes, what was published and actions; of one month, or of all."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        named = None if month is None else setting.session_of(month)
        months = [_month(setting, named)] if named else months_begun(setting)
        return words.page(months, setting.perspectives.lived)


def months_begun(setting: Setting) -> list[Month]:
    """Each session that has begun, in their order."""
    begun = (session for session in setting.sessions() if session.starts_at <= setting.now)
    return [_month(setting, session) for session in begun]


def _month(setting: Setting, session: Session) -> Month:
    givers = _givers(setting, session)
    themes = setting.memory.themes.find(session_id=session.id, merged_into="")
    out = synthesis.newest(setting, session.id, state="published")
    acted = setting.memory.actions.find(session_id=session.id)
    named = {
        "answers": _share(setting, givers.values(), _anonymous(setting, session)),
        "themes": _share(setting, [givers.get(a, "") for t in themes for a in t.answers]),
        "published sentences": _share(setting, [givers.get(a, "") for a in _below(out)]),
        "actions": _share(setting, [action.owner for action in acted]),
    }
    return Month(session=session, shares=named, heard=_heard(setting, session))


def _below(out: Synthesis | None) -> list[str]:
    """The answers below the sentences that everyone reads."""
    written = out.sentences if out else ()
    return [a for s in written if out and s.theme not in out.kept for a in s.answers]


def _givers(setting: Setting, session: Session) -> Mapping[str, str]:
    """Whose each answer and story is, by its id; whether somebody comes, or how an action goes, is no answer here."""
    memory = setting.memory
    said = tuple(p.key for p in setting.plan.prompts_of(session.month) if digests.is_said(p))
    answers = memory.givers(session.id, said)
    told = memory.stories.find(session_id=session.id, state="told")
    return answers | {story.id: story.person_id for story in told}


def _share(setting: Setting, people: Iterable[str], more: tuple[int, int] = (0, 0)) -> Share:
    """How many come from lived experience and how many from a profession; others are not counted."""
    sides = [
        setting.plan.perspective(person.role)
        for id in people
        if (person := setting.people.get(id)) is not None
    ]
    return Share(lay=sides.count(LAY) + more[0], others=sides.count(PROFESSIONAL) + more[1])


def _anonymous(setting: Setting, session: Session) -> tuple[int, int]:
    """Answers without names, by side, as far as they are shown by side at all."""
    lay = others = 0
    for prompt in setting.plan.prompts_of(session.month):
        if not prompt.anonymous or prompt.type is PromptType.TEXT:
            continue
        try:
            shown = ballots.shown(setting, session, prompt)
        except WrongKey:
            continue
        lay, others = lay + len(shown.lay), others + len(shown.others)
    return lay, others


def _heard(setting: Setting, session: Session) -> list[Gathered]:
    """What people said to the question whether they were listened to."""
    asked = [p for p in setting.plan.prompts_of(session.month) if ballots.asks_whether_heard(p)]
    return [digests.gather(setting, session, prompt) for prompt in asked]
