"""Who is writing to us: a person of the community, a facilitator, or somebody we do not know yet."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.domain.errors import FacilitationError, NotYours
from bot.domain.roster import Participant
from bot.facilitation import people
from bot.facilitation.setting import may_facilitate
from bot.facilitation.tongues import answer_in_own
from bot.ports import NO_TOKEN, ComeBack, Desk, Member, Refused, Uncertain, account, parted
from bot.slack.gestures import Gesture

# the buttons and forms that stay open to whoever has left: taking back a story or a yes, a word with a facilitator
FOR_LEAVERS = frozenset(
    {"story:back", "story_back", "leave:(unnamed|named|no)", "call:open", "call"}
)
# it was closed meanwhile, or its button was pressed too long ago
TOO_LATE = frozenset({"expired_trigger_id", "exchanged_trigger_id", "not_found"})


class Stranger(FacilitationError):
    """Hello. I do not know you yet: your Slack address is not on the list of this community. Ask a facilitator to
    add you, or to correct your address; then come back here.
    """


class LeftAlready(Stranger):
    """You have left, so I do nothing more for you here. To come back, or for anything else, write to a facilitator, or
    press “A word with a facilitator” where you still see it. What you told is still yours to take back: write
    /convene take back
    """


class SlackAway(FacilitationError):
    """Slack does not tell me just now who you are. Try again in a minute."""


class FormLost(FacilitationError):
    """Slack did not open the form just now. Press once more in a moment."""


def whoever(desk: Desk, member: str) -> Participant:
    """The person behind a Slack account, an id in a workspace and never an id alone; from here on in their language.

    Raises Stranger, ElsewhereAlready, or SlackAway where we cannot find out.
    """
    return answer_in_own(behind(desk, account_here(desk, member)))


def account_here(desk: Desk, member: str) -> str:
    """How an account that Slack tells of is called here. Raises Stranger, SlackAway."""
    try:
        return desk.workspaces.account(*parted(member))
    except (ComeBack, Uncertain) as away:
        raise SlackAway from away
    except Refused as unknown:
        raise Stranger from unknown


def behind(desk: Desk, here: str) -> Participant:
    """The person behind an account as it is called here. Raises Stranger, LeftAlready, ElsewhereAlready, SlackAway."""
    person = people.known(desk, here)
    if person:
        return person
    met = people.meet(desk, _member(desk, here))
    if met is None:
        raise LeftAlready if people.known_ever(desk, here) else Stranger
    return met


def _member(desk: Desk, here: str) -> Member:
    try:
        return desk.messenger.member(here)
    except (ComeBack, Uncertain) as away:
        raise SlackAway from away
    except Refused as unknown:
        raise Stranger from unknown


def teller(desk: Desk, member: str) -> Participant:
    """The same, also for whoever has left: what they told stays theirs to take back."""
    here = account_here(desk, member)
    return answer_in_own(people.known_ever(desk, here) or behind(desk, here))


def looked_up(act: str) -> Callable[[Desk, str], Participant]:
    """How whoever presses this button or sends this form is known."""
    return teller if act in FOR_LEAVERS else whoever


def facilitator(desk: Desk, member: str) -> Participant:
    """The same, for what only facilitators may do. Raises NotYours."""
    return only_facilitators(desk, whoever(desk, member))


def with_accounts(desk: Desk, gesture: Gesture) -> str:
    """What somebody typed, each mention naming the account it means: an id alone means one in their workspace."""
    if "<@" not in gesture.value:
        return gesture.value
    workspace = account_here(desk, account(gesture.team, ""))
    return gesture.value.replace("<@", f"<@{workspace}")


def only_facilitators(desk: Desk, person: Participant) -> Participant:
    """Let nobody else through. Raises NotYours."""
    if not may_facilitate(desk, person):
        raise NotYours
    return person


def open_form(
    client: WebClient, trigger: str, view: dict[str, object], *, within: str = ""
) -> None:
    """Open a window for the person who pressed, on top of the window `within` which they did; one that comes too late
    is left, for they can press again.

    Raises FormLost.
    """
    with _or_lost():
        if within:
            _push(client, trigger, view, within)
        else:
            client.views_open(trigger_id=trigger, view=view)


def change_form(client: WebClient, window: str, view: dict[str, object]) -> None:
    """Let an open window say something else. Raises FormLost."""
    with _or_lost():
        client.views_update(view_id=window, view=view)


def _push(client: WebClient, trigger: str, view: dict[str, object], within: str) -> None:
    """Three windows stand on one another at most; the fourth takes the place of the third."""
    try:
        client.views_push(trigger_id=trigger, view=view)
    except SlackApiError as refused:
        if refused.response.get("error") != "push_limit_reached":
            raise
        client.views_update(view_id=within, view=view)


@contextmanager
def _or_lost() -> Iterator[None]:
    try:
        yield
    except SlackApiError as refused:
        fault = refused.response.get("error")
        busy = refused.response.status_code == 429 or refused.response.status_code >= 500
        if busy or fault in NO_TOKEN:
            raise FormLost from refused
        if fault not in TOO_LATE:
            raise
    except (OSError, HTTPException) as away:
        raise FormLost from away
