"""Slack's methods about people and the workspace: users.*, team.*, bots.*, usergroups.*."""

from integrations.sandbox.slack_call import SlackCall
from integrations.sandbox.slack_conversations import page
from integrations.sandbox.slack_refusal import SlackRefusal
from integrations.sandbox.slack_things import Json, SlackPerson
from integrations.sandbox.slack_workspace import Workspace


def _person(place: Workspace, call: SlackCall, name: str = "user") -> SlackPerson:
    person = place.people.get(call.text(name))
    if person is None:
        raise SlackRefusal("user_not_found")
    return person


def _told(place: Workspace, call: SlackCall, person: SlackPerson) -> Json:
    return person.as_json(
        place.now(),
        email="users:read.email" in call.scopes,
        locale=call.flag("include_locale"),
    )


def info(place: Workspace, call: SlackCall) -> Json:
    return {"user": _told(place, call, _person(place, call))}


def listing(place: Workspace, call: SlackCall) -> Json:
    shown, following = page(call, list(place.people.values()), default=1000)
    return {"members": [_told(place, call, one) for one in shown], **following}


def look_up(place: Workspace, call: SlackCall) -> Json:
    found = place.by_address(call.text("email"))
    if found is None:
        raise SlackRefusal("users_not_found")
    return {"user": _told(place, call, found)}


def profile(place: Workspace, call: SlackCall) -> Json:
    return {"profile": _told(place, call, _person(place, call))["profile"]}


def team(place: Workspace, call: SlackCall) -> Json:
    ids = place.ids
    return {"team": {"id": ids.team, "name": "Sandbox", "domain": ids.domain, "email_domain": ""}}


def bot(place: Workspace, call: SlackCall) -> Json:
    ids = place.ids
    if call.text("bot", ids.bot) != ids.bot:
        raise SlackRefusal("bot_not_found")
    names = {"id": ids.bot, "name": "Convener", "app_id": ids.app, "user_id": ids.bot_person}
    return {"bot": {**names, "deleted": False}}


def _paid(place: Workspace) -> None:
    if not place.paid:
        raise SlackRefusal("paid_teams_only")


def _group(place: Workspace, call: SlackCall) -> Json:
    group = place.usergroups.get(call.text("usergroup"))
    if group is None:
        raise SlackRefusal("no_such_subteam")
    return group


def create_group(place: Workspace, call: SlackCall) -> Json:
    _paid(place)
    name = call.text("name")
    if any(name == group["name"] for group in place.usergroups.values()):
        raise SlackRefusal("name_already_exists")
    group: Json = {
        "id": place.new_id("S"),
        "name": name,
        "handle": call.text("handle"),
        "users": [],
    }
    place.usergroups[group["id"]] = group
    return {"usergroup": group}


def list_groups(place: Workspace, call: SlackCall) -> Json:
    return {"usergroups": list(place.usergroups.values())}


def group_people(place: Workspace, call: SlackCall) -> Json:
    return {"users": _group(place, call)["users"]}


def set_group_people(place: Workspace, call: SlackCall) -> Json:
    _paid(place)
    group, wanted = _group(place, call), call.names("users")
    for one in wanted:
        person = place.people.get(one)
        if person is None or person.guest or person.bot:
            raise SlackRefusal("invalid_users")
    group["users"] = wanted
    return {"usergroup": group}


METHODS = {
    "users.info": info,
    "users.list": listing,
    "users.lookupByEmail": look_up,
    "users.profile.get": profile,
    "team.info": team,
    "bots.info": bot,
    "usergroups.create": create_group,
    "usergroups.list": list_groups,
    "usergroups.users.list": group_people,
    "usergroups.users.update": set_group_people,
}
