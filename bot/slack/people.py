"""Who is writing to us: a person of the community, a facilitator, or somebody we do not know yet."""

from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.domain.errors import FacilitationError, NotYours
from bot.domain.roster import Participant
from bot.facilitation import people
from bot.facilitation.setting import may_facilitate
from bot.ports import ComeBack, Desk, Member, Refused, Uncertain


class Stranger(FacilitationError):
    """Hello. I do not know you yet: your Slack address is not on the list of this community. Ask a facilitator to
    add you, or to correct your address; then come back here.
    """


class SlackAway(FacilitationError):
    """Slack does not tell me just now who you are. Try again in a minute."""


class FormLost(FacilitationError):
    """Slack did not open the form just now. Press once more in a moment."""


def whoever(desk: Desk, member_id: str) -> Participant:
    """The person behind a Slack account. Raises Stranger, or SlackAway where we cannot find out."""
    person = people.known(desk, member_id)
    if person:
        return person
    met = people.meet(desk, _member(desk, member_id))
    if met is None:
        raise Stranger
    return met


def _member(desk: Desk, member_id: str) -> Member:
    try:
        return desk.messenger.member(member_id)
    except (ComeBack, Uncertain) as away:
        raise SlackAway from away
    except Refused as unknown:
        raise Stranger from unknown


def teller(desk: Desk, member_id: str) -> Participant:
    """The same, also for whoever has left: what they told stays theirs to take back."""
    return people.known_ever(desk, member_id) or whoever(desk, member_id)


def facilitator(desk: Desk, member_id: str) -> Participant:
    """The same, for what only facilitators may do. Raises NotYours."""
    return only_facilitators(desk, whoever(desk, member_id))


def only_facilitators(desk: Desk, person: Participant) -> Participant:
    """Let nobody else through. Raises NotYours."""
    if not may_facilitate(desk, person):
        raise NotYours
    return person


def open_form(client: WebClient, trigger: str, view: dict[str, object]) -> None:
    """Open a window for the person who pressed; one that comes too late is left, for they can press again.

    Raises FormLost.
    """
    try:
        client.views_open(trigger_id=trigger, view=view)
    except SlackApiError as refused:
        if refused.response.status_code == 429 or refused.response.status_code >= 500:
            raise FormLost from refused
        if refused.response.get("error") not in {"expired_trigger_id", "exchanged_trigger_id"}:
            raise
    except (OSError, HTTPException) as away:
        raise FormLost from away
