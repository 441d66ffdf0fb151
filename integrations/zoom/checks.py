"""What the doctor asks Zoom: is the app let in, may it do what it must, are the hosts set up for rooms."""

from collections.abc import Callable, Iterator, Sequence
from urllib.parse import quote

from bot.ports import ComeBack, Finding, Json, Refused, Uncertain
from integrations.zoom.client import ZoomClient

MARKETPLACE = (
    "In the Zoom App Marketplace open the app's page, choose Scopes, add {scopes}, and save."
)
UNASKED = "Zoom cannot be asked who was at a session"
PORTAL = "Zoom web portal, Settings, Meeting, In Meeting (Advanced)"
# a granular scope, and the classic one that says the same
REQUIRED_SCOPES = {
    "meeting:write:meeting:admin": "meeting:write:admin",
    "meeting:read:meeting:admin": "meeting:read:admin",
    "meeting:update:meeting:admin": "meeting:write:admin",
    "meeting:delete:meeting:admin": "meeting:write:admin",
    "meeting:read:list_meetings:admin": "meeting:read:admin",
    "user:read:settings:admin": "user:read:admin",
}
# those one can do without: the classic scope, and what cannot be done
USEFUL_SCOPES = {
    "user:read:user:admin": ("user:read:admin", "the hosts' licences cannot be checked"),
    "meeting:read:list_past_instances:admin": ("meeting:read:admin", UNASKED),
    "meeting:read:list_past_participants:admin": ("meeting:read:admin", UNASKED),
}
KNOWN = frozenset({*REQUIRED_SCOPES, *REQUIRED_SCOPES.values(), *USEFUL_SCOPES}) | {
    old for old, _ in USEFUL_SCOPES.values()
}
OF_NEWS = "meeting:read:participant"  # asked for where Zoom tells of people joining and leaving
PASSCODES = "require_password_for_scheduling_new_meetings"
BASIC, LICENSED, ON_PREMISE = 1, 2, 3

Question = Callable[[ZoomClient, str], Iterator[Finding]]


def findings(zoom: ZoomClient, hosts: Sequence[str]) -> list[Finding]:
    """Everything worth knowing before the first session; each fault with its cure."""
    try:
        granted = zoom.scopes()
    except (Refused, ComeBack, Uncertain) as no:
        return [Finding(ok=False, what="Zoom does not let us in.", cure=str(no))]
    found = [Finding(ok=True, what="Zoom accepts our credentials."), *_scopes(granted)]
    if not hosts:
        found.append(
            Finding(ok=False, what="No Zoom host is named.", cure="Set hosts under [zoom].")
        )
    for host in hosts:
        found += _asked(_licence, zoom, host, "licence")
        found += _asked(_rooms, zoom, host, "settings")
    return found


def _asked(question: Question, zoom: ZoomClient, host: str, about: str) -> list[Finding]:
    try:
        return list(question(zoom, host))
    except (Refused, ComeBack, Uncertain) as no:
        return [Finding(ok=False, what=f"{host}: the {about} cannot be read.", cure=str(no))]


def _scopes(granted: frozenset[str]) -> Iterator[Finding]:
    if not granted:
        yield Finding(
            ok=False,
            warning=True,
            what="Zoom does not say which scopes the app has.",
            cure=f"Compare them with these: {', '.join(REQUIRED_SCOPES)}.",
        )
        return
    lacking = [name for name, old in REQUIRED_SCOPES.items() if not granted & {name, old}]
    yield Finding(
        ok=not lacking,
        what=f"Scopes missing: {', '.join(lacking)}."
        if lacking
        else "The app has its Zoom scopes.",
        cure=MARKETPLACE.format(scopes=", ".join(lacking)) if lacking else "",
    )
    if needless := sorted(s for s in granted - KNOWN if not s.startswith(OF_NEWS)):
        yield Finding(
            ok=False,
            warning=True,
            what=f"The app may do more than Convener ever does: {', '.join(needless)}.",
            cure="In the Zoom App Marketplace open the app's page, choose Scopes, and remove them.",
        )
    for name, (old, undone) in USEFUL_SCOPES.items():
        if not granted & {name, old}:
            yield Finding(
                ok=False,
                warning=True,
                what=f"Without {name} {undone}.",
                cure=MARKETPLACE.format(scopes=name),
            )


def _licence(zoom: ZoomClient, host: str) -> Iterator[Finding]:
    person = zoom.get(f"/users/{quote(host, safe='')}")
    kind = person.get("type")
    if kind in (LICENSED, ON_PREMISE):
        yield Finding(ok=True, what=f"{host} is licensed.")
    elif kind == BASIC:
        yield Finding(
            ok=False,
            warning=True,
            what=f"{host} has a basic (free) account: meetings end after 40 minutes.",
            cure="Zoom web portal, User Management, Users: give this person a licence.",
        )
    else:
        yield Finding(
            ok=False,
            what=f"{host} has no Zoom Meetings licence.",
            cure="Zoom web portal, User Management, Users: give this person a licence.",
        )
    if person.get("status") not in (None, "active"):
        yield Finding(
            ok=False,
            what=f"{host} is not active in Zoom.",
            cure="Let this person accept the invitation to the Zoom account, or activate them.",
        )


def _rooms(zoom: ZoomClient, host: str) -> Iterator[Finding]:
    kept = zoom.get(f"/users/{quote(host, safe='')}/settings")
    yield _setting(
        kept,
        "breakout_room",
        f"{host}: breakout rooms",
        f"{PORTAL}: switch on Breakout room. If it is greyed out, an account admin must unlock it.",
    )
    yield _setting(
        kept,
        "breakout_room_schedule",
        f"{host}: rooms given ahead of the meeting",
        f'{PORTAL}: under Breakout room tick "Assign participants to breakout rooms when scheduling".'
        " Without it Zoom drops our rooms and says nothing.",
    )
    if _section(kept, "schedule_meeting").get(PASSCODES) is False:
        yield Finding(
            ok=False,
            warning=True,
            what=f"{host}: new meetings get no passcode, so anyone may guess their way in.",
            cure="Zoom web portal, Settings, Security: switch on Meeting Passcode.",
        )


def _setting(kept: Json, name: str, about: str, cure: str) -> Finding:
    value = _section(kept, "in_meeting").get(name)
    if value is None:
        return Finding(ok=False, warning=True, what=f"{about}: Zoom does not say.", cure=cure)
    if value:
        return Finding(ok=True, what=f"{about} are switched on.")
    return Finding(ok=False, what=f"{about} are switched off.", cure=cure)


def _section(kept: Json, name: str) -> Json:
    found = kept.get(name)
    return found if isinstance(found, dict) else {}
