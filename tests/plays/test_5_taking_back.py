"""Taking a story back, by each way there is: it is gone from wherever anybody could still look for it."""

import re
from dataclasses import replace

import pytest
import requests

from bot.facilitation import own_stories, story_reach, taking_back
from bot.facilitation.setting import Setting
from tests.plays.scripts import sample_people
from tests.plays.telling import (
    EVERYONE,
    NAMED,
    ROOM,
    answers,
    confirms,
    fills_in,
    holding,
    id_of,
    opened,
    presses_old,
    reads,
    runs_shortcut,
    sent_since,
    standing,
    story_of,
    tells,
)

TELLERS = "pearl ted raimundo gunvor jandira kirra"
CANARIES = {name: f"canary-{name}-quillon" for name in TELLERS.split()}
CANARIES["kirra"] = "https://films.example.org/canary-kirra-quillon"
NOTED = "canary-gunvor-noted"


@pytest.fixture(scope="module")
def stage(season):
    return filled(opened(season))


def filled(stage):
    """Everybody told a story in another way; digests quote them, an export holds one, and a backup was made."""
    answers(stage.pearl, CANARIES["pearl"], EVERYONE, NAMED)
    tells(stage.ted, CANARIES["ted"], EVERYONE, NAMED)
    runs_shortcut(stage.raimundo, "Tell a story")
    fills_in(stage.raimundo, CANARIES["raimundo"])
    stage.nadia.types("/convene story note Gunvor")
    stage.nadia.presses("Write it down", "Gunvor")
    stage.nadia.fills(
        {"The story": NOTED, "Did they give you leave?": "Yes, they said I may write it down"}
    )
    stage.nadia.sends()
    stage.gunvor.presses("Read or change it", "Somebody has noted it")
    fills_in(stage.gunvor, CANARIES["gunvor"])
    in_free_words(stage, stage.jandira)
    tells(stage.kirra, CANARIES["kirra"])
    stage.until("2027-02-18 16:10")
    stage.pearl.presses("Read or change it", "waiting room")
    stage.pearl.fills({"May it be used outside this community?": "Yes, such as in a report"})
    stage.pearl.sends()
    exported(stage, "pearl")
    (stage.digest_before,) = stage.nadia.was_told("what people have said so far")
    made = stage.convener("db", "backup", str(backup_of(stage)))
    assert made.returncode == 0, made.stderr
    return stage


def backup_of(stage):
    return stage.config.parent / "before.sqlite3"


def in_free_words(stage, player):
    """Written to the bot without pressing anything, then taken as the answer, then shown to the room."""
    for question in ("should work on first", "How sure are you"):
        if player.was_told(question):
            player.presses("Not this time", question)
    player.says(CANARIES["jandira"])
    player.presses("Yes, that is my answer")
    story = story_of(stage, "jandira")
    assert (story.wish, story.asking) == ("private", f"s01:t-story:{id_of('jandira')}")
    assert CANARIES["jandira"] not in reads(stage.nadia)
    player.presses("Read or change it", "waiting room")
    fills_in(player, CANARIES["jandira"], ROOM)


def exported(stage, name):
    with stage.desk.store.begin() as memory:
        story_reach.exported(
            Setting(stage.desk, memory),
            "stories-march.csv",
            id_of("nadia"),
            [story_of(stage, name)],
        )


def ours(stage):
    """What the bot has standing in Slack; messages people wrote themselves are theirs to delete."""
    place = stage.world.slack.place
    said = [
        str(post.as_json())
        for talk in place.conversations.values()
        for post in talk.standing()
        if post.author == place.ids.bot_person
    ]
    return "\n".join([*said, *(str(place.home(m)) for m in stage.world.ids.values())])


def test_while_they_are_told_the_digest_holds_them_and_no_file_does(stage):
    assert [name for name, said in CANARIES.items() if said not in stage.digest_before] == []
    assert backup_of(stage).exists()
    assert holding(stage.config.parent, *CANARIES.values(), NOTED) == []


def test_with_the_button_under_the_answer_and_she_alone_hears_the_figures(stage):
    mark = len(stage.world.record.calls)
    stage.pearl.presses("Take it back", "waiting room")
    said = confirms(stage.pearl)

    assert "It is gone from here." in said
    assert re.search(r"one digest sent to 1 person on \w+ 16 February", said), said
    assert "one export on" in said
    assert "Copies people made I cannot reach." in said
    gone(stage, "pearl", mark)
    assert stage.pearl.was_told("I have removed it there")
    (digest,) = stage.nadia.was_told("what people have said so far")
    assert "has been taken back by whoever told it" in digest
    (listed,) = stage.nadia.was_told("stories-march.csv")  # hers was in it
    assert "made by Nadia Thorsby" in listed
    assert "Pearl" not in listed

    presses_old(stage, stage.pearl, story_of(stage, "pearl").id)
    assert "already gone" in stage.pearl.modal()
    stage.pearl.closes()
    assert len(stage.pearl.was_told("I have removed it there")) == 1


def test_from_home_after_everyone_could_read_it(stage):
    stage.ted.presses("Yes, let it go further", "Is that still right?")
    assert CANARIES["ted"] in reads(stage.signe)
    mark = len(stage.world.record.calls)
    stage.ted.opens_home()
    stage.ted.presses("Take it back", "Told on")
    confirms(stage.ted)

    gone(stage, "ted", mark)
    assert CANARIES["ted"] not in reads(stage.signe)
    assert "told a story for everyone" not in standing(stage)


