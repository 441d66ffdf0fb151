"""The aim and the agreements: facilitators write them anew in versions, anybody says what they think of them, and
hears what came of that.
"""

from collections.abc import Collection
from dataclasses import replace

from bot.domain.agreed import (
    AGREEMENTS,
    AIM,
    KINDS,
    LONGEST,
    MOST_LINES,
    Agreed,
    Came,
    Remark,
    tidied,
)
from bot.domain.effects import Effect
from bot.domain.errors import FacilitationError, NoSuchThing, NothingWritten
from bot.domain.onlookers import Thing
from bot.domain.programme import LearningPlan
from bot.domain.roster import Participant
from bot.facilitation.setting import Setting
from bot.facilitation.sight import may_see
from bot.facilitation.telling import owe
from bot.facilitation.traces import trace
from bot.ports import Desk
from bot.voice import agreed as words
from bot.voice.message import Message, View
from bot.voice.words import one_line

KIND = "remark-told"


class NotForYou(FacilitationError):
    """This is for people of the community."""


class TooLong(FacilitationError):
    """It is longer than {most} characters, and would not fit where people read it. Shorten it a little."""


class TooMany(FacilitationError):
    """These are more than {most}, and only so many fit on a card. Put some together, or leave some out."""


class NothingChanged(FacilitationError):
    """Nothing is different from before. Write something, or close the window."""


class WrittenMeanwhile(FacilitationError):
    """{who} wrote it anew a moment ago. Look at their words; yours are kept in the window."""


class SettledAlready(FacilitationError):
    """{who} said a moment ago what came of this, and it was told. Nothing was sent twice."""


def in_force(setting: Setting, what: str) -> Agreed:
    """The version that holds: the newest one written; before anybody wrote, the plan's own."""
    newest = max(setting.memory.agreed.find(what=what), key=lambda one: one.version, default=None)
    return newest or _of_plan(setting, setting.plan_as_written, what)


def _of_plan(setting: Setting, plan: LearningPlan, what: str) -> Agreed:
    text = plan.aim if what == AIM else "\n".join(plan.agreements)
    return Agreed(
        id=f"{what}:1",
        what=what,
        version=1,
        text=tidied(what, text),
        at=setting.programme.loaded_at,
    )


def reader(setting: Setting, person_id: str) -> Participant:
    """The person, if this is theirs to read. Raises NotForYou."""
    person = setting.person(person_id)
    if not may_see(setting, person, Thing.AGREED):
        raise NotForYou
    return person


def page(desk: Desk, person_id: str, what: str) -> Message:
    """What holds now, with a button to say what one thinks of it; for facilitators what people said, too."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        person, now = reader(setting, person_id), in_force(setting, what)
        hosts = may_see(setting, person, Thing.REMARK)
        return words.page(
            now,
            by=_name(setting, now.by),
            edits=hosts,
            mine=memory.remarks.find(what=what, by=person.id),
            waiting=_named(setting, waiting(setting, what)) if hosts else (),
            zone=person.zone,
        )


def waiting(setting: Setting, *what: str) -> list[Remark]:
    """What people said of it and nobody has answered yet."""
    return setting.memory.remarks.find(what=what or KINDS, came=Came.OPEN)


def _named(setting: Setting, remarks: Collection[Remark]) -> list[tuple[Remark, str]]:
    return [(remark, _name(setting, remark.by)) for remark in remarks]


def _name(setting: Setting, person_id: str) -> str:
    person = setting.one(person_id) if person_id else None
    return person.name if person else ""


def history(desk: Desk, person_id: str, what: str) -> View:
    """Every version, the newest first."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        person = reader(setting, person_id)
        versions = memory.agreed.find(what=what) or [in_force(setting, what)]
        newest = sorted(versions, key=lambda one: -one.version)
        return words.history([(one, _name(setting, one.by)) for one in newest], person.zone)


