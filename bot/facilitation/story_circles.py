"""The people around each teller, found once for many stories."""

from functools import cached_property

from bot.domain.onlookers import Circle
from bot.domain.roster import Participant
from bot.domain.sessions import RoomPlan
from bot.domain.stories import Story
from bot.facilitation.setting import Setting


class Circles:
    """Who may see which story, as things stand in one transaction."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._plans: dict[str, list[RoomPlan]] = {}

    def sees(self, person: Participant, story: Story) -> bool:
        """Whether this person may see this story now."""
        return self.of(story).sees(person, story, self._setting.now)

    def of(self, story: Story) -> Circle:
        """The people around the teller of this story."""
        teller = self._setting.memory.people.seek(story.person_id)
        return Circle(
            organisation=teller.organisation if teller else "",
            room=self.room(story),
            facilitators=self._facilitators,
        )

    def room(self, story: Story) -> frozenset[str]:
        """Who sat with the teller when rooms were told, or when the story was, whichever came later."""
        plans = self._published(story.session_id)
        before = [p for p in plans if p.at and p.at <= story.told_at][-1:]
        after = [p for p in plans if not (p.at and p.at <= story.told_at)]
        seated = (p.room_of(story.person_id) for p in (*before, *after))
        room = next((r for r in seated if r), None)
        return frozenset(room.people) if room else frozenset()

    def room_now(self, story: Story) -> frozenset[str]:
        """Who sits with the teller by the newest rooms that were told."""
        plans = self._published(story.session_id)
        room = plans[-1].room_of(story.person_id) if plans else None
        return frozenset(room.people) if room else frozenset()

    def _published(self, session_id: str) -> list[RoomPlan]:
        if session_id not in self._plans:
            every = self._setting.memory.plans.versions(session_id) if session_id else []
            self._plans[session_id] = [p for p in every if p.state == "published"]
        return self._plans[session_id]

    @cached_property
    def _facilitators(self) -> frozenset[str]:
        """Whoever may facilitate is told every story that is told to facilitators."""
        return frozenset(one.id for one in self._setting.facilitators)
