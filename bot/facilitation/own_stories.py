"""One's own stories as one sees them, and the personal page that works outside Slack."""

from datetime import timedelta

from bot.domain.programme import StoryRules
from bot.domain.roster import Participant
from bot.domain.stories import Story
from bot.facilitation import personal_links
from bot.facilitation.setting import Setting
from bot.voice.stories import OwnStory

PURPOSE = "my-stories"
GOOD_FOR = timedelta(days=3650)  # a story can be taken back long after the programme


def as_own(setting: Setting, story: Story, teller: Participant | None = None) -> OwnStory:
    """One story as its teller sees it."""
    person = teller or setting.memory.people.get(story.person_id)
    session = setting.memory.sessions.seek(story.session_id)
    return OwnStory(
        story=story,
        now=setting.now,
        zone=person.zone,
        organisation=person.organisation,
        days=(setting.plan.stories if setting.begun else StoryRules()).reflection_days,
        title=session.title if session else "",
        page=page_of(setting, person.id),
    )


def own_address(setting: Setting, person_id: str) -> str:
    """Where the page of all that is one's own is; empty where the world cannot reach us."""
    base = setting.desk.house.public_url
    return f"{base}/me/{personal_links.mint(setting, PURPOSE, person_id)}" if base else ""


def page_of(setting: Setting, person_id: str) -> str:
    """The address of a person's own page; empty where the world cannot reach us."""
    base = setting.desk.house.public_url
    token = personal_links.mint(setting, PURPOSE, person_id) if base else ""
    return f"{base}/me/stories?key={token}" if base else ""


def story_behind(setting: Setting, asking_id: str) -> OwnStory | None:
    """The newest story that was told in answer to this question."""
    found = setting.memory.stories.find(asking=asking_id)
    return as_own(setting, found[-1]) if found else None
