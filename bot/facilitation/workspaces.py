"""Further Slack workspaces: invited by a facilitator, joined once, left again, and who is reached through which."""

import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.errors import FacilitationError
from bot.domain.programme import Note
from bot.domain.roster import Participant
from bot.domain.workspaces import Workspace
from bot.facilitation.people import person_named
from bot.facilitation.setting import Setting
from bot.facilitation.steps import NO_ACCOUNT
from bot.facilitation.telling import owe, touch_home
from bot.facilitation.traces import AT_THE_MACHINE, trace
from bot.ports import (
    BadSignature,
    ComeBack,
    Desk,
    Memory,
    Refused,
    Uncertain,
    WorkspaceGone,
    parted,
)
from bot.voice import workspaces as words

INVITED, BEGUN = "invitation", "installing"
GOOD_FOR, AGREED_WITHIN = timedelta(days=7), timedelta(minutes=10)


class NotInvited(FacilitationError):
    """This invitation does not count: it was used, is older than seven days, or was never given. Ask a facilitator
    of the community for another one.
    """


class NotBegunHere(FacilitationError):
    """What came back from Slack was not begun in this browser within the last ten minutes. Open the link of your
    invitation once more.
    """


class NoSuchWorkspace(FacilitationError):
    """{team} is none of the workspaces beside the community's own. See: convener workspace list"""


class NotThere(FacilitationError):
    """{name} has no account in that workspace under the address on the roster. Nothing was changed."""


class SlackSaysNo(FacilitationError):
    """Slack could not be asked: {reason} Nothing was changed; try again."""


@dataclass(frozen=True, kw_only=True)
class Begun:
    """An installation on its way: Slack's page to go to, and what this browser must bring back."""

    address: str
    ticket: str


def invite(desk: Desk, *, team: str = "", by: str = AT_THE_MACHINE) -> str:
    """An invitation for one workspace to join, as the end of a link; it counts once, for seven days."""
    desk.workspaces.page(state="", back="")  # better said now than to whoever follows the link
    number = secrets.token_urlsafe(16)
    with desk.store.begin() as memory:
        memory.notes.save(Note(id=f"{INVITED}:{number}", text=team))
        trace(Setting(desk, memory), by, "invited a workspace", team)
    return desk.links.mint(INVITED, {"number": number})


def begin(desk: Desk, invitation: str, *, back: str) -> Begun:
    """Somebody follows an invitation. Raises NotInvited."""
    try:
        number = desk.links.read(INVITED, invitation, max_age=GOOD_FOR).get("number", "")
    except BadSignature:
        raise NotInvited from None
    state = secrets.token_urlsafe(24)
    with desk.store.begin() as memory:
        team = _team_of(memory, number)
        memory.notes.save(Note(id=f"{BEGUN}:{number}", text=state))
    ticket = desk.links.mint(BEGUN, {"state": state, "number": number})
    return Begun(address=desk.workspaces.page(state=state, back=back, team=team), ticket=ticket)


def _team_of(memory: Memory, number: str) -> str:
    """The workspace an invitation is for, or any. Raises NotInvited."""
    note = memory.notes.seek(f"{INVITED}:{number}")
    if note is None:
        raise NotInvited
    return note.text


def join(desk: Desk, code: str, *, state: str, ticket: str, back: str) -> Workspace:
    """Take a workspace whose somebody has just agreed. Raises NotBegunHere, NotInvited, NotThatWorkspace."""
    number, team = _taken(desk, state, ticket)
    try:
        joining = desk.workspaces.redeem(code, back=back, team=team)
    except (Refused, ComeBack, Uncertain) as no:
        raise SlackSaysNo(reason=no.reason) from no
    with desk.store.begin() as memory:
        _team_of(memory, number)  # another one may have joined with it meanwhile
        desk.workspaces.keep(joining)
        memory.notes.remove(f"{INVITED}:{number}")
        memory.notes.remove(f"{BEGUN}:{number}")
        _welcomed(Setting(desk, memory), joining.workspace)
    return joining.workspace