def edit_window(
    desk: Desk, person_id: str, what: str, typed: str = "", ticked: Collection[str] = ()
) -> View:
    """Where facilitators write it anew; with what was typed, below the words somebody wrote meanwhile."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        setting.allowed(person_id)
        now = in_force(setting, what)
        said = _named(setting, waiting(setting, what))
        return words.edit(now, said, by=_name(setting, now.by), typed=typed, ticked=ticked)


def write(
    desk: Desk, what: str, text: str, *, by: str, base: int, takes_up: Collection[str] = ()
) -> Agreed:
    """A new version; those whose comments it takes up hear of it. Raises WrittenMeanwhile."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        setting.allowed(by)
        now, said = in_force(setting, what), _fitting(what, text)
        if now.version != base:
            raise WrittenMeanwhile(who=_name(setting, now.by) or words.SOMEBODY)
        if said == now.text:
            raise NothingChanged
        new = _next(setting, now, said, by)
        for remark in waiting(setting, what):
            if remark.id in takes_up:
                _settle(setting, remark, Came.TAKEN_UP, by=by, version=new.version)
        return new


def _next(setting: Setting, now: Agreed, text: str, by: str) -> Agreed:
    """Keep the version that held so far, also the plan's own, and the new one."""
    setting.memory.agreed.add(now)
    new = now.next(text, by=by, at=setting.now)
    setting.memory.agreed.save(new)
    trace(setting, by, f"wrote the {now.what} anew", new.id)
    return new


def _fitting(what: str, text: str) -> str:
    said = tidied(what, text)
    if not said:
        raise NothingWritten(hint=words.SAY_IT)
    if len(said) > LONGEST[what]:
        raise TooLong(most=LONGEST[what])
    if what == AGREEMENTS and said.count("\n") >= MOST_LINES:
        raise TooMany(most=MOST_LINES)
    return said


def follow_plan(setting: Setting, old: LearningPlan, new: LearningPlan, by: str) -> None:
    """A changed plan says it in other words: where people have written it anew already, that is one more version."""
    for what in KINDS:
        was, now = _of_plan(setting, old, what), _of_plan(setting, new, what)
        if was.text != now.text and setting.memory.agreed.find(what=what):
            _next(setting, in_force(setting, what), now.text, by)


def remark_window(desk: Desk, person_id: str, what: str) -> View:
    """Where anybody says what they think of it."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        reader(setting, person_id)
        return words.remark(in_force(setting, what))


def say(desk: Desk, what: str, text: str, *, by: str) -> Remark:
    """Say what one thinks of it; the facilitators read it, and say what comes of it."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        person, said = reader(setting, by), one_line(text, words.LONGEST_REMARK)
        if not said:
            raise NothingWritten(hint=words.SAY_WHAT)
        new = Remark(
            id=f"k{memory.numbers.next('remark')}", what=what, text=said, by=person.id,
            at=setting.now, version=in_force(setting, what).version,
        )  # fmt: skip
        memory.remarks.save(new)
        return new


def settle_window(desk: Desk, person_id: str, remark_id: str) -> View:
    """Where a facilitator says what came of a comment."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        setting.allowed(person_id)
        remark = _open(setting, remark_id)
        return words.settle(remark, _name(setting, remark.by))


def settle(desk: Desk, remark_id: str, *, taken_up: bool, word: str, by: str) -> Remark:
    """Say what came of a comment; whoever made it hears of it. Raises SettledAlready."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        setting.allowed(by)
        remark = _open(setting, remark_id)
        said = one_line(word, words.LONGEST_REMARK)
        if not taken_up and not said:
            raise NothingWritten(hint=words.WHY_NOT)
        came = Came.TAKEN_UP if taken_up else Came.NOT
        version = in_force(setting, remark.what).version
        return _settle(setting, remark, came, by=by, word=said, version=version)


def _open(setting: Setting, remark_id: str) -> Remark:
    remark = setting.memory.remarks.seek(remark_id)
    if remark is None:
        raise NoSuchThing(what="comment", name=remark_id, hint=words.LOOK_AGAIN)
    if remark.came is not Came.OPEN:
        raise SettledAlready(who=_name(setting, remark.settled_by) or words.SOMEBODY)
    return remark


def _settle(
    setting: Setting, remark: Remark, came: Came, *, by: str, version: int, word: str = ""
) -> Remark:
    new = replace(remark, came=came, word=word, settled_by=by, settled_in=version)
    setting.memory.remarks.save(new)
    trace(setting, by, "said what came of a comment", new.id)
    person = setting.one(remark.by)
    if person:
        owe(setting, KIND, f"remark:{new.id}:told", person, {"remark": new.id})
    return new


def letter(setting: Setting, effect: Effect, person: Participant) -> Message:
    """To whoever commented: what came of it."""
    remark = setting.memory.remarks.get(effect.payload["remark"])
    return words.told(remark, in_force(setting, remark.what), _name(setting, remark.settled_by))
