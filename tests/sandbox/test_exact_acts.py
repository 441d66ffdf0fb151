"""Acts by ids, through the switchboard to a real Bolt app and back."""

import threading

import pytest

from integrations.sandbox import delivery
from integrations.sandbox.world import World
from tests.sandbox.board import Board, everything
from tests.sandbox.small_app import STORY, button, section


def test_a_story_is_told_from_a_button_to_the_thanks(alive: Board):
    alive.act("p001", "types", line="/convene menu")
    menu = alive.messages("p001")[-1]
    facts = {"surface": menu["id"], "block": "menu", "action": "open_form"}
    assert alive.act("p001", "uses", **facts, settle=3)["words"].startswith("Tell a story")
    form = alive.screen("p001")["modal"]
    assert form["title"] == "Tell a story"
    assert "must be filled in" in alive.refused("p001", "submits", values={"story": {"text": [""]}})
    values = {"story": {"text": ["a secret\r\nplan"]}, "who": {"choice": ["1"]}}
    alive.act("p001", "submits", values=values)
    told = alive.screen("p001")["modal"]
    assert told["errors"] == {"story": "Leave secrets out."}
    assert told["typed"]["story"]["text"]["value"] == "a secret\nplan"
    assert told["v"] != form["v"]
    said = alive.act("p001", "submits", values={"story": {"text": ["a plan"]}}, settle=3)
    assert said["words"] == "Kept: a plan"
    assert said["ack"]["ok"]
    assert said["ack"]["why"] == ""
    assert alive.screen("p001")["modal"] is None
    assert "not open any more" in alive.refused(
        "p001", "keeps", surface=form["id"], values={"story": {"text": ["more"]}}
    )
    alive.refused("p001", "closes")


