"""What people see, as the switchboard tells it to a page."""

from datetime import timedelta

import pytest
from slack_sdk import WebClient

from integrations.sandbox.world import World
from integrations.slack.manifest import manifest
from tests.sandbox.board import Board
from tests.sandbox.conftest import somebody
from tests.sandbox.small_app import STORY, button, section

NASTY = "<script>alert('x')</script> & <@U0CONVENER> *bold* \u202e \N{GRINNING FACE}\0"


def test_a_page_learns_what_the_app_offers_and_what_ids_mean(world: World, board: Board):
    world.knows_manifest(manifest(name="Convener", transport="socket", public_url=""))
    told = board.get("/slack")
    assert told["app"] == {"id": "U0CONVENER", "name": "Convener"}
    assert told["commands"][0]["command"] == "/convene"
    assert "mine" in told["commands"][0]["usage_hint"]
    assert [(each["callback_id"], each["kind"]) for each in told["shortcuts"]] == [
        ("make_action", "message"),
        ("start_branch", "message"),
        ("add_reading", "message"),
        ("tell_story", "global"),
    ]
    marlene, names = world.ids["p001"], told["names"]
    assert names[marlene] == {"name": "Marlene Voskuil", "kind": "person", "bot": False}
    assert names[world.channel.id] == {"name": "community", "kind": "channel", "bot": False}
    assert names["U0CONVENER"]["bot"]


def test_a_person_finds_the_app_first_then_channels_then_groups(world: World, board: Board):
    marlene, darrow, ingrid = (world.ids[one] for one in ("p001", "p002", "p003"))
    place = world.slack.place
    group = place.group([marlene, ingrid, darrow])
    branch = place.add_channel("a-branch", [marlene])
    place.add_channel("not-hers", [darrow])
    told = board.screen(marlene)
    assert [each["id"] for each in told["places"]] == [
        f"D{marlene[1:]}",
        branch.id,
        world.channel.id,
        group.id,
    ]
    assert [each["name"] for each in told["places"]][::3] == [
        "Convener",
        "Darrow Tesch, Ingrid Pallister",
    ]
    assert told["person"] == {
        "id": marlene,
        "roster_id": "p001",
        "name": "Marlene Voskuil",
        "organisation": "Fox Estuary Health",
        "role": "executive",
        "zone": "America/Chicago",
        "locale": "en-GB",
        "guest": False,
    }


def test_looking_changes_nothing(world: World, board: Board):
    told = board.screen("p001")
    assert told["place"]["messages"] == []
    assert (told["place"]["unread_from"], told["place"]["more"]) == ("", False)
    assert world.slack.place.direct_if_any(world.ids["p001"]) is None


def test_a_message_is_told_with_all_that_page_needs(world: World, board: Board, client: WebClient):
    me = world.ids["p001"]
    blocks = [section("Will you come?", accessory=button("Yes", "y"))]
    ts = client.chat_postMessage(channel=me, text="Will you come?", blocks=blocks)["ts"]
    (shown,) = board.messages(me)
    assert shown["id"] == f"D{me[1:]}/{ts}"
    assert shown["blocks"][0]["accessory"]["text"]["text"] == "Yes"
    facts = {name: shown[name] for name in ("kind", "author", "ts", "mine", "edited", "thread")}
    assert facts == {
        "kind": "post",
        "author": "U0CONVENER",
        "ts": ts,
        "mine": False,
        "edited": False,
        "thread": "",
    }
    assert shown["at"] == "2027-02-01T12:00:00Z"
    assert (shown["replies"], shown["reactions"], shown["typed"]) == (0, [], {})


def test_the_number_of_a_message_changes_with_whatever_is_seen_of_it(
    world: World, board: Board, client: WebClient
):
    me, ts = world.ids["p001"], ""
    ts = client.chat_postMessage(channel=me, text="one")["ts"]
    talk = f"D{me[1:]}"

    def number() -> int:
        return board.messages(me)[0]["v"]

    seen = [number()]
    assert number() == seen[0]
    board.act(me, "reads")
    assert number() == seen[0]
    client.chat_update(channel=talk, ts=ts, text="two")
    seen.append(number())
    client.reactions_add(channel=talk, timestamp=ts, name="tada")
    seen.append(number())
    reply = client.chat_postMessage(channel=talk, text="below", thread_ts=ts)["ts"]
    seen.append(number())
    client.chat_delete(channel=talk, ts=ts)
    seen.append(number())
    assert len(set(seen)) == len(seen)
    client.chat_delete(channel=talk, ts=reply)
    assert board.messages(me) == []


