"""Stories: told, changed and read. What is told goes no further than its teller lets it, and only then, if asked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.answers import Consent
from bot.domain.errors import FacilitationError, TooLate
from bot.domain.roster import GUEST, Participant
from bot.domain.stories import OUTSIDE, SCOPES, Story, StoryState, Way
from bot.facilitation import story_reach
from bot.facilitation.rounds import show_where_asked
from bot.facilitation.setting import Setting
from bot.facilitation.story_circles import Circles
from bot.facilitation.telling import owe, touch, touch_home
from bot.ports import Desk
from bot.voice.forms import CONSENT_WORDING, OUTSIDE_WORDING
from bot.voice.seeing import SIGNED_LABELS

LONGEST = 3000
STILL_ABOUT = timedelta(days=3)  # a story told so soon after a session was told around it
A_LINK = re.compile(r"https?://\S+")


class NotAvailable(FacilitationError):
    """This story is not available."""


class NoSuchChoice(FacilitationError):
    """Choose who may see it, and under which name, from the lists."""


class GuestsOnlyListen(FacilitationError):
    """Guests of a session are asked for no stories here."""


@dataclass(frozen=True, kw_only=True)
class Telling:
    """What a teller says of a story: its words, who may see it, and under which name."""

    text: str
    scope: str = "room"
    signed: str = "name"
    let_in: Sequence[str] = ()
    outside: bool | None = None
    most: int = LONGEST

    def checked(self) -> "Telling":
        """Raises TooLate, NoSuchChoice."""
        words = self.text.strip()
        if not words:
            raise TooLate(why="the box was empty. Write a few words, or close the window")
        if len(words) > self.most:
            raise TooLate(why=f"it is longer than {self.most} characters. Shorten it a little")
        if self.scope not in SCOPES or self.signed not in SIGNED_LABELS:
            raise NoSuchChoice
        return replace(self, text=words)


def tell(
    setting: Setting,
    person_id: str,
    telling: Telling,
    *,
    session_id: str,
    asking: str = "",
    noted_by: str = "",
) -> Story:
    """Keep a new story. What somebody noted waits, seen by its teller alone, until they say yes to it."""
    said, person = telling.checked(), setting.person(person_id)
    if person.role == GUEST:
        raise GuestsOnlyListen
    link = Way.LINK if A_LINK.fullmatch(said.text) else Way.TEXT
    story = Story(
        id=f"y{setting.memory.numbers.next('story')}",
        person_id=person_id,
        told_at=setting.now,
        session_id=session_id,
        asking=asking,
        way=Way.ALOUD if noted_by else link,
        noted_by=noted_by,
        wish=said.scope,
        signed=said.signed,
        state=StoryState.WAITING if noted_by else StoryState.TOLD,
    )
    setting.memory.sealed.keep(story.id, story.version, said.text)
    _keep(setting, story, by=noted_by or person_id)
    if not asking:
        key = f"story-card:{story.id}:{person_id}"
        owe(setting, "story-card", key, person, {"story": story.id}, quiet=bool(noted_by))
    return story


def tell_unasked(desk: Desk, person_id: str, telling: Telling) -> Story:
    """A story that nobody asked for, told around a session."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        return tell(setting, person_id, telling, session_id=session_about(setting))


def session_about(setting: Setting) -> str:
    """The session that is on, or was held these days, for then a story belongs to it; else the next or last one."""
    if not setting.begun:
        return ""
    held = [s for s in setting.sessions() if s.starts_at <= setting.now and not s.cancelled]
    last = max(held, key=lambda s: s.starts_at, default=None)
    if last and setting.now <= last.ends_at + STILL_ABOUT:
        return last.id
    session = setting.next_session() or last
    return session.id if session else ""


def own(setting: Setting, story_id: str, person_id: str) -> Story:
    """A story of one's own that is not gone. Raises NotAvailable."""
    story = setting.memory.stories.seek(story_id)
    if story is None or story.person_id != person_id or story.gone:
        raise NotAvailable
    return story


