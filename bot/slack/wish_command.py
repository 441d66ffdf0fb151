"""/convene wishes and its windows: private wishes about rooms, seen by facilitators and by whoever asked."""

import re

from bot.domain.errors import NoSuchThing
from bot.domain.languages import say
from bot.domain.room_wishes import WishKind
from bot.domain.roster import Participant
from bot.facilitation import calls, room_wishes, views
from bot.facilitation.once import once
from bot.facilitation.room_wishes import Asked
from bot.ports import Desk, Json
from bot.slack.gestures import Facts, legible
from bot.voice import receipts
from bot.voice.calls import ABOUT_THE_ROOM, MOVE, NOW
from bot.voice.message import Message, View
from bot.voice.room_wishes import ALWAYS

SEVERAL = re.compile(r"\s*[,;&]\s*|\s+and\s+")
MONTH = re.compile(r"^(\d{1,2})\b\s*")
BY_HAND = {kind.value: kind for kind in (WishKind.APART, WishKind.TOGETHER)}
KEPT, ENDED = "Written down.", "Ended."


def wishes(desk: Desk, person: Participant, rest: str, *, gesture: str) -> Message:
    """All private wishes, after doing what was asked. What is shown is not kept with the gesture."""

    def do() -> Json:
        return {"lead": _done(desk, person, rest)}

    return room_wishes.all_wishes(desk, lead=once(desk, gesture, do)["lead"])


def _done(desk: Desk, person: Participant, rest: str) -> str:
    """Do what was typed: "apart Ada, Bo", with a month before it for that session alone, or "end Ada, Bo"."""
    month = MONTH.match(rest)
    session = views.session_id_of(desk, int(month[1])) if month else ""
    word, _, names = MONTH.sub("", rest).partition(" ")
    if not word:
        return ""
    if word.casefold() not in {*BY_HAND, "end"}:
        raise NoSuchThing(what="kind of wish", name=word, hint=receipts.TRY_WISHES)
    people = [views.person_id_of(desk, name) for name in SEVERAL.split(names) if name.strip()]
    if word.casefold() == "end":
        room_wishes.end(desk, room_wishes.ids_about(desk, people), by=person.id)
        return ENDED
    kind = BY_HAND[word.casefold()]
    room_wishes.write_down(desk, kind, people, by=person.id, session_id=session)
    return KEPT


def own_sent(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    """A person's own form."""
    asked = Asked(
        session_id=known.get("session", ""),
        room=known.get("room", "") if said.get("room") else "",
        not_with=said.get("people", "").splitlines(),
        once=said.get("scope", ALWAYS) != ALWAYS,
        ended=said.get("ended", "").splitlines(),
    )
    return say("Thank you"), room_wishes.ask(desk, person.id, asked)


def about_sent(
    desk: Desk, person: Participant, known: Facts, said: Facts
) -> tuple[str, str] | View:
    """What somebody would like of a room that does not feel right: one of three ways on."""
    if said["what"] == NOW:
        return calls.window(desk, person.id, about=say(ABOUT_THE_ROOM))
    if said["what"] == MOVE and known["room"]:
        asked = Asked(session_id=known["session"], room=known["room"])
        return say("Thank you"), room_wishes.ask(desk, person.id, asked)
    return room_wishes.own_window(desk, person.id)


def all_sent(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    """The facilitators' form."""
    people, ended = said.get("people", "").splitlines(), said.get("ended", "").splitlines()
    if not people and not ended:
        raise room_wishes.NothingChosen
    if people:
        session = "" if said.get("scope", ALWAYS) == ALWAYS else known.get("session", "")
        kind = legible(WishKind)(said["kind"])
        room_wishes.write_down(desk, kind, people, by=person.id, session_id=session)
    if ended:
        room_wishes.end(desk, ended, by=person.id)
    done = " ".join([KEPT] * bool(people) + [ENDED] * bool(ended))
    return say("Done"), f"{done} {say(receipts.ALL_WISHES)}"
