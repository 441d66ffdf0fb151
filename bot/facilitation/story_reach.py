"""Where stories went: noted when a message is made, followed when a story goes less far, or is gone."""

from collections.abc import Callable, Sequence

from bot.domain.artefact_rules import first_not_free
from bot.domain.effects import Effect, Owed, State
from bot.domain.errors import FacilitationError
from bot.domain.onlookers import takes_away
from bot.domain.roster import Participant
from bot.domain.stories import Carried, Export, Story
from bot.facilitation.setting import Setting
from bot.facilitation.story_circles import Circles
from bot.facilitation.telling import LASTING, LEFT, owe, owe_channel, touch_all
from bot.ports import Refused
from bot.voice import taking_back as words
from bot.voice.words import local_day

MESSAGE, SYNTHESIS, EXPORT, ARTEFACT = "digest", "synthesis", "export", "artefact"
NOT_THERE = frozenset({"message_not_found", "channel_not_found"})
OPEN = (State.READY, State.SENDING, State.UNKNOWN)


class NotOutside(FacilitationError):
    """A story in it may not be used outside this community: its teller has not said so. Leave it out."""


def carry(setting: Setting, story: Story, kind: str, ref: str, *, readers: int = 1) -> None:
    """Remember that a story's words go there."""
    setting.memory.carried.add(
        Carried(
            id=f"{story.id}:{ref}",
            story_id=story.id,
            kind=kind,
            ref=ref,
            readers=readers,
            at=setting.now,
        )
    )


def exported(setting: Setting, name: str, by: str, stories: Sequence[Story]) -> Export:
    """Write down an export and which stories it holds. Raises NotOutside where a teller has not allowed that."""
    if not all(story.may_go_outside for story in stories):
        raise NotOutside
    export = Export(
        id=f"x{setting.memory.numbers.next('export')}", name=name, by=by, at=setting.now
    )
    setting.memory.exports.save(export)
    for story in stories:
        carry(setting, story, EXPORT, export.id, readers=0)
    return export


def for_digest(
    setting: Setting,
    session_id: str,
    person: Participant,
    ref: str,
    quotes: Callable[[Story], bool],
) -> list[Story]:
    """The stories of a session that a facilitator's draft quotes, remembered as carried there."""
    circles = Circles(setting)
    found = setting.memory.stories.find(session_id=session_id)
    seen = [s for s in found if quotes(s) and circles.sees(person, s)]
    for story in seen if ref else ():
        carry(setting, story, MESSAGE, ref)
    return seen


def withdrawn_from(setting: Setting, ref: str, person: Participant | None = None) -> int:
    """How many stories went there that are gone, or no longer told to its reader: it asks to be written anew."""
    circles = Circles(setting)
    refs = {ref, *(part.id for part in setting.memory.bundled.find(lead=ref))}
    rows = [row for one in sorted(refs) for row in setting.memory.carried.find(ref=one)]
    told = [setting.memory.stories.get(row.story_id) for row in rows]
    return sum(s.gone or bool(person and not circles.sees(person, s)) for s in told)


def follow(setting: Setting, old: Story, new: Story) -> None:
    """Let what carries it follow its teller's new choice, both ways.

    What once went less far is its teller's alone in a restored backup, until they choose anew.
    """
    before, after = old.scope_at(setting.now), new.scope_at(setting.now)
    if takes_away(old, new, setting.now):
        setting.memory.forget_list.add("story-reach", new.id, setting.now)
    if after == "community" != before:
        _share(setting, new)
    elif before == "community" != after:
        unshare(setting, new)
    elif old.signed != new.signed:
        touch_all(setting, _shared(new))
    rewrite(setting, new)


def told_anew(setting: Setting, story: Story, before: str, after: str) -> None:
    """What its teller said earlier and says no more goes from the threads that quoted it, for good: a later yes is to
    the new words alone.
    """
    for row in setting.memory.carried.find(story_id=story.id, kind=ARTEFACT):
        text = setting.memory.sealed.text(row.ref) or ""
        if first_not_free(text, before, [after]):
            setting.memory.sealed.destroy(row.ref, setting.now)


