"""The windows of stories, filled at the moment they are opened: nothing of a story is kept in Slack."""

from bot.domain.errors import FacilitationError
from bot.domain.roster import GUEST, Participant
from bot.domain.sessions import Room
from bot.domain.stories import SCOPES, Story
from bot.facilitation import stories, taking_back
from bot.facilitation.own_stories import as_own
from bot.facilitation.setting import Setting
from bot.facilitation.stories import GuestsOnlyListen, NotAvailable, Telling, tell
from bot.facilitation.story_circles import Circles
from bot.facilitation.traces import trace
from bot.ports import Desk
from bot.voice import forms, story_forms
from bot.voice import stories as words
from bot.voice.message import Message, View
from bot.voice.prompts import Question


class NotTheirHost(FacilitationError):
    """Only facilitators, and whoever keeps time or takes notes in the room of {name}, can note what they tell."""


class NoLeave(FacilitationError):
    """Nothing was kept. Ask them first whether you may write it down."""


def tell_window(desk: Desk, person: Participant) -> View:
    """Where a story is told that nobody asked for."""
    if person.role == GUEST:
        raise GuestsOnlyListen
    with desk.store.read() as memory:
        rules = Setting(desk, memory).plan.stories
        return story_forms.story_form(
            None,
            scope=rules.default_visibility,
            days=rules.reflection_days,
            most=stories.LONGEST,
            known=forms.facts(),
        )


def own_window(desk: Desk, story_id: str, person: Participant) -> View:
    """One's own story, to read and to change."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        return _own(setting, stories.own(setting, story_id, person.id), forms.facts(story=story_id))


def asked_window(desk: Desk, asked: Question) -> View:
    """Where a story is told that was asked for, or changed."""
    with desk.store.read() as memory:
        setting, known = Setting(desk, memory), forms.facts(asking=asked.asking.id)
        most = asked.prompt.max_chars or stories.LONGEST
        told = asked.story.story if asked.story and not asked.story.story.gone else None
        if told:
            return _own(setting, told, known, asked=asked.words, most=most)
        usual = asked.prompt.visibility
        return story_forms.story_form(
            None,
            asked=asked.words,
            scope=usual if usual in SCOPES else "room",
            days=setting.plan.stories.reflection_days,
            most=min(most, stories.LONGEST),
            known=known,
        )


def _own(
    setting: Setting, story: Story, known: str, *, asked: str = "", most: int = stories.LONGEST
) -> View:
    return story_forms.story_form(
        as_own(setting, story),
        asked=asked,
        text=setting.memory.sealed.text(story.id) or "",
        later=[(p.name, p.id) for p in stories.came_later(setting, story)],
        days=setting.plan.stories.reflection_days,
        most=min(most, stories.LONGEST),
        known=known,
    )


def reading_window(desk: Desk, person: Participant, session_id: str = "") -> View:
    """What this person may read of others' stories at this moment, of one session or the newest of all."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        found = stories.readable(setting, person, session_id)
        shown = [_read(setting, story) for story in found[: story_forms.MOST_READ]]
        return story_forms.reading(shown, person.zone, more=len(found) - len(shown))


def one_window(desk: Desk, person: Participant, story_id: str) -> View:
    """One story, for whoever may see it. Raises NotAvailable, whatever the reason."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        story = memory.stories.seek(story_id)
        if story is None or not Circles(setting).sees(person, story):
            raise NotAvailable
        return story_forms.reading([_read(setting, story)], person.zone)


def _read(setting: Setting, story: Story) -> story_forms.ReadStory:
    teller = setting.memory.people.get(story.person_id)
    session = setting.memory.sessions.seek(story.session_id)
    return story_forms.ReadStory(
        text=setting.memory.sealed.text(story.id),
        signed=words.signed_as(teller.name, story.signed),
        when=story.told_at,
        title=session.title if session else "",
        way=story.way,
    )


def back_window(desk: Desk, story_id: str, person: Participant) -> View:
    """The one question before a story is taken back, by its teller or on their request."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        story = memory.stories.seek(story_id)
        mine = story is not None and story.person_id == person.id
        if story is None or not (mine or taking_back.on_request(desk, person)):
            raise NotAvailable
        teller = memory.people.get(story.person_id)
        return story_forms.back_form(
            as_own(setting, story, teller), on_request="" if mine else teller.name
        )


def own_page(desk: Desk, person: Participant) -> Message:
    """All of one's own stories, without their words."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        found = stories.of_person(setting, person.id)
        own = [as_own(setting, story, person) for story in found]
        return words.own_list(own, left=person.has_left)


def page_on_request(desk: Desk, teller: Participant) -> Message:
    """For a facilitator: when somebody told stories, so that one can be taken back for them."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        found = stories.of_person(setting, teller.id)
        return words.own_list([as_own(setting, s, teller) for s in found], of=teller.name)


def note_window(desk: Desk, by: Participant, whom: str) -> View:
    """Where a host or a facilitator writes down what somebody told aloud: this person, or one of the host's room."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        if memory.sessions.seek(whom):
            return story_forms.note_form("", forms.facts(), stories.LONGEST, _mates(setting, by))
        teller = may_note(setting, by, whom)
        return story_forms.note_form(teller.name, forms.facts(teller=teller.id), stories.LONGEST)


def _mates(setting: Setting, by: Participant) -> list[tuple[str, str]]:
    """Who shares the room in which this person keeps time or takes notes. Raises NotTheirHost."""
    room = _keeps(setting, by)
    mates = [setting.people[p] for p in room.people if p in setting.people] if room else []
    found = [(p.name, p.id) for p in mates if p.id != by.id and p.role != GUEST]
    if not found:
        raise NotTheirHost(name="whoever told it")
    return found


def _keeps(setting: Setting, by: Participant) -> Room | None:
    plan = setting.memory.plans.published(stories.session_about(setting))
    rooms = plan.rooms if plan else ()
    return next((r for r in rooms if by.id in {r.host, r.scribe}), None)


def note_story(desk: Desk, by: Participant, teller_id: str, text: str, *, leave: bool) -> Story:
    """Write down what somebody told aloud: theirs to read and to say yes to before anyone else sees it."""
    if not leave:
        raise NoLeave
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        teller = may_note(setting, by, teller_id)
        telling = Telling(text=text, scope=setting.plan.stories.default_visibility)
        about = stories.session_about(setting)
        story = tell(setting, teller.id, telling, session_id=about, noted_by=by.id)
        if setting.may_facilitate(by):
            trace(setting, by.id, "noted a story told aloud", story.id)
        return story


def may_note(setting: Setting, by: Participant, teller_id: str) -> Participant:
    """The teller, where this person may note for them. Raises NotTheirHost."""
    teller = setting.person(teller_id)
    room = _keeps(setting, by)
    keeps = room is not None and teller.id in room.people
    if not (keeps or setting.may_facilitate(by)) or teller.role == GUEST:
        raise NotTheirHost(name=teller.name)
    return teller
