"""Years of messages: only what is looked at is touched."""

import pytest

from integrations.sandbox import surfaces
from integrations.sandbox.world import World
from tests.sandbox.board import Board


@pytest.fixture
def told_of(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The stamps of all posts that are made into JSON."""
    seen: list[str] = []
    real = surfaces.of_post

    def counted(post, me, replies):
        seen.append(post.ts)
        return real(post, me, replies)

    monkeypatch.setattr(surfaces, "of_post", counted)
    return seen


def test_with_years_of_messages_only_one_page_is_written_out(
    world: World, board: Board, told_of: list[str]
):
    me, place = world.ids["p001"], world.slack.place
    for talk, posts in ((place.direct(me), 1500), (world.channel, 5000)):
        for number in range(posts):
            place.put(talk, place.ids.bot_person, f"m{number}")
    for at in ("", world.channel.id):
        told_of.clear()
        told = board.screen(me, place=at)
        assert len(told_of) == 40
        assert told["place"]["more"]
        assert told["place"]["unread"] == 100


def test_counting_the_unread_stops_at_what_was_read(world: World):
    place, me = world.slack.place, world.ids["p001"]
    for number in range(500):
        place.put(world.channel, place.ids.bot_person, f"m{number}")
    world.channel.read_until[me] = world.channel.posts[-4].ts
    looked_at = _Counted(world.channel.posts)
    world.channel.posts = looked_at
    assert world.channel.unread_count(me, 100) == 3
    assert looked_at.seen == 4


class _Counted(list):
    """A list that knows how many of its things were looked at from the end."""

    seen = 0

    def __reversed__(self):
        for each in super().__reversed__():
            self.seen += 1
            yield each