def _shared(story: Story) -> str:
    return f"story-shared:{story.id}:"


def _share(setting: Setting, story: Story) -> None:
    channel = setting.desk.house.channel
    if channel:
        key = f"{_shared(story)}v{story.version}"
        owe_channel(setting, "story-shared", key, channel, {"story": story.id})


def unshare(setting: Setting, story: Story) -> list[str]:
    """Take away what pointed to it in the community's channel; the keys of what is owed for that."""
    setting.memory.effects.cancel(_shared(story), "it goes less far")
    standing = setting.memory.effects.find(_shared(story), states=LEFT)
    return [
        mend(setting, "story-unshared", f"story-unshared:{story.id}:{post.id}", post)
        for post in standing
    ]


def mend(setting: Setting, kind: str, key: str, original: Effect, *, after: str = "") -> str:
    """Owe a change of what may stand there, once that is certain: however long it takes. Its key."""
    lasts = setting.now + LASTING
    setting.memory.effects.owe(
        Owed(
            key=key,
            kind=kind,
            target=original.target,
            payload={"of": original.key},
            not_before=setting.now,
            expires_at=lasts,
            after=after or original.key,
            hold_until=lasts,
        )
    )
    return key


def rewrite(setting: Setting, story: Story) -> list[str]:
    """Let every message that carries it be written anew; the keys of what is owed for that."""
    rows = setting.memory.carried.find(story_id=story.id, kind=MESSAGE)
    return [key for row in rows if (key := written_anew(setting, row.ref))]


def written_anew(setting: Setting, ref: str) -> str:
    """Owe an edit of what stands there; its words are found when it leaves, after those on their way. Its key."""
    within = setting.memory.bundled.seek(ref)
    ref = within.lead if within else ref
    ledger, prefix = setting.memory.effects, f"edit:{ref}:"
    original = ledger.seek(ref)
    if original is None or original.state not in LEFT:
        return ""  # not sent: it finds its words when it leaves
    waiting = ledger.find(prefix, states=[State.READY])
    if waiting:
        return waiting[-1].key
    on_its_way = ledger.find(prefix, states=[State.SENDING, State.UNKNOWN])
    key = f"{prefix}{setting.memory.numbers.next(prefix)}"
    return mend(setting, "edit", key, original, after=on_its_way[-1].key if on_its_way else "")


def open_ones(setting: Setting, keys: Sequence[str]) -> list[Effect]:
    """Which of these are not settled yet."""
    found = [setting.memory.effects.seek(key) for key in keys]
    return [e for e in found if e and e.state in OPEN]


def refused_edit(setting: Setting, effect: Effect, refusal: Refused) -> None:
    """A message that Slack does not let us write anew, and that holds what is gone, is listed for facilitators."""
    ref = str(effect.payload["of"])
    if withdrawn_from(setting, ref):
        _list(setting, ref, effect.key)


def gone_edit(setting: Setting, effect: Effect, refusal: Refused) -> None:
    """A message that is deleted holds nothing; one that is only not ours to change any more does."""
    if refusal.code not in NOT_THERE:
        refused_edit(setting, effect, refusal)


def refused_unshare(setting: Setting, effect: Effect, refusal: Refused) -> None:
    """A message in the channel that Slack does not let us delete is listed for facilitators."""
    _list(setting, str(effect.payload["of"]), effect.key)


def _list(setting: Setting, ref: str, key: str) -> None:
    original = setting.memory.effects.seek(ref)
    when = (original.claimed_at if original else None) or setting.now
    reader = setting.memory.people.seek(original.target) if original else None
    for person in setting.facilitators:
        said = words.left_standing(reader.name if reader else "", local_day(when, person.zone))
        owe(setting, "trouble", f"left:{key}:{person.id}", person, {"words": said})