def _taken(desk: Desk, state: str, ticket: str) -> tuple[str, str]:
    """The invitation behind what came back from Slack, and the workspace it is for; it comes back once."""
    try:
        begun = desk.links.read(BEGUN, ticket, max_age=AGREED_WITHIN)
    except BadSignature:
        raise NotBegunHere from None
    with desk.store.begin() as memory:
        number = begun.get("number", "")
        note = memory.notes.seek(f"{BEGUN}:{number}")
        if note is None or not _same(state, begun.get("state", ""), note.text):
            raise NotBegunHere
        memory.notes.remove(note.id)
        return number, _team_of(memory, number)


def _same(told: str, *known: str) -> bool:
    return all(secrets.compare_digest(told.encode(), one.encode()) for one in known)


def _welcomed(setting: Setting, workspace: Workspace) -> None:
    """What could not leave while the app was not there leaves now, where its time has not passed.

    Whoever had no account that we knew of may have one there, so that is tried once more, too.
    """
    back = setting.memory.effects.revive("", str(WorkspaceGone(workspace.id)))
    setting.memory.effects.revive("", NO_ACCOUNT)
    trace(setting, "", "a workspace joined", workspace.id)
    _tell(setting, workspace, words.joined(workspace, waiting=back))


def left(desk: Desk, team: str, *, told_at: datetime | None = None) -> bool:
    """The app was removed from a workspace, or its token withdrawn; whether that is news.

    What Slack tells of the time before the app was installed there once more is no news.
    """
    with desk.store.begin() as memory:
        known = next((one for one in desk.workspaces.all() if one.id == team), None)
        if known is None or (told_at and told_at < known.since.replace(microsecond=0)):
            return False
        desk.workspaces.forget(team)
        setting = Setting(desk, memory)
        trace(setting, "", "a workspace left", team)
        _tell(setting, known, words.left(known, people=len(_reached(setting, team))))
        return True


def remove(desk: Desk, team: str, *, by: str = AT_THE_MACHINE) -> Workspace:
    """Have nothing to do with a workspace any more. Raises NoSuchWorkspace."""
    known = next((one for one in desk.workspaces.all() if one.id == team), None)
    if known is None:
        raise NoSuchWorkspace(team=team)
    # where Slack does not take it, it is forgotten all the same; its people can remove the app there
    with suppress(Refused, ComeBack, Uncertain, FacilitationError):
        desk.workspaces.withdraw(team)
    with desk.store.begin() as memory:
        desk.workspaces.forget(team)
        trace(Setting(desk, memory), by, "removed a workspace", team)
    return known


def reach(desk: Desk, wanted: str, team: str) -> Participant:
    """From now on this person is reached in that workspace; an empty one is the community's own.

    Raises NoSuchWorkspace, NotThere, SlackSaysNo.
    """
    if team and team not in {one.id for one in desk.workspaces.all()}:
        raise NoSuchWorkspace(team=team)
    with desk.store.read() as memory:
        person = person_named(Setting(desk, memory), wanted)
    try:
        found = desk.messenger.look_up(person.email, team=team)
    except (Refused, ComeBack, Uncertain) as no:
        raise SlackSaysNo(reason=no.reason) from no
    if found is None:
        raise NotThere(name=person.name)
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        moved = replace(setting.person(person.id), slack_id=found.id)
        memory.people.save(moved)
        trace(setting, AT_THE_MACHINE, "said where a person is reached", person.id)
        touch_home(setting, person.id)
        return moved


def listed(desk: Desk) -> Sequence[tuple[Workspace, int]]:
    """Every workspace beside the community's own, and how many people are reached there."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        return [(one, len(_reached(setting, one.id))) for one in desk.workspaces.all()]


def _reached(setting: Setting, team: str) -> list[Participant]:
    return [one for one in setting.people.values() if parted(one.slack_id)[0] == team]


def _tell(setting: Setting, workspace: Workspace, said: str) -> None:
    """A word to every facilitator."""
    if not setting.begun:
        return
    number = setting.memory.numbers.next("workspace-news")
    for person in setting.facilitators:
        key = f"workspace:{workspace.id}:{number}:{person.id}"
        owe(setting, "trouble", key, person, {"words": said})