def test_a_message_taken_back_is_gone_but_stays_above_its_replies(
    world: World, board: Board, client: WebClient
):
    me = world.ids["p001"]
    first = client.chat_postMessage(channel=me, text="gone for good")
    second = client.chat_postMessage(channel=me, text="a secret")
    talk = first["channel"]
    client.chat_postMessage(channel=me, text="a reply", thread_ts=second["ts"])
    for each in (first, second):
        client.chat_delete(channel=talk, ts=each["ts"])
    parent, reply = board.messages(me)
    assert parent["deleted"]
    assert (parent["text"], parent["blocks"], parent["replies"]) == ("", [], 1)
    assert (reply["text"], reply["thread"]) == ("a reply", second["ts"])


def test_whispers_stand_in_their_place_and_only_for_one(
    world: World, board: Board, client: WebClient
):
    marlene, darrow, channel = world.ids["p001"], world.ids["p002"], world.channel.id
    client.chat_postMessage(channel=channel, text="before")
    client.chat_postEphemeral(channel=channel, user=marlene, text="psst")
    client.chat_postMessage(channel=channel, text="after")
    shown = board.messages(marlene, place=channel)
    assert [each["text"] for each in shown] == ["before", "psst", "after"]
    assert shown[1]["kind"] == "whisper"
    assert shown[1]["id"] == f"whisper/{shown[1]['ts']}"
    assert [each["text"] for each in board.messages(darrow, place=channel)] == ["before", "after"]
    assert board.messages(marlene) == []
    assert "does not last" in board.refused(marlene, "reacts", surface=shown[1]["id"], emoji="tada")
    assert board.refused(darrow, "dismisses", surface=shown[1]["id"])
    board.act(marlene, "dismisses", surface=shown[1]["id"])
    assert [each["text"] for each in board.messages(marlene, place=channel)] == ["before", "after"]
    assert board.refused(marlene, "dismisses", surface=shown[1]["id"])


def test_old_messages_come_a_page_at_a_time(world: World, board: Board, client: WebClient):
    me, place = world.ids["p001"], world.slack.place
    talk = place.direct(me)
    for number in range(25):
        place.put(talk, place.ids.bot_person, f"m{number}")
        if number % 5 == 0:
            place.whisper(talk.id, me, f"w{number}", [])
    read, before, pages = [], "", 0
    while True:
        shown = board.screen(me, before=before, limit=7)["place"]
        read, pages = [each["text"] for each in shown["messages"]] + read, pages + 1
        if not shown["more"]:
            break
        before = shown["messages"][0]["ts"]
    wanted = [w for n in range(25) for w in (f"m{n}", f"w{n}") if w[0] == "m" or n % 5 == 0]
    assert read == wanted
    assert pages == 5


def test_unread_marks_stand_until_the_place_is_read(world: World, board: Board, client: WebClient):
    me = world.ids["p001"]
    client.chat_postMessage(channel=world.channel.id, text="to all")
    first = client.chat_postMessage(channel=me, text="one")["ts"]
    board.act(me, "says", text="my own")
    client.chat_postMessage(channel=me, text="two")

    def unread() -> list[int]:
        return [each["unread"] for each in board.screen(me)["places"]]

    assert unread() == [2, 1]
    assert board.get("/people")["people"][0]["unread"] == 3
    assert board.screen(me)["place"]["unread_from"] == first
    assert board.act(me, "reads", place=f"D{me[1:]}") == {"words": "", "ack": None}
    assert unread() == [0, 1]
    assert board.screen(me)["place"]["unread_from"] == ""
    board.act(me, "reads", place=world.channel.id)
    board.act(me, "reads", place="home")
    assert board.get("/people")["people"][0]["unread"] == 0
    assert board.get("/people")["people"][1]["unread"] == 1


