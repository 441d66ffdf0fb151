"""What one person sees in Slack, in words: for scripts and for whoever looks on from a terminal."""

from integrations.sandbox import showing
from integrations.sandbox.people import Person
from integrations.sandbox.pretend_world import PretendWorld
from integrations.sandbox.slack_reading import controls, words_of_text
from integrations.sandbox.slack_things import Conversation, Json, Post, Sheet


def screen(world: PretendWorld, id: str) -> Json:
    """Everything before this person, each surface with its words and what can be pressed on it."""
    person, place = world.person(id), world.slack.place
    with place.lock:
        form, page = place.top_sheet(person.id), place.home(person.id)
        return {
            **showing.entry(world, person.id),
            "modal": _surface(person, form) if form else None,
            "home": _surface(person, page) if page else None,
            "whispers": person.whispers(),
            "conversations": [_talk(person, talk) for talk in place.seen_by(person.id)],
        }


def _talk(person: Person, talk: Conversation) -> Json:
    return {
        "id": talk.id,
        "kind": talk.kind,
        "name": talk.name,
        "unread": len(talk.unread(person.id)),
        "messages": [_surface(person, post) for post in talk.standing()],
    }


def _surface(person: Person, surface: Post | Sheet) -> Json:
    reader = person.reader()
    told: Json = {
        "words": person.words(surface),
        "blocks": surface.blocks,
        "buttons": [each.words for each in controls(surface.blocks, reader)],
    }
    if isinstance(surface, Post):
        author = person.place.people[surface.author].name
        return {**told, "ts": surface.ts, "author": author, "edited": bool(surface.edited_ts)}
    labels = [words_of_text(block.get("label"), reader) for block in surface.blocks]
    return {**told, "fields": [label for label in labels if label], "errors": surface.errors}
