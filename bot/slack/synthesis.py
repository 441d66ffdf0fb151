"""Synthesis in Slack: answers are read and sorted, sentences written, previewed and published, one window a step."""

import re
from collections.abc import Callable, Mapping

from bot.domain.errors import FacilitationError
from bot.domain.languages import say
from bot.domain.leaves import LeaveState
from bot.domain.roster import Participant
from bot.domain.synthesis import Finds
from bot.facilitation import check_backs, leaves, synthesis, synthesis_windows, themes
from bot.ports import Desk
from bot.slack.gestures import Facts, Gesture, legible, number
from bot.slack.people import facilitator
from bot.voice import receipts, theme_forms
from bot.voice.message import Message, View

MONTH = re.compile(r"^(\d{1,2})\b\s*")
SIDE = {"lay": "lay", "others": "others", "professional": "others", "professionals": "others"}


class HowToSynthesis(FacilitationError):
    """Try: /convene synthesis 2; /convene synthesis 2 lay, or others; /convene synthesis stage empathy;
    /convene synthesis level planning.
    """


class ThemeWanted(FacilitationError):
    """Choose a theme, or name a new one in your own words."""


def page(desk: Desk, person: Participant, rest: str) -> Message:
    """/convene synthesis: of one month, one stage or one level, and of one side where that is asked for."""
    month = MONTH.match(rest)
    words = MONTH.sub("", rest).casefold().split()
    chosen = {"stage": "", "level": "", "side": "all"}
    while words:
        word = words.pop(0)
        if word in SIDE:
            chosen["side"] = SIDE[word]
        elif word in {"stage", "level"} and words:
            chosen[word] = words.pop(0)
        else:
            raise HowToSynthesis
    return synthesis_windows.page(
        desk, person, month=int(month[1]) if month else None,
        stage=chosen["stage"], level=chosen["level"], side=chosen["side"],
    )  # fmt: skip


def _step(step: str) -> Callable[[Desk, Participant, Gesture], View]:
    def window(desk: Desk, person: Participant, gesture: Gesture) -> View:
        facilitator(desk, gesture.member)
        return synthesis_windows.about_theme(desk, person, gesture.value, step)

    return window


def _sort(desk: Desk, person: Participant, gesture: Gesture) -> View:
    facilitator(desk, gesture.member)
    return legible(synthesis_windows.sorting)(desk, person, gesture.value)


def _preview(desk: Desk, person: Participant, gesture: Gesture) -> View:
    facilitator(desk, gesture.member)
    return synthesis_windows.preview(desk, person, gesture.value)


def _leave(desk: Desk, person: Participant, gesture: Gesture) -> View:
    facilitator(desk, gesture.member)
    return leaves.window(desk, person, gesture.value)


def _leave_said(desk: Desk, person: Participant, gesture: Gesture) -> object:
    answer, _, version = gesture.value.partition("|")
    state = LeaveState(gesture.act.partition(":")[2])
    return leaves.say(desk, answer, person.id, state, version=number(version))


def _missing(desk: Desk, person: Participant, gesture: Gesture) -> View:
    session, _, version = gesture.value.partition("|")
    check_backs.asked_of(desk, session, number(version), person.id)
    finds = legible(Finds)(gesture.act.partition(":")[2])
    return theme_forms.missing(session, number(version), finds)


def _found(desk: Desk, person: Participant, gesture: Gesture) -> object:
    session, _, version = gesture.value.partition("|")
    return check_backs.find_oneself(desk, session, number(version), person.id, Finds.YES)


OPENS: Mapping[str, Callable[[Desk, Participant, Gesture], View]] = {
    "synthesis:sort": _sort,
    "synthesis:sentence": _step("sentence"),
    "synthesis:reword": _step("reword"),
    "synthesis:merge": _step("merge"),
    "synthesis:split": _step("split"),
    "synthesis:leave": _leave,
    "synthesis:preview": _preview,
    "synthesis:read": lambda desk, who, g: synthesis_windows.reading(desk, who, g.value),
    "check:(partly|no)": _missing,
}
PRESSED: Mapping[str, Callable[[Desk, Participant, Gesture], object]] = {
    "check:yes": _found,
    "leave:(unnamed|named|no)": _leave_said,
}


def _put(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    answers, words = said["answers"].splitlines(), said.get("words", "").strip()
    if words:
        themes.new_theme(desk, known["session"], words, answers, by=person.id)
    elif said.get("theme"):
        themes.put(desk, said["theme"], answers, by=person.id)
    else:
        raise ThemeWanted
    return say("Put"), receipts.THEME_PUT


def _reword(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    dissent = said.get("dissent") == "yes"
    themes.reword(desk, known["theme"], said["words"], dissent=dissent, by=person.id)
    return say("Kept"), receipts.THEME_SAYS


def _merge(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    themes.merge(desk, known["theme"], said["into"], by=person.id)
    return say("Merged"), receipts.THEME_MERGED


def _split(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    answers = said["answers"].splitlines()
    themes.split(desk, known["theme"], said["words"], answers, by=person.id)
    return say("Split"), receipts.THEME_SPLIT


def _sentence(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    answers = said.get("answers", "").splitlines()
    synthesis.write(desk, known["theme"], said.get("text", ""), answers, by=person.id)
    return say("Kept"), receipts.SENTENCE


def _publish(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str] | View:
    try:
        new = synthesis.publish(desk, known["session"], by=person.id, seen=known["seen"])
    except synthesis.DraftChanged:
        return synthesis_windows.preview(desk, person, known["session"], changed=True)
    if new.version > 1:
        return say("Published"), say(receipts.NEW_VERSION)
    return say("Published"), say(receipts.FIRST_VERSION)


def _ask_leave(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    asked = leaves.ask(desk, known["theme"], said["answers"].splitlines(), by=person.id)
    return say("Asked"), receipts.leave_asked(asked)


def _check_back(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    finds = legible(Finds)(known["finds"])
    version = number(known["version"])
    check_backs.find_oneself(
        desk, known["session"], version, person.id, finds, said.get("text", "")
    )
    return say("Thank you"), say(receipts.CHECKED)


SENT: Mapping[str, Callable[[Desk, Participant, Facts, Facts], tuple[str, str] | View]] = {
    "theme_put": _put,
    "theme_reword": _reword,
    "theme_merge": _merge,
    "theme_split": _split,
    "synthesis_sentence": _sentence,
    "synthesis_publish": _publish,
    "leave_ask": _ask_leave,
    "check_back": _check_back,
}
FOR_FACILITATORS = frozenset(SENT) - {"check_back"}