def test_home_and_a_stack_of_forms_are_shown(world: World, board: Board, client: WebClient):
    me = world.ids["p001"]
    told = board.screen(me, place="home")
    assert (told["home"], told["place"], told["modal"], told["modal_depth"]) == (None,) * 3 + (0,)
    client.views_publish(user_id=me, view={"type": "home", "blocks": [section("Your page")]})
    client.views_open(trigger_id=world.slack.triggers.new(me), view=STORY)
    client.views_push(
        trigger_id=world.slack.triggers.new(me), view={**STORY, "title": STORY["submit"]}
    )
    told = board.screen(me, place="home")
    assert told["home"]["kind"] == "home"
    assert told["home"]["blocks"][0]["text"]["text"] == "Your page"
    assert board.screen(me)["home"] is None
    form = told["modal"]
    assert (form["title"], form["submit"], form["close"]) == ("Send", "Send", "")
    assert (form["kind"], form["errors"], told["modal_depth"]) == ("modal", {}, 2)
    board.act(me, "closes")
    assert board.screen(me)["modal"]["title"] == "Tell a story"


def test_hostile_names_and_texts_come_through_as_they_are(board: Board, world: World):
    me = world.welcome(somebody(66, f"Rue {NASTY}", "Asia/Kathmandu"))
    board.act(me, "says", text=NASTY)
    told = board.screen(me)
    assert told["person"]["name"] == f"Rue {NASTY}"
    (shown,) = told["place"]["messages"]
    assert shown["blocks"][0]["elements"][0]["elements"][0]["text"] == NASTY
    assert "<" not in shown["text"]
    assert "<script>" in board.get("/slack")["names"][me]["name"]


@pytest.mark.parametrize(
    ("who", "query", "status"),
    [
        ("U0NOBODY", {}, 409),
        ("U0CONVENER", {}, 409),
        ("..%2f..", {}, 409),
        ("p001", {"place": "C404"}, 409),
        ("p001", {"place": "<b>"}, 409),
        ("p001", {"limit": "many"}, 400),
        ("p001", {"limit": "-3"}, 200),
        ("p001", {"before": "yesterday"}, 200),
    ],
)
def test_what_is_not_there_is_said(board: Board, who: str, query: dict, status: int):
    answer = board.ask(f"/person/{who}/screen", **query)
    assert answer.status_code == status
    assert "error" in answer.json() or status == 200


def test_a_conversation_one_has_left_is_not_shown(world: World, board: Board):
    me, channel = world.ids["p002"], world.channel.id
    board.act(me, "leaves", place=channel)
    assert [each["kind"] for each in board.screen(me)["places"]] == ["im"]
    assert board.ask(f"/person/{me}/screen", place=channel).status_code == 409
    board.act(me, "joins", place="community")
    assert len(board.screen(me)["places"]) == 2
    guest = world.ids["p003"]
    board.act(guest, "leaves", place=channel)
    assert "guest" in board.refused(guest, "joins", place=channel)


def test_what_was_packed_away_reads_pressed_and_changed_as_before(world: World, client: WebClient):
    marlene, place = world.ids["p001"], world.slack.place
    buttons = {"type": "actions", "elements": [button("Yes", "yes")]}
    blocks = [section("Did it help? <@U0CONVENER>"), buttons]
    said = client.chat_postMessage(channel=marlene, text="Did it help?", blocks=blocks)
    person = world.person("p001", settle=0.0)
    read, seen = person.sees(), place.direct(marlene).posts[0].blocks

    world.clock.advance(timedelta(days=40))
    place.pack(before=world.clock.now())
    (post,) = place.direct(marlene).posts
    assert "blocks" not in vars(post)
    assert person.sees() == read
    assert post.blocks == seen

    place.pack(before=world.clock.now())
    client.chat_update(channel=said["channel"], ts=said["ts"], text="Thank you.", blocks=[])
    assert person.sees() == "Thank you."


def test_what_was_said_lately_is_not_packed(world: World, client: WebClient):
    client.chat_postMessage(channel=world.ids["p001"], text="Soon", blocks=[section("Soon")])
    world.slack.place.pack(before=world.clock.now() - timedelta(minutes=1))
    (post,) = world.slack.place.direct(world.ids["p001"]).posts
    assert "blocks" in vars(post)
