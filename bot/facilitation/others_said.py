"""What others said and let this person read: their room's words, their colleagues', and everyone's."""

from bot.domain.programme import Prompt
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.facilitation.attendance import latest_begun
from bot.facilitation.digests import is_said, said_to
from bot.facilitation.setting import Setting
from bot.facilitation.sight import sees_answer
from bot.ports import Desk
from bot.voice import others_said as words
from bot.voice.digests import Gathered
from bot.voice.message import View


def window(desk: Desk, person: Participant) -> View:
    """Others' answers around the next session and the last one, as far as each was promised to go, at this moment."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        around = dict.fromkeys(filter(None, (setting.next_session(), latest_begun(setting))))
        return words.window([(s.title, gathered(setting, person, s)) for s in around])


def gathered(setting: Setting, person: Participant, session: Session) -> list[Gathered]:
    """By question, what this person may read of what others said; questions with nothing to read are left out."""
    asked = [p for p in setting.plan.prompts_of(session.month) if is_said(p) and not p.anonymous]
    found = [_to(setting, person, session, prompt) for prompt in asked]
    return [one for one in found if one.number]


def _to(setting: Setting, person: Participant, session: Session, prompt: Prompt) -> Gathered:
    came = setting.memory.responses.find(session_id=session.id, prompt=prompt.key)
    others = [r for r in came if r.person_id != person.id and sees_answer(setting, person, r)]
    return said_to(setting, prompt, others, len(others))
