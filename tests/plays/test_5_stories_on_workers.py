"""Stories with workers on PostgreSQL: no row, no file of the server's and no log of its own ever holds their words."""

from pathlib import Path

from sqlalchemy.engine import make_url

from tests.plays.telling import confirms, holding, opened, sent_since, story_of
from tests.plays.test_5_taking_back import CANARIES, NOTED, filled, ours
from tests.plays.test_on_workers import theatre

__all__ = ["theatre"]


def test_told_in_every_way_quoted_and_taken_back_without_a_trace_on_the_server(theatre, postgres):
    stage = filled(opened(theatre))
    server = Path(str(make_url(postgres.uri).query["host"]))
    assert [name for name, said in CANARIES.items() if said not in stage.digest_before] == []

    marks = {"pearl": len(stage.world.record.calls)}
    stage.pearl.presses("Take it back", "waiting room")
    said = confirms(stage.pearl)
    marks["gunvor"] = len(stage.world.record.calls)
    stage.nadia.types("/convene story back Gunvor")
    stage.nadia.presses("Take it back for them")
    confirms(stage.nadia)

    assert "It is gone from here." in said
    assert stage.pearl.was_told("I have removed it there")
    keys = set(stage.serving.store.keys.names())
    for name, mark in marks.items():
        story = story_of(stage, name)
        assert story.state == "gone"
        assert not any(name.startswith(f"{story.id}-") for name in keys)
        assert CANARIES[name] not in ours(stage)
        assert CANARIES[name] not in sent_since(stage, mark)
    postgres.say("CHECKPOINT")
    assert (server / "PG_VERSION").exists()
    assert holding(server, *CANARIES.values(), NOTED) == []
    assert holding(stage.config.parent, *CANARIES.values(), NOTED) == []