def change(desk: Desk, story_id: str, person_id: str, telling: Telling) -> Story:
    """Its teller says it anew, or chooses anew who sees it: another version, with a consent of its own."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        return retell(setting, own(setting, story_id, person_id), telling)


def retell(setting: Setting, old: Story, telling: Telling) -> Story:
    """The same inside a use case. What was let go further is asked about again where its words are new."""
    said = telling.checked()
    before = setting.memory.sealed.text(old.id) or ""
    same = before == said.text
    allowed, later = old.outside_at if same else None, {p.id for p in came_later(setting, old)}
    new = replace(
        old,
        version=old.version + 1,
        wish=said.scope,
        signed=said.signed,
        state=StoryState.TOLD,
        let_in=tuple(p for p in said.let_in if p in later),
        further_at=old.further_at if same and said.scope == old.wish else None,
        outside_at=_outside_at(setting, said, allowed),
    )
    setting.memory.sealed.keep(new.id, new.version, said.text)
    story_reach.told_anew(setting, new, before, said.text)
    _keep(setting, new, by=old.person_id)
    if new.outside_at and not allowed:
        consent(setting, new, by=old.person_id, scope=OUTSIDE, wording=OUTSIDE_WORDING)
    story_reach.follow(setting, old, new)
    return new


def _outside_at(setting: Setting, said: Telling, before: datetime | None) -> datetime | None:
    """Since when these words may be used outside; what was allowed of them before stays where nothing is said."""
    if said.outside is None:
        return before
    return (before or setting.now) if said.outside else None


def let_further(desk: Desk, story_id: str, person_id: str) -> Story:
    """Yes, it may go further: said a second time, after days to think about it."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        old = own(setting, story_id, person_id)
        if not old.may_ask_further or not old.reflected(setting.now, _days(setting)):
            return old
        return _decided(setting, old, old.let_further(setting.now))


def keep_near(desk: Desk, story_id: str, person_id: str) -> Story:
    """No, it stays as it is."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        old = own(setting, story_id, person_id)
        return _decided(setting, old, old.kept_near())


def _decided(setting: Setting, old: Story, new: Story) -> Story:
    """They were asked, and are not asked once more."""
    _keep(setting, new, by=old.person_id, again=True)
    story_reach.follow(setting, old, new)
    return new


def _keep(setting: Setting, story: Story, *, by: str, again: bool = False) -> None:
    """Keep a story with its consent, and let what shows it follow."""
    setting.memory.stories.save(story)
    consent(setting, story, by=by)
    if story.may_ask_further and not again:
        _ask_later(setting, story)
    show(setting, story)


def consent(
    setting: Setting,
    story: Story,
    *,
    by: str,
    scope: str = "",
    wording: str = CONSENT_WORDING,
) -> None:
    """Keep what a teller allowed, at this version and in these words of ours."""
    before = setting.memory.consents.find(response_id=story.id)
    setting.memory.consents.save(
        Consent(
            id=f"{story.id}:{len(before) + 1}",
            response_id=story.id,
            version=story.version,
            scope=scope or story.scope_at(setting.now),
            signed=story.signed,
            wording=wording,
            given_at=setting.now,
            by=by,
        )
    )


def _ask_later(setting: Setting, story: Story) -> None:
    """After some days to think about it, ask again."""
    person = setting.one(story.person_id)
    if person is None:
        return
    setting.memory.effects.cancel(f"story-further:{story.id}:", "told anew")
    at = setting.now + timedelta(days=_days(setting))
    key = f"story-further:{story.id}:v{story.version}:{person.id}"
    owe(setting, "story-further", key, person, {"story": story.id}, at=at)


def _days(setting: Setting) -> int:
    return setting.plan.stories.reflection_days


def show(setting: Setting, story: Story) -> None:
    """Bring up to date what shows its teller how it stands."""
    if story.asking:
        show_where_asked(setting, story.asking, story.person_id)
    touch(setting, f"story-card:{story.id}:{story.person_id}")
    for asked in setting.memory.effects.find(f"story-further:{story.id}:"):
        touch(setting, asked.key)
    touch_home(setting, story.person_id)


def came_later(setting: Setting, story: Story) -> list[Participant]:
    """Who joined the teller's room after it was shared with those who sat there; guests see none in any case."""
    circles = Circles(setting)
    ids = circles.room_now(story) - circles.room(story) - {story.person_id}
    found = setting.some(ids).values()
    return sorted((p for p in found if p.role != GUEST), key=lambda p: p.name)


def of_person(setting: Setting, person_id: str) -> list[Story]:
    """All that somebody has told and not taken back, newest first."""
    found = setting.memory.stories.find(person_id=person_id)
    return sorted((s for s in found if not s.gone), key=lambda s: s.told_at, reverse=True)


def readable(setting: Setting, person: Participant, session_id: str = "") -> list[Story]:
    """What somebody may read of others' stories now, newest first."""
    where = {"session_id": session_id} if session_id else {}
    circles = Circles(setting)
    found = setting.memory.stories.find(state=StoryState.TOLD.value, **where)
    seen = [s for s in found if s.person_id != person.id and circles.sees(person, s)]
    return sorted(seen, key=lambda s: s.told_at, reverse=True)
