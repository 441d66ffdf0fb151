"""What is said when a programme ends: what becomes of what is in hand, what is open, and one farewell to each."""

from bot.domain.effects import Effect
from bot.domain.ending import ASKED, FAREWELL, OPEN
from bot.domain.followup import Progress
from bot.domain.hand_over import Held
from bot.domain.onlookers import Thing
from bot.domain.presence import as_they_were
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.facilitation import been_there, ending
from bot.facilitation.actions import going, owners_name
from bot.facilitation.asking_to_take import under_way
from bot.facilitation.ending_page import checks_now, purge_at, questions_to_come
from bot.facilitation.own_stories import own_address
from bot.facilitation.past import rooms_told, told_and_known
from bot.facilitation.setting import Setting
from bot.facilitation.sight import may_see
from bot.facilitation.steps import Drop
from bot.facilitation.synthesis import newest
from bot.facilitation.told import told_at_the_end
from bot.voice import ending as words
from bot.voice import farewell as parting
from bot.voice.ending_page import day_of, lines
from bot.voice.message import Message


def asked(setting: Setting, effect: Effect, person: Participant) -> Message | Drop:
    """All that one person has in hand, each as it stands now."""
    memory, facts = setting.memory, effect.payload
    actions = [a for id in facts["actions"] if (a := memory.actions.seek(id))]
    groups = [g for id in facts["subgroups"] if (g := memory.subgroups.seek(id))]
    open_ = any(not a.ended and a.owner == person.id for a in actions) or any(
        not g.closed for g in groups
    )
    if not effect.remote_id and not open_:
        return Drop(why="nothing of it is theirs any more")
    last = setting.session(facts["session"])
    hand = words.InHand(
        person=person.id,
        actions=[(a, _waits(setting, a.id, person)) for a in actions],
        subgroups=[g for g in groups if g.convenor == person.id or g.closed],
        kept=last.id,
    )
    return words.asked(hand, last, person.zone, moved=_moved(setting, last))


def _waits(setting: Setting, action_id: str, owner: Participant) -> str:
    """Who is asked to take it on just now, by name."""
    item = under_way(setting, Held.ACTION, action_id, owner.id)
    somebody = setting.one(item.asked) if item else None
    return somebody.name if somebody else ""


def _moved(setting: Setting, last: Session) -> bool:
    """Whether another session is the last one by now."""
    now = ending.last_session(setting)
    return now is None or now.id != last.id


def still_open(setting: Setting, effect: Effect, person: Participant) -> Message | Drop:
    """To facilitators: what nobody has said anything about, and what was not told back."""
    last = setting.session(effect.payload["session"])
    actions, groups = ending.unanswered(setting)
    loops, moved = ending.untold(setting), _moved(setting, last)
    nothing = (
        moved or not (actions or groups or loops) or not may_see(setting, person, Thing.NEEDED)
    )
    if nothing and not effect.remote_id:
        return Drop(why="nothing is open any more")
    return words.still_open(
        last, person.zone, [(a, owners_name(setting, a)) for a in actions], groups, loops,
        closes=day_of(ending.moments_of(setting, last).close, person.zone), moved=moved,
    )  # fmt: skip


def farewell(setting: Setting, effect: Effect, person: Participant) -> Message | Drop:
    """Thanks by what this person gave, what becomes of it, and what still comes; to facilitators what is left to do."""
    last = setting.session(effect.payload["session"])
    if _moved(setting, last):
        back = parting.taken_back(setting.next_session(), person.zone)
        return back if effect.remote_id else Drop(why=words.GOES_ON)
    known = _known(setting, last, person)
    if may_see(setting, person, Thing.NEEDED):
        return parting.for_facilitators(person, lines(checks_now(setting, person.zone)), known)
    return parting.farewell(person, _gave(setting, person), known)


def _known(setting: Setting, last: Session, person: Participant) -> parting.Known:
    zone, read = person.zone, newest(setting, last.id, state="published")
    purge = purge_at(setting)
    later = questions_to_come(setting, last, zone)
    return parting.Known(
        title=setting.plan.title,
        closes=day_of(ending.moments_of(setting, last).close, zone),
        purge=day_of(purge, zone) if purge else "",
        page=own_address(setting, person.id),
        told=told_at_the_end(setting, last.ends_at)
        if may_see(setting, person, Thing.PUBLISHED)
        else "",
        read=last.id if read and may_see(setting, person, Thing.PUBLISHED) else "",
        later=[(text, day_of(at, zone)) for text, at in later],
        meetings=setting.place.name if setting.place.makes_meetings else "",
    )


def _gave(setting: Setting, person: Participant) -> parting.Gave:
    """What this person gave, each only as far as it is known."""
    told = [s for s in setting.memory.stories.find(person_id=person.id) if not s.gone]
    still = [a for a in going(setting, person.id) if a.state is not Progress.PROPOSED]
    return parting.Gave(
        sessions=len(been_there.own(setting, person).there),
        met=_met(setting, person),
        stories=len(told),
        done=len(setting.memory.actions.find(owner=person.id, state=Progress.DONE)),
        still=len(still),
    )


def _met(setting: Setting, person: Participant) -> int:
    """With how many others somebody shared a room, as the rooms really were where that is known."""
    met: set[str] = set()
    for _, plan, said in told_and_known(setting, setting.sessions()):
        for room in as_they_were(rooms_told(plan), said):
            if person.id in room.people:
                met |= set(room.people)
    return len(met - {person.id})


LETTERS = {ASKED: asked, OPEN: still_open, FAREWELL: farewell}
