"""What people said that may serve a field of an artefact: offered to those who may see it anyway, copied by nobody."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bot.domain.answers import Response
from bot.domain.artefact_rules import belongs, covers
from bot.domain.artefacts import COMMUNITY, ORGANISATION, SUBGROUP, Key
from bot.domain.languages import say
from bot.domain.onlookers import SEEN_BY, Onlooker
from bot.domain.programme import Artefact, Prompt, PromptType
from bot.domain.roster import LAY, Participant
from bot.domain.sessions import Session
from bot.domain.stories import Story
from bot.facilitation.digests import gather
from bot.facilitation.setting import Setting
from bot.facilitation.story_circles import Circles
from bot.voice.prompts import blanks_shown
from bot.voice.seeing import NAMELESS, signature


@dataclass(frozen=True, kw_only=True)
class Offered:
    """One answer beside a field. `wide`: all who may read the artefact may read this, or it is the reader's own."""

    ref: str
    question: str
    text: str
    signed: str
    giver: str = ""
    lived: bool = False
    story: bool = False
    wide: bool = False


class SaidFor:
    """The answers that feed the fields of one artefact of one owner, as one reader may see them."""

    def __init__(self, setting: Setting, reader: Participant, artefact: Artefact, key: Key) -> None:
        self.setting, self.reader, self.artefact, self.key = setting, reader, artefact, key
        self._circles = Circles(setting)

    @cached_property
    def by_field(self) -> dict[str, list[Offered]]:
        """For each field what was said, lived experience first, then the newest session first."""
        found: dict[str, list[Offered]] = {}
        for session, prompt in self._feeding:
            field = prompt.feeds.partition(".")[2]
            found.setdefault(field, []).extend(self._of(session, prompt))
        return {field: sorted(said, key=lambda o: not o.lived) for field, said in found.items()}

    @cached_property
    def by_ref(self) -> dict[str, Offered]:
        return {one.ref: one for said in self.by_field.values() for one in said}

    @cached_property
    def _feeding(self) -> list[tuple[Session, Prompt]]:
        """The questions whose answers are meant for this artefact, the newest session first."""
        return [
            (session, prompt)
            for session in reversed(self.setting.sessions())
            for prompt in self.setting.plan.prompts_of(session.month)
            if prompt.feeds.partition(".")[0] == self.artefact.key
        ]

    @cached_property
    def _responses(self) -> dict[tuple[str, str], list[Response]]:
        """All answers to these questions by those whose it is, looked up at once."""
        sessions, prompts = {s.id for s, _ in self._feeding}, {p.key for _, p in self._feeding}
        found: dict[tuple[str, str], list[Response]] = {}
        wanted = {"session_id": tuple(sessions), "prompt": tuple(prompts)}
        if self.key.kind != COMMUNITY:
            wanted["person_id"] = tuple(self._givers)
        for response in self.setting.memory.responses.find(**wanted):
            found.setdefault((response.session_id, response.prompt), []).append(response)
        return found

    @cached_property
    def _givers(self) -> dict[str, Participant]:
        """Whose answers are offered: those of the organisation's or subgroup's own people, also of who has left."""
        people = self.setting.memory.people
        if self.key.kind == ORGANISATION:
            found = people.find(organisation=self.key.name)
        else:
            found = people.find(id=self._members) if self.key.kind == SUBGROUP else people.find()
        return {one.id: one for one in found}

    def _of(self, session: Session, prompt: Prompt) -> Iterator[Offered]:
        question = blanks_shown(prompt.text.replace("{organisation}", self._named))
        if prompt.type is PromptType.STORY:
            yield from self._stories(session, prompt, question)
        elif prompt.anonymous:
            yield from self._unsigned(session, prompt, question)
        elif prompt.type is not PromptType.NOTICE:
            for response in self._responses.get((session.id, prompt.key), []):
                giver = self._givers[response.person_id]
                if self._sees(session, response, giver):
                    yield self._answer(response, giver, question)

    @property
    def _named(self) -> str:
        return self.key.name if self.key.kind == ORGANISATION else "your organisation"

    @cached_property
    def _members(self) -> tuple[str, ...]:
        subgroup = self.setting.memory.subgroups.seek(self.key.name)
        return subgroup.members if subgroup else ()

    def _sees(self, session: Session, response: Response, giver: Participant) -> bool:
        """Whether the promise that was made with the question lets this reader see the answer."""
        me = self.reader
        if giver.id == me.id:
            return True
        if not belongs(me, self.key, self._members):
            return False
        mine = {Onlooker.COMMUNITY}
        if me.organisation and me.organisation == giver.organisation:
            mine.add(Onlooker.ORGANISATION)
        if self.setting.may_facilitate(me):
            mine.add(Onlooker.FACILITATORS)
        if response.visibility == "room" and self._share_a_room(session, giver):
            mine.add(Onlooker.ROOM)
        return bool(SEEN_BY.get(response.visibility, frozenset()) & mine)

    def _share_a_room(self, session: Session, giver: Participant) -> bool:
        plan = self.setting.memory.plans.published(session.id)
        room = plan.room_of(giver.id) if plan else None
        return room is not None and self.reader.id in room.people

    def _answer(self, response: Response, giver: Participant, question: str) -> Offered:
        wide = giver.id == self.reader.id or covers(response.visibility, self.artefact, self.key)
        return Offered(
            ref=response.id, question=question, text=response.text, giver=giver.id,
            signed=signature(giver.name, response.signed), lived=self._lived(giver), wide=wide,
        )  # fmt: skip

    def _lived(self, giver: Participant) -> bool:
        return self.setting.plan.perspective(giver.role) == LAY

    def _stories(self, session: Session, prompt: Prompt, question: str) -> Iterator[Offered]:
        for story in self.setting.memory.stories.find(session_id=session.id, state="told"):
            teller = self._givers.get(story.person_id)
            fits = story.asking.startswith(f"{session.id}:{prompt.key}:")
            if fits and teller and self._circles.sees(self.reader, story):
                yield from self._story(story, teller, question)

    def _story(self, story: Story, teller: Participant, question: str) -> Iterator[Offered]:
        text = self.setting.memory.sealed.text(story.id)
        wide = covers(story.scope_at(self.setting.now), self.artefact, self.key)
        if text is not None:
            yield Offered(
                ref=story.id, question=question, text=text, giver=teller.id, story=True, wide=wide,
                signed=signature(teller.name, story.signed), lived=self._lived(teller),
            )  # fmt: skip

    def _unsigned(self, session: Session, prompt: Prompt, question: str) -> Iterator[Offered]:
        """What everybody said without names, from so many answers on; it is no organisation's own."""
        heard = gather(self.setting, session, prompt)
        for number, one in enumerate(heard.answers, 1):
            ref = f"{session.id}:{prompt.key}#{number}"
            yield Offered(
                ref=ref, question=question, text=one.text, signed=say(NAMELESS), wide=True
            )
