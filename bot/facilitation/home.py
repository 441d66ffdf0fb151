"""The Home page: everything of one's own on one page, and for facilitators what needs them."""

from bot.domain.agreed import AIM
from bot.domain.onlookers import Thing
from bot.domain.roster import Participant
from bot.facilitation import (
    been_there,
    bibliography,
    coming_for,
    ending_page,
    hour_polls,
    leaves,
    loops,
    needs,
    parts,
    stories,
    subgroups,
)
from bot.facilitation.actions import going, untold
from bot.facilitation.agreed import in_force
from bot.facilitation.attendance import last_time
from bot.facilitation.facts import question_of
from bot.facilitation.invitations import invitation
from bot.facilitation.own_stories import as_own, own_address, page_of
from bot.facilitation.pausing import paused_until
from bot.facilitation.prompts import open_askings
from bot.facilitation.setting import Setting
from bot.facilitation.sight import may_see
from bot.ports import Desk
from bot.voice import home as voice
from bot.voice.agreed import stands
from bot.voice.message import View
from bot.voice.prompts import Question


def open_home(desk: Desk, person_id: str) -> None:
    """Show a person their Home page, and keep it up to date from now on."""
    from bot.domain.programme import Note
    from bot.facilitation.telling import show_home

    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        memory.notes.add(Note(id=f"home:{person_id}", text="seen"))
        show_home(setting, person_id)


def home_of(setting: Setting, person: Participant) -> View:
    """The page as it is now; to whoever has left, that they have, and how they come back."""
    if person.has_left:
        return voice.after_leaving(setting.desk.house.name, page_of(setting, person.id))
    if not setting.begun:
        return voice.before_the_start(setting.desk.house.name)
    session = coming_for.next_for(setting, person)
    hosts = may_see(setting, person, Thing.NEEDED)
    return voice.home(
        voice.Mine(
            person=person,
            community=setting.desk.house.name,
            seen=invitation(setting, session, person) if session else None,
            questions=waiting(setting, person),
            parts=parts.own(setting, session, person) if session else (),
            actions=going(setting, person.id),
            untold=untold(setting, person.id),
            subgroups=subgroups.of_person(setting, person.id),
            progress=voice.progress(
                setting.month_now(session) if session else 0, setting.plan.months
            ),
            aim=_aim(setting, person),
            last=last_time(setting, person),
            been=been_there.home_words(setting, person),
            paused_until=paused_until(setting.memory, person.id),
            stories=[as_own(setting, s, person) for s in stories.of_person(setting, person.id)],
            leaves=leaves.of_person(setting, person.id),
            readings=bibliography.for_session(setting, session, person) if session else "",
            loops=loops.figures(setting) if hosts else "",
            over=ending_page.home_part(setting, person),
            came=newest_synthesis(setting) if may_see(setting, person, Thing.PUBLISHED) else None,
            hours=hour_polls.open_for(setting, person),
            page=own_address(setting, person.id),
            needs=needs.needs_now(setting, session, person.id) if hosts else None,
        )
    )


def newest_synthesis(setting: Setting) -> tuple[str, str] | None:
    """The session whose synthesis was published last."""
    out = [s for s in setting.memory.syntheses.find(state="published") if s.by]
    newest = max(out, key=lambda s: s.at, default=None)
    return (setting.session(newest.session_id).title, newest.session_id) if newest else None


def waiting(setting: Setting, person: Participant) -> list[Question]:
    """The questions that wait for this person, but those about an action: it has buttons of its own on this page."""
    asked = [question_of(setting, a) for a in open_askings(setting, person.id)]
    return [one for one in asked if one.words and one.prompt.use != "actions"]


def _aim(setting: Setting, person: Participant) -> str:
    """What all of it is for, for whoever may read that."""
    return stands(in_force(setting, AIM)) if may_see(setting, person, Thing.AGREED) else ""
