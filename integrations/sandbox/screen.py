"""What lies before one person in Slack: which words they can read, and what they could press or fill in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.domain.languages import say
from bot.voice.languages import speaking
from integrations.sandbox.fields import starting_value
from integrations.sandbox.record import as_read
from integrations.sandbox.slack import SlackStandIn
from integrations.sandbox.slack_gestures import Surface
from integrations.sandbox.slack_reading import (
    Control,
    Reader,
    controls,
    elements_of,
    is_menu,
    words_of_blocks,
    words_of_text,
)
from integrations.sandbox.slack_things import Conversation, Json, Post, Sheet, typed_by


class NotThere(AssertionError):
    """What the person looked for is not on their screen."""


class Screen:
    """Slack as one person sees it."""

    def __init__(self, slack: SlackStandIn, member_id: str) -> None:
        if member_id not in slack.place.people:
            raise NotThere(f"nobody is called {member_id}")
        self.slack, self.place, self.id = slack, slack.place, member_id

    @property
    def name(self) -> str:
        return self.place.people[self.id].name

    def reader(self) -> Reader:
        """How this person's Slack writes names and dates."""
        me = self.place.people[self.id]
        names = {one.id: one.name for one in self.place.people.values()}
        names |= {one.id: one.name for one in self.place.every if one.is_channel}
        return Reader(names=names, zone=me.zone or "UTC", locale=me.locale, now=self.place.now())

    def words(self, surface: Surface) -> str:
        """What can be read on one surface."""
        reader = self.reader()
        if isinstance(surface, Sheet):
            return self._sheet_words(surface, reader)
        return words_of_blocks(surface.blocks, reader) or reader.rendered(surface.text)

    def _sheet_words(self, sheet: Sheet, reader: Reader) -> str:
        texts = [
            words_of_text(sheet.body.get(name), reader) for name in ("title", "submit", "close")
        ]
        lines = [
            texts[0],
            words_of_blocks(sheet.blocks, reader),
            *sheet.errors.values(),
            *texts[1:],
        ]
        return "\n".join(line for line in lines if line)

    def surfaces(self) -> Iterator[Surface]:
        """What lies before the person, newest first; an open form covers everything else."""
        with self.place.lock:
            form = self.place.top_sheet(self.id)
            if form is not None:
                return iter([form])
            return iter(self._uncovered())

    def _uncovered(self) -> list[Surface]:
        whispers = [one for one in self.place.whispers if one.person == self.id and not one.deleted]
        mine = self.place.seen_by(self.id)
        page = self.place.home(self.id)
        return [
            *reversed(whispers),
            *_newest([each for each in mine if not each.is_channel]),
            *_newest([each for each in mine if each.is_channel]),
            *([page] if page else []),
        ]

    def sees(self) -> str:
        """Everything the person could read now."""
        return "\n\n".join(self.words(each) for each in self.surfaces())

    def reads(self, text: str) -> bool:
        """Whether these words stand somewhere before the person."""
        return as_read(text).casefold() in as_read(self.sees()).casefold()

    def inbox(self) -> list[str]:
        """The app's direct messages, oldest first."""
        return [self.words(post) for post in self._posts() if post.author != self.id]

    def unread(self) -> list[str]:
        """The direct messages not seen before; asking marks them as read."""
        with self.place.lock:
            channel = self.place.direct(self.id)
            fresh = channel.unread(self.id)
            if channel.posts:
                channel.read_until[self.id] = channel.posts[-1].ts
        return [self.words(post) for post in fresh]

    def _posts(self) -> list[Post]:
        with self.place.lock:
            channel = self.place.direct_if_any(self.id)
            return channel.standing() if channel else []

    def whispers(self) -> list[str]:
        """What only this person was shown in passing, oldest first."""
        with self.place.lock:
            mine = [one for one in self.place.whispers if one.person == self.id]
        return [self.words(one) for one in mine if not one.deleted]

    def home(self) -> str:
        """What stands on the person's Home page."""
        page = self.place.home(self.id)
        return self.words(page) if page else ""

    def modal(self) -> str:
        """What stands on the open form, its errors included."""
        form = self.place.top_sheet(self.id)
        return self.words(form) if form else ""

    def buttons(self) -> list[str]:
        """Everything that could be pressed now, newest first."""
        reader = self.reader()
        return [each.words for one in self.surfaces() for each in controls(one.blocks, reader)]

    def in_own_words(self, words: str) -> list[str]:
        """What they look for who are told of it in English: as it reads in their own language, and as it was told."""
        with speaking(self.place.people[self.id].locale):
            own = say(words)
        return [own, words] if own != words else [words]

    def _find(self, label: str, near: str | None) -> tuple[Surface, Control]:
        for words in self.in_own_words(label):
            if found := self._found(words, near):
                return found
        beside = f" near {near!r}" if near else ""
        raise NotThere(f"{self.name} sees nothing to press that reads {label!r}{beside}")

    def _found(self, label: str, near: str | None) -> tuple[Surface, Control] | None:
        for fits in (_is, _begins, _holds):
            for surface in self.surfaces():
                # as they stand at this moment: an edit may put others there
                blocks = surface.blocks
                found = [
                    each
                    for each in controls(blocks, self.reader())
                    if fits(as_read(each.words).casefold(), as_read(label).casefold())
                ]
                best = self._nearest(surface, blocks, found, near)
                if best is not None:
                    return surface, best
        return None

    def _nearest(
        self, surface: Surface, blocks: Sequence[Json], found: list[Control], near: str | None
    ) -> Control | None:
        if not found or near is None:
            return found[0] if found else None
        wanted, reader = as_read(near).casefold(), self.reader()
        places = [
            number
            for number, block in enumerate(blocks)
            if wanted in as_read(words_of_blocks([block], reader)).casefold()
        ]
        if not places:
            return found[0] if wanted in as_read(self.words(surface)).casefold() else None

        def distance(control: Control) -> tuple[bool, int]:
            at = next(n for n, block in enumerate(blocks) if block is control.block)
            above = [at - place for place in places if place <= at]
            return not above, min(above) if above else min(place - at for place in places)

        return min(found, key=distance)

    def _menu(self, of: str) -> tuple[Surface, Json, Mapping[str, Any]]:
        """The newest choice that says this itself, or beside which it stands, or that belongs to a message with it."""
        wanted, reader = as_read(of).casefold(), self.reader()
        beside: list[tuple[Surface, Json, Mapping[str, Any]]] = []
        within: list[tuple[Surface, Json, Mapping[str, Any]]] = []
        for surface in self.surfaces():
            spoken = wanted in as_read(words_of_blocks(surface.blocks, reader)).casefold()
            for block in surface.blocks:
                for element in elements_of(block):
                    if not is_menu(element):
                        continue
                    own = words_of_blocks([{"type": "actions", "elements": [element]}], reader)
                    if wanted in as_read(own).casefold():
                        return surface, block, element
                    if wanted in as_read(words_of_blocks([block], reader)).casefold():
                        beside.append((surface, block, element))
                    elif spoken:
                        within.append((surface, block, element))
        if not (beside or within):
            raise NotThere(f"{self.name} sees no menu {of!r}")
        return [*beside, *within][0]

    def _field(self, label: str) -> tuple[Surface, Json]:
        wanted = tuple(as_read(words).casefold() for words in self.in_own_words(label))
        for surface in self.surfaces():
            for block in surface.blocks:
                words = as_read(words_of_text(block.get("label"), self.reader())).casefold()
                if block["type"] == "input" and words.startswith(wanted):
                    return surface, block
        raise NotThere(f"{self.name} sees no field {label!r}")

    def link(self, label: str, near: str | None = None) -> str:
        """The address behind a button that reads so."""
        _, control = self._find(label, near)
        return str(control.element.get("url", ""))

    def _message(self, words: str, *, author: str = "") -> Post:
        wanted = as_read(words).casefold()
        for surface in self.surfaces():
            if not isinstance(surface, Post) or author not in ("", surface.author):
                continue
            if wanted in as_read(self.words(surface)).casefold():
                return surface
        raise NotThere(f"{self.name} sees no message {words!r}")

    def _state(
        self, surface: Surface, element: Mapping[str, Any], block: Mapping[str, Any]
    ) -> Json | None:
        fields: Json = typed_by(surface, self.id).get(str(block.get("block_id")), {})
        return fields.get(str(element.get("action_id"))) or starting_value(element)

    def _news(self, before: int, patience: float) -> str:
        """The words that appeared since; waits for the first of them, but not for ever."""
        with self.place.changed:
            self.place.changed.wait_for(lambda: self._fresh(before), patience)
            return "\n\n".join(self.words(each) for each in reversed(self._fresh(before)))

    def _fresh(self, before: int) -> list[Surface]:
        return [each for each in self.surfaces() if each.serial > before]


def _newest(talks: list[Conversation]) -> list[Post]:
    posts = [post for talk in talks for post in talk.standing()]
    return sorted(posts, key=lambda post: post.ts, reverse=True)


def _is(words: str, wanted: str) -> bool:
    return words == wanted


def _begins(words: str, wanted: str) -> bool:
    return words.startswith(wanted)


def _holds(words: str, wanted: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", words) is not None