def test_by_command(stage):
    mark = len(stage.world.record.calls)
    stage.raimundo.types("/convene take back")
    stage.raimundo.presses("Take it back")
    confirms(stage.raimundo)
    gone(stage, "raimundo", mark)


def test_by_a_facilitator_on_request_with_a_line_in_the_audit(stage):
    mark, story = len(stage.world.record.calls), story_of(stage, "gunvor")
    shown = stage.nadia.types("/convene story back Gunvor")
    assert CANARIES["gunvor"] not in shown
    stage.nadia.presses("Take it back for them")
    assert "only if they asked you to" in stage.nadia.modal()
    confirms(stage.nadia)

    gone(stage, "gunvor", mark)
    assert stage.gunvor.was_told("as you asked", "I have removed it there")
    with stage.memory() as setting:
        (line,) = [t for t in setting.memory.traces.find(about=story.id) if "took" in t.did]
    assert (line.who, line.did) == (id_of("nadia"), "took a story back on request")


def test_by_the_personal_page_which_never_shows_its_words(stage):
    mark = len(stage.world.record.calls)
    link = page_of(stage, "jandira")
    page = requests.get(link, timeout=30)
    assert page.status_code == 200
    assert CANARIES["jandira"] not in page.text
    story = story_of(stage, "jandira")
    asked = requests.get(f"{link}&story={story.id}", timeout=30).text
    assert "Take it back?" in asked
    form = {"key": link.partition("key=")[2], "story": story.id}
    for _ in range(2):
        done = requests.post(link.partition("?")[0], data=form, timeout=30)
        assert "gone" in done.text
    stage.settle()
    gone(stage, "jandira", mark)
    others = requests.post(
        link.partition("?")[0], data=form | {"story": story_of(stage, "kirra").id}, timeout=30
    )
    assert others.status_code == 404


def asks_for_a_word(stage, name):
    """From the personal page, also after leaving: who answers and by when is said, and whom to write to."""
    link = page_of(stage, name)
    assert "also now that you have left" in requests.get(link, timeout=30).text
    form = {"key": link.partition("key=")[2], "text": "May I come back?"}
    there = link.partition("/stories")[0] + "/word"
    for _ in range(2):  # a second press asks no second time
        assert "Nadia Thorsby" in requests.post(there, data=form, timeout=30).text
    stage.settle()
    (told,) = stage.nadia.was_told("They have left the community", "May I come back?")
    assert sample_people()[name].email in told
    alone = requests.post(there, data=form | {"skips": id_of("nadia")}, timeout=30).text
    assert "no other facilitator" in alone
    assert requests.post(there, data=form | {"key": "forged"}, timeout=30).status_code == 403
    with stage.memory() as setting:
        assert len(setting.memory.calls.find()) == 1


def page_of(stage, name):
    with stage.memory() as setting:
        return own_stories.page_of(setting, id_of(name))


def test_after_leaving_by_command_and_by_an_old_button(stage):
    with stage.desk.store.begin() as memory:
        memory.people.save(replace(memory.people.get(id_of("kirra")), standing="left"))
    mark = len(stage.world.record.calls)
    listed = stage.kirra.types("/convene take back")
    assert "Your stories: 1" in listed
    assert "stays as you agreed" in listed
    stage.kirra.presses("A word with a facilitator")
    assert "What is it about?" in stage.kirra.modal()
    stage.kirra.closes()
    asks_for_a_word(stage, "kirra")
    presses_old(stage, stage.kirra, story_of(stage, "kirra").id)
    confirms(stage.kirra)
    gone(stage, "kirra", mark)
    stage.until("2027-02-18 23:30")  # it was night in Melbourne
    assert stage.kirra.was_told("I have removed it there")


def gone(stage, name, mark):
    """A tombstone without words is all that is left, wherever one looks."""
    story, words = story_of(stage, name), CANARIES[name]
    assert (story.state, story.wish, story.signed) == ("gone", "private", "none")
    assert story.gone_at
    with stage.memory() as setting:
        assert setting.memory.sealed.text(story.id) is None
        consents = setting.memory.consents.find(response_id=story.id)
    assert all(c.withdrawn_at for c in consents)
    assert not any(n.startswith(f"{story.id}-") for n in stage.serving.store.keys.names())
    assert holding(stage.config.parent, words) == []
    assert words not in ours(stage)
    assert words not in str(stage.log)
    assert words not in sent_since(stage, mark)
    assert words not in reads(stage.nadia)


def test_no_key_is_left_and_no_word_in_the_inbox(stage):
    with stage.memory() as setting:
        kept = {s.id for s in setting.memory.stories.find() if not s.gone}
    assert {
        n.partition("-")[0] for n in stage.serving.store.keys.names() if n.startswith("y")
    } == kept
    assert holding(stage.config.parent, *CANARIES.values(), NOTED) == []


def test_a_backup_from_before_knows_nothing_more(stage):
    for name in CANARIES:
        taking_back.take_back(stage.desk, story_of(stage, name).id, id_of(name))
    stage.settle()
    stage.stop()
    restored = stage.convener("db", "restore", str(backup_of(stage)), "--force")
    assert restored.returncode == 0, restored.stderr
    stage.serve()
    with stage.memory() as setting:
        found = setting.memory.stories.find()
        assert {s.state for s in found} == {"gone"}
        assert [setting.memory.sealed.text(s.id) for s in found] == [None] * len(found)
    assert holding(stage.config.parent, *CANARIES.values(), NOTED) == []
