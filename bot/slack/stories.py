"""Stories in Slack: told, read and changed in windows; taken back from a button, by command, and after leaving, too."""

from collections.abc import Callable

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.domain.roster import Participant
from bot.facilitation import prompts, stories, story_windows, taking_back, views
from bot.facilitation.once import first_time, once
from bot.facilitation.setting import may_facilitate
from bot.facilitation.stories import Telling
from bot.ports import Desk, Json
from bot.slack import gestures
from bot.slack.gestures import Body, Facts, Gesture
from bot.slack.people import only_facilitators, open_form, teller, whoever
from bot.voice import stories as words
from bot.voice import story_forms
from bot.voice.message import Message, View

Window = Callable[[Desk, Participant, Gesture], View]

OPENS: dict[str, Window] = {
    "story:tell": lambda desk, who, g: story_windows.tell_window(desk, who),
    "story:open": lambda desk, who, g: story_windows.own_window(desk, g.value, who),
    "story:list": lambda desk, who, g: story_windows.reading_window(desk, who, g.session),
    "story:read": lambda desk, who, g: story_windows.one_window(desk, who, g.value),
    "story:note": lambda desk, who, g: story_windows.note_window(desk, who, g.value),
    "story:back": lambda desk, who, g: story_windows.back_window(desk, g.value, who),
}
DECIDES: dict[str, Callable[[Desk, str, str], object]] = {
    "story:further": stories.let_further,
    "story:near": stories.keep_near,
}


def register(app: App, desk: Desk) -> None:
    """Listen to everything about stories."""
    for act, window in OPENS.items():
        _opens(app, desk, act, window)
    for act, decide in DECIDES.items():
        _decides(app, desk, act, decide)
    _forms(app, desk)

    @app.shortcut("tell_story")
    def shortcut(ack: Ack, body: Body, client: WebClient) -> None:
        gesture = gestures.shortcut(body)
        view = story_windows.tell_window(desk, whoever(desk, gesture.member)).body
        if first_time(desk, gesture.key):
            open_form(client, gesture.trigger, view)
        ack()

    @app.action("story:page")
    def followed_link(ack: Ack) -> None:
        ack()  # the button is a link; Slack tells us all the same


def _opens(app: App, desk: Desk, act: str, window: Window) -> None:
    look_up = teller if act == "story:back" else whoever

    @app.action(act)
    def pressed(ack: Ack, body: Body, client: WebClient) -> None:
        gesture = gestures.press(body)
        view = window(desk, look_up(desk, gesture.member), gesture).body
        if first_time(desk, gesture.key):
            open_form(client, gesture.trigger, view)
        ack()


def _decides(app: App, desk: Desk, act: str, decide: Callable[[Desk, str, str], object]) -> None:
    @app.action(act)
    def pressed(ack: Ack, body: Body) -> None:
        gesture = gestures.press(body)
        person = whoever(desk, gesture.member)

        def do() -> Json:
            decide(desk, gesture.value, person.id)
            return {}

        once(desk, gesture.key, do)
        ack()


def _forms(app: App, desk: Desk) -> None:
    for callback, done in (("story", _told), ("story_note", _noted), ("story_back", _back)):
        _form(app, desk, callback, done)


Sent = Callable[[Desk, Participant, Gesture, Facts], tuple[str, str]]


def _form(app: App, desk: Desk, callback: str, done: Sent) -> None:
    look_up = teller if callback == "story_back" else whoever

    @app.view(callback)
    def sent(ack: Ack, body: Body) -> None:
        gesture = gestures.sent_form(body)
        person = look_up(desk, gesture.member)

        def do() -> Json:
            title, said = done(desk, person, gesture, gestures.filled_in(body))
            return {"view": story_forms.window(title, said).body} if said else {}

        view = once(desk, gesture.key, do).get("view")
        if view:
            ack(response_action="update", view=view)
        else:
            ack()


def _told(desk: Desk, person: Participant, gesture: Gesture, said: Facts) -> tuple[str, str]:
    """The window closes: what shows the story says thank you, and who sees it."""
    known, telling = gestures.carried(gesture.value), _telling(said)
    if known.get("asking"):
        prompts.tell_in_answer(desk, known["asking"], person.id, telling)
    elif known.get("story"):
        stories.change(desk, known["story"], person.id, telling)
    else:
        stories.tell_unasked(desk, person.id, telling)
    return "", ""


def _telling(said: Facts) -> Telling:
    return Telling(
        text=said.get("text", ""),
        scope=said["scope"],
        signed=said["signed"],
        let_in=said.get("let_in", "").splitlines(),
        outside=said["outside"] == "yes" if said.get("outside") else None,
    )


def _noted(desk: Desk, person: Participant, gesture: Gesture, said: Facts) -> tuple[str, str]:
    known = gestures.carried(gesture.value)
    leave = said.get("leave") == "yes"
    teller_id = known.get("teller") or said["teller"]
    story_windows.note_story(desk, person, teller_id, said.get("text", ""), leave=leave)
    return "Kept", "They read it now and say who may see it. Until then nobody else does."


def _back(desk: Desk, person: Participant, gesture: Gesture, said: Facts) -> tuple[str, str]:
    if taking_back.tells(desk, gesture.value, person.id):
        return "It is gone", taking_back.take_back(desk, gesture.value, person.id)
    if person.standing == "left" or not may_facilitate(desk, person):
        raise stories.NotAvailable
    return "It is gone", taking_back.take_back_on_request(desk, gesture.value, person.id)


def story(desk: Desk, person: Participant, rest: str) -> Message:
    """/convene story: one's own; note WHO to write down what was told; back WHO for a facilitator who was asked."""
    word, _, whom = rest.partition(" ")
    if word.casefold() == "note" and whom:
        return _note_offer(desk, person, whom)
    if word.casefold() == "back" and whom:
        only_facilitators(desk, person)
        return story_windows.page_on_request(desk, taking_back.teller_named(desk, whom))
    return story_windows.own_page(desk, person)


def _note_offer(desk: Desk, person: Participant, whom: str) -> Message:
    found = views.person_id_of(desk, whom)
    story_windows.note_window(desk, person, found)  # whether this person may
    return words.note_offer(taking_back.name_of(desk, found), found)
