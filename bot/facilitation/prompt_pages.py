"""Looking at prompts: the list around a session, and what each role would get, made as it is made when it leaves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.domain.answers import Asking
from bot.domain.errors import NoSuchThing
from bot.domain.programme import Prompt, When
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.facilitation.audience import Asked, audience
from bot.facilitation.choices import choices_for, written_for
from bot.facilitation.digests import number_of_answers
from bot.facilitation.facts import room_now
from bot.facilitation.letters import question_put
from bot.facilitation.prompt_desk import prompt_of, version_of
from bot.facilitation.room_letters import room_told
from bot.facilitation.rounds import asking_id, due_at, is_room_news
from bot.facilitation.setting import Setting
from bot.facilitation.steps import Drop
from bot.facilitation.views import chosen
from bot.ports import Desk
from bot.voice import prompt_desk as words
from bot.voice.fit import fitted
from bot.voice.message import Message
from bot.voice.prompt_desk import Preview, Row, Sample
from bot.voice.words import listed, local

LOOKED_AT = 300  # of so many at most it is found out whether they get it, for time


def prompts_page(desk: Desk, month: int | None, reader: Participant, *, lead: str = "") -> Message:
    """What is asked around one session, of whom, when for the reader, and how many have answered."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        session = chosen(setting, month)
        prompts = setting.plan.prompts_of(session.month)
        rows = [_row(setting, session, p, n, reader) for n, p in enumerate(prompts, 1)]
        return words.prompts(session, rows, lead=lead)


def _row(
    setting: Setting, session: Session, prompt: Prompt, number: int, reader: Participant
) -> Row:
    return Row(
        prompt=prompt,
        number=number,
        version=version_of(setting, session, prompt.key),
        when=_when(setting, session, prompt, reader.zone),
        whom=listed([words.circle(key, setting.plan.labels) for key in prompt.audience]),
        people=len(audience(setting, session, prompt)),
        asked=len(setting.memory.askings.find(session_id=session.id, prompt=prompt.key)),
        answered=number_of_answers(setting, session, prompt),
        fixed=is_room_news(prompt),
    )


def _when(setting: Setting, session: Session, prompt: Prompt, zone: str) -> str:
    if is_room_news(prompt):
        return words.WITH_THE_ROOMS
    if prompt.when is When.ROOM:
        rounds = setting.planned(session).rounds
        title = next((r.title for r in rounds if r.key == prompt.round), prompt.round)
        return words.in_round(title)
    return local(due_at(setting, session, prompt, zone), zone)


def key_of(desk: Desk, month: int | None, wanted: str) -> tuple[str, str]:
    """The session and the key of a prompt by its number in the list, or by the key itself. Raises NoSuchThing."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        session = chosen(setting, month)
        keys = [p.key for p in setting.plan.prompts_of(session.month)]
        if wanted in keys:
            return session.id, wanted
        number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 4 else 0
        if not 1 <= number <= len(keys):
            raise NoSuchThing(
                what="prompt", name=wanted, hint=f"They are numbered from 1 to {len(keys)}."
            )
        return session.id, keys[number - 1]


def month_of(desk: Desk, session_id: str) -> int:
    with desk.store.read() as memory:
        return memory.sessions.get(session_id).month


def preview(desk: Desk, session_id: str, key: str, reader: Participant) -> Preview:
    """Exactly what one person of each kind gets as things stand now, how many do, and when."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        session = setting.session(session_id)
        return preview_of(setting, session, prompt_of(setting, session, key), reader.zone)


def preview_of(setting: Setting, session: Session, prompt: Prompt, zone: str) -> Preview:
    """The same for a prompt in hand."""
    asked = audience(setting, session, prompt)
    put = Putting(setting, session, prompt)
    looked_at = {one[0].id: one for one in [*asked[:LOOKED_AT], *_first_of_each_role(asked)]}
    said = {one[0].id: put.message(one) for one in looked_at.values()}
    dues = [due_at(setting, session, prompt, person.zone) for person, _ in asked]
    timed = bool(dues) and prompt.send is not None and not is_room_news(prompt)
    return Preview(
        prompt=prompt,
        people=len(asked),
        looked_at=len(looked_at),
        without=sum(message is None for message in said.values()),
        first=local(min(dues), zone) if timed else "",
        last=local(max(dues), zone) if timed else "",
        samples=list(_samples(setting, session, prompt, asked, said)),
    )


def _first_of_each_role(asked: Sequence[Asked]) -> list[Asked]:
    return list({one[0].role: one for one in reversed(asked)}.values())


class Putting:
    """One prompt put to people as it will be when it leaves, without writing anything down."""

    def __init__(self, setting: Setting, session: Session, prompt: Prompt) -> None:
        self._setting, self._session, self._prompt = setting, session, prompt
        self._written = written_for(setting, session, prompt)

    def message(self, asked: Asked) -> Message | None:
        """What somebody gets; None where a fact that its words name is not known of them."""
        person, subject = asked
        if is_room_news(self._prompt):
            told = room_now(self._setting, self._session, person.id)
            return fitted(room_told(self._setting, self._session, person)) if told else None
        said = question_put(self._setting, self._asking(person, subject), afresh=True)
        return None if isinstance(said, Drop) else fitted(said)

    def _asking(self, person: Participant, subject: str) -> Asking:
        return Asking(
            id=asking_id(self._session, self._prompt, person, subject),
            session_id=self._session.id,
            prompt=self._prompt.key,
            person_id=person.id,
            subject=subject,
            choices=choices_for(self._setting, self._prompt, person, self._written),
        )


def _samples(
    setting: Setting,
    session: Session,
    prompt: Prompt,
    asked: Sequence[Asked],
    said: Mapping[str, Message | None],
) -> Iterator[Sample]:
    """One of each role among those who are asked, and of each circle that changes."""
    labels = setting.plan.labels
    for role in dict.fromkeys(person.role for person, _ in asked):
        yield _sample(labels.get(role, role), [p for p, _ in asked if p.role == role], said)
    for key in prompt.audience:
        if key in words.CIRCLES and key != "all":
            only = replace(prompt, audience=(key,))
            here = [person for person, _ in audience(setting, session, only)]
            yield _sample(words.circle(key, labels), here, said)


def _sample(whom: str, people: list[Participant], said: Mapping[str, Message | None]) -> Sample:
    example = next((p for p in people if said.get(p.id)), people[0] if people else None)
    return Sample(
        whom=whom,
        people=len(people),
        person=example.name if example else "",
        message=said.get(example.id) if example else None,
    )
