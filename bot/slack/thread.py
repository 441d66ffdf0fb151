"""An organisation's thread in Slack: one page, a window to read, a window to write with what people said beside it.

What is typed and shown here is kept in no answer of ours: words that draw on a story go when the story goes.
"""

import re
from collections.abc import Callable, Mapping

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.domain.artefacts import ADDED, OFF, Key
from bot.domain.roster import Participant
from bot.facilitation import artefact_windows, artefact_writing
from bot.facilitation.artefact_writing import Meanwhile, OneField, Words
from bot.facilitation.once import once
from bot.ports import Desk, Json
from bot.slack import gestures
from bot.slack.gestures import Body, Facts, Gesture, legible, number
from bot.slack.people import change_form, whoever
from bot.voice import artefact_forms as forms
from bot.voice.artefact_forms import Draft
from bot.voice.message import Message, View

FORM, USE = "artefact", "thread:use:"


def thread(desk: Desk, person: Participant, rest: str) -> Message:
    """/convene thread; thread ORGANISATION; thread compare ARTEFACT."""
    word, _, what = rest.partition(" ")
    if word.casefold() == "compare":
        return artefact_windows.compare(desk, person, what)
    return artefact_windows.page(desk, person, rest)


@legible
def _key(value: str) -> tuple[Key, int]:
    """What a button names: the artefact, its number, the part of it, its owner."""
    artefact, count, part, owner = value.split("|", 3)
    return Key(artefact=artefact, owner=owner, number=_counted(count)), _counted(part)


def _counted(text: str) -> int:
    found = int(text)
    if not 0 <= found < 1000:
        raise ValueError
    return found


def _open(desk: Desk, person: Participant, gesture: Gesture) -> View:
    return artefact_windows.read_window(desk, person, _key(gesture.value)[0])


def _write(desk: Desk, person: Participant, gesture: Gesture) -> View:
    key, part = _key(gesture.value)
    return artefact_windows.write_window(desk, person, key, part=part)


OPENS: Mapping[str, Callable[[Desk, Participant, Gesture], View]] = {
    "thread:home": lambda desk, who, g: artefact_windows.home_window(desk, who),
    "thread:open": _open,
    "thread:write": _write,
}


def register(app: App, desk: Desk) -> None:
    """Listen to the window in which an artefact is written."""

    @app.action(re.compile(f"^{USE}"))
    def pressed(ack: Ack, body: Body, client: WebClient) -> None:
        gesture = gestures.press(body)
        person = whoever(desk, gesture.member)
        view = used(desk, person, gesture, body)
        change_form(client, gestures.window_of(body), view.body)
        ack()

    @app.view(FORM)
    def sent(ack: Ack, body: Body) -> None:
        gesture = gestures.sent_form(body)
        person = whoever(desk, gesture.member)
        try:
            view = keep(desk, person, body, key=gesture.key)
        except OneField as refused:
            said = gestures.filled_in(body)
            below = [b for b in said if b.partition(forms.TURN)[0] == refused.field]
            if not below:
                raise
            ack(response_action="errors", errors={below[0]: refused.message})
            return
        ack(response_action="update", view=view.body)


def keep(desk: Desk, person: Participant, body: Body, *, key: str) -> View:
    """Write down what stands in the window; what is said in its place. Raises OneField."""
    carried = body["view"].get("private_metadata") or ""
    known, said = gestures.carried(carried), gestures.filled_in(body)
    of, base = _known(known)
    draft = _draft(known, said)

    def do() -> Json:
        artefact_writing.write(
            desk, of, _words(draft), by=person.id, base=base, named=said.get("named") == "yes",
            anew=draft.anew,
        )  # fmt: skip
        return {}

    try:
        once(desk, key, do)
        return artefact_windows.kept(desk, person, of, draft.part)
    except Meanwhile:
        return artefact_windows.meanwhile(desk, person, of, draft, base=base)


@legible
def used(desk: Desk, person: Participant, gesture: Gesture, body: Body) -> View:
    """The window in which an answer is taken up, as it is then."""
    view = body["view"]
    known, said = gestures.carried(view["private_metadata"]), gestures.filled_in(body)
    key, base = _known(known)
    field = gesture.act.rpartition(":")[2]
    return artefact_windows.use(
        desk, person, key, field, gesture.value, _draft(known, said), base=base
    )


def _known(known: Facts) -> tuple[Key, int]:
    key = _key(f"{known['artefact']}|{known['number']}|{known['part']}|{known['owner']}")[0]
    return key, number(known["base"])


def _draft(known: Facts, said: Facts) -> Draft:
    """What a window held: what was typed in each box, and which answers are ticked."""
    typed: dict[str, str] = {}
    ticked: dict[str, list[str]] = {}
    for block, words in said.items():
        name = block.partition(forms.TURN)[0]
        if name.endswith(forms.DRAWS):
            ticked[name.removesuffix(forms.DRAWS)] = words.splitlines()
        elif ">" not in name and name != "named":
            typed[name] = words
    return Draft(
        part=number(known["part"]), turn=number(known["turn"]), typed=typed, ticked=ticked,
        anew=frozenset(known.get("anew", "").split()),
    )  # fmt: skip


def _words(draft: Draft) -> dict[str, Words]:
    """What is to be written: the two boxes of a balance as one, with what each thing was."""
    found: dict[str, list[str]] = {}
    for name, text in draft.typed.items():
        sign = {forms.ADDED: ADDED, forms.OFF: OFF}.get(name[-1:], "")
        key = name[:-1] if sign else name
        lines = [f"{sign}{line.strip()}" for line in text.splitlines() if line.strip()]
        found.setdefault(key, []).append("\n".join(lines) if sign else text)
    return {
        key: Words(text="\n".join(filter(None, parts)), draws_on=draft.ticked.get(key))
        for key, parts in found.items()
    }