def test_whoever_presses_something_has_read_it(alive: Board, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(delivery, "ACK_SECONDS", 0.3)  # the small app does not know this button
    alive.act("p001", "types", line="/convene menu")
    place = alive.world.slack.place
    direct = place.direct(alive.world.ids["p001"])
    asking = [{"type": "actions", "block_id": "b", "elements": [button("Yes", "yes")]}]
    asked = place.put(direct, place.ids.bot_person, "Do you come?", blocks=asking)
    place.put(direct, place.ids.bot_person, "Something newer")
    assert len(direct.unread(alive.world.ids["p001"])) >= 2
    alive.world.person("p001").presses("Yes", settle=0)
    assert [post.text for post in direct.unread(alive.world.ids["p001"])] == ["Something newer"]
    assert asked.ts in direct.read_until.values()


def test_shortcuts_are_run_everywhere_or_on_a_message(alive: Board):
    alive.act("p001", "runs", callback="tell", settle=3)
    assert alive.screen("p001")["modal"]["title"] == "Tell a story"
    alive.act("p001", "closes", settle=3)
    said = alive.messages("p001")[-1]
    assert said["text"] == "Another time, then."
    words = alive.act("p001", "runs", callback="make_action", surface=said["id"], settle=3)["words"]
    assert words == "An action: Another time, then."
    whisper = alive.messages("p001")[-1]
    assert whisper["kind"] == "whisper"
    assert alive.refused("p001", "runs", callback="make_action", surface=whisper["id"])
    assert "no such shortcut" in alive.refused("p001", "runs", callback="fly")


def test_one_writes_changes_reacts_and_takes_back(alive: Board):
    board, me = alive, alive.world.ids["p001"]
    assert board.act("p001", "says", text="a < b", settle=3)["words"] == "Heard: a < b"
    mine, heard = board.messages("p001")
    assert (mine["mine"], heard["mine"]) == (True, False)
    board.act("p001", "reacts", surface=heard["id"], emoji=":tada:")
    assert board.messages("p001")[1]["reactions"] == [{"name": "tada", "users": [me]}]
    assert "already" in board.refused("p001", "reacts", surface=heard["id"], emoji="tada")
    board.act("p001", "unreacts", surface=heard["id"], emoji="tada")
    assert board.messages("p001")[1]["reactions"] == []
    assert board.refused("p001", "unreacts", surface=heard["id"], emoji="tada")
    board.act("p001", "rewrites", surface=mine["id"], text="b > a")
    changed = board.messages("p001")[0]
    assert (changed["text"], changed["edited"]) == ("b &gt; a", True)
    assert "only who wrote" in board.refused("p001", "rewrites", surface=heard["id"], text="no")
    assert "only who wrote" in board.refused("p001", "removes", surface=heard["id"])
    board.act("p001", "removes", surface=mine["id"])
    assert mine["id"] not in [each["id"] for each in board.messages("p001")]
    assert "not there" in board.refused("p001", "removes", surface=mine["id"])


def test_two_people_do_not_see_each_others_choices_in_a_channel(alive: Board):
    world = alive.world
    boxes = {"type": "checkboxes", "action_id": "any_boxes", "options": [
        {"text": {"type": "plain_text", "text": "Here"}, "value": "here"}]}  # fmt: skip
    blocks = [{"type": "actions", "block_id": "b", "elements": [boxes]}]
    world.slack.place.put(world.channel, "U0CONVENER", "Who is here?", blocks=blocks)
    (shown,) = alive.messages("p001", place=world.channel.id)
    facts = {"surface": shown["id"], "block": "b", "action": "any_boxes", "raw": ["0"]}
    alive.act("p001", "uses", **facts)
    assert alive.messages("p001", place=world.channel.id)[0]["typed"] != {}
    assert alive.messages("p002", place=world.channel.id)[0]["typed"] == {}


def test_two_people_at_once_are_both_heard(alive: Board):
    menus = {who: everything(alive, who) for who in ("p001", "p002")}
    acks: list[bool] = []

    def presses(who: str) -> None:
        board = Board(alive.world)
        facts = {"surface": menus[who]["id"], "block": "all", "action": "any_button"}
        acks.extend(board.act(who, "uses", **facts)["ack"]["ok"] for _ in range(5))
        board.session.close()

    threads = [threading.Thread(target=presses, args=(who,)) for who in menus for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert acks == [True] * 20


def test_nobody_acts_on_what_only_another_sees(alive: Board, living: World):
    menu = everything(alive)
    facts = {"surface": menu["id"], "block": "all", "action": "any_button"}
    assert "not there any more" in alive.refused("p002", "uses", **facts)
    alive.act("p001", "says", text="between us")
    mine = alive.messages("p001")[0]
    if mine["kind"] == "whisper":
        mine = alive.messages("p001")[1]
    assert "not in this conversation" in alive.refused(
        "p002", "reacts", surface=mine["id"], emoji="x"
    )
    alive.act("p001", "runs", callback="tell", settle=3)
    form = alive.screen("p001")["modal"]
    values = {"story": {"text": ["mine now"]}}
    assert "not open" in alive.refused("p002", "keeps", surface=form["id"], values=values)


def test_an_app_that_does_not_answer_is_told_as_such(world: World, board: Board):
    me = world.ids["p001"]
    said = board.act("p001", "types", line="/convene help", channel=f"D{me[1:]}")
    assert "dispatch_failed" in said["words"]
    assert said["ack"]["ok"] is False
    assert said["ack"]["why"] == "nobody is connected"
    view = {**STORY, "blocks": STORY["blocks"][:1]}
    place = world.slack.place
    place.stacks[me] = [place.new_sheet(me, world.slack.views.checked(view, "modal")).id]
    sent = board.act("p001", "submits", values={"story": {"text": ["once more"]}})
    assert sent["ack"]["ok"] is False
    kept = board.screen("p001")["modal"]["typed"]
    assert kept["story"]["text"]["value"] == "once more"


def test_only_the_form_on_top_can_be_used(world: World, board: Board, client):
    me = world.ids["p001"]
    triggers = world.slack.triggers
    client.views_open(trigger_id=triggers.new(me), view=STORY)
    below = board.screen(me)["modal"]["id"]
    client.views_push(trigger_id=triggers.new(me), view=STORY)
    values = {"story": {"text": ["x"]}}
    assert "not open" in board.refused(me, "keeps", surface=below, values=values)


def test_replies_go_into_threads_and_not_into_closed_channels(world: World, board: Board, client):
    me, channel = world.ids["p001"], world.channel.id
    board.act(me, "says", text="first", channel=channel)
    (root,) = board.messages(me, place=channel)
    board.act(me, "says", text="below", channel=channel, thread=root["ts"])
    reply = board.messages(me, place=channel)[1]
    board.act("p002", "says", text="deeper", channel="community", thread=reply["ts"])
    shown = board.messages(me, place=channel)
    assert [each["thread"] for each in shown] == ["", root["ts"], root["ts"]]
    assert shown[0]["replies"] == 2
    assert "reply to" in board.refused(me, "says", text="x", channel=channel, thread="1.2")
    client.conversations_archive(channel=channel)
    assert "archived" in board.refused(me, "says", text="too late", channel=channel)
    assert board.screen(me)["places"][1]["archived"]


def test_only_commands_of_the_app_are_typed(world: World, board: Board):
    command = {"command": "/convene", "description": "d"}
    world.knows_manifest({"features": {"slash_commands": [command]}})
    assert board.refused("p001", "types", line="/fly away").startswith(
        "/fly is not a valid command"
    )
    assert "dispatch_failed" in board.act("p001", "types", line="/convene")["words"]


@pytest.mark.parametrize(
    ("wish", "status"),
    [
        ({"act": "says", "text": "  "}, 409),
        ({"act": "says", "text": "x" * 40_001}, 409),
        ({"act": "says", "text": "half a sign \ud83d"}, 409),
        ({"act": "says", "text": "hello", "channel": "C404"}, 409),
        ({"act": "says"}, 400),
        ({"act": "says", "text": 5}, 400),
        ({"act": "uses", "surface": "", "block": "b", "action": "a"}, 409),
        ({"act": "uses", "surface": "whisper/", "block": "b", "action": "a"}, 409),
        ({"act": "uses", "surface": "D0000P002/1.1", "block": "b", "action": "a"}, 409),
        ({"act": "uses", "surface": ["x"], "block": "b", "action": "a"}, 400),
        ({"act": "uses", "surface": "x", "block": "b", "action": "a", "colour": 1}, 400),
        ({"act": "submits", "values": "none"}, 409),
        ({"act": "reads", "place": "G404"}, 409),
        ({"act": "joins", "place": "G404"}, 409),
        ({"act": "leaves", "place": ""}, 409),
        ({"act": "reacts", "surface": "D0000P001/1.1", "emoji": "tada"}, 409),
        ({"act": "__init__"}, 400),
        ({"act": ["says"]}, 400),
        ({"act": "reads", "settle": "long"}, 400),
        ([], 400),
        (None, 400),
    ],
)
def test_nonsense_is_refused_in_words(board: Board, wish: object, status: int):
    url = f"{board.url}/person/p001/act"
    answer = board.session.post(url, json=wish, timeout=30)
    assert answer.status_code == status, answer.text
    assert answer.json()["error"]
    assert board.messages("p001") == []


def test_nobody_acts_as_the_app(board: Board):
    assert "app itself" in board.refused("U0CONVENER", "says", text="I am the app")


def test_a_button_beside_words_is_pressed_where_it_stands(world: World, board: Board, client):
    me = world.ids["p001"]
    blocks = [
        section("A?", accessory=button("Yes", "a")),
        section("B?", accessory=button("Yes", "b")),
    ]
    client.chat_postMessage(channel=me, text="a", blocks=blocks)
    (shown,) = board.messages(me)
    second = shown["blocks"][1]
    action = second["accessory"]["action_id"]
    facts = {"surface": shown["id"], "block": second["block_id"], "action": action}
    assert board.act(me, "uses", **facts)["ack"]["ok"] is False
    assert board.refused(me, "uses", **{**facts, "block": shown["blocks"][0]["block_id"]})


def test_a_button_beside_words_is_found_though_the_message_is_put_together_anew_meanwhile(
    alive: Board,
):
    alive.act("p001", "types", line="/convene menu")
    place, marlene = alive.world.slack.place, alive.world.person("p001")
    blocks = [
        part
        for name in ("first", "second")
        for part in (
            section(f"The {name} idea"),
            {"type": "actions", "block_id": name, "elements": [button("Join", name)]},
        )
    ]
    put = place.put(place.direct(marlene.id), place.ids.bot_person, "Two ideas", blocks=blocks)
    reads, marlene.reader = marlene.reader, lambda: put.pack() or reads()

    _, control = marlene._find("Join", "The second idea")

    assert control.block["block_id"] == "second"
