"""What each kind of entry in the ledger and each duty is called, in a few plain words."""

from bot.demo.community import Community
from bot.demo.live.owed_keys import Key
from bot.demo.narration import plainly
from bot.domain.programme import Offset, Prompt, PromptType

# every kind of effect, as it reads beside the one it is for
EFFECTS = {
    "welcome": "Says hello",
    "prompt": "Asks something",
    "reminder": "Asks once more",
    "notice": "Reminds of the session",
    "card": "Hands over the session card",
    "room-news": "Tells of their room",
    "host-card": "Hands over the card of a room's host",
    "host-sheet": "Hands over the host sheet",
    "rooms-page": "Shows the proposed rooms",
    "publish-reminder": "Reminds that the rooms wait for a yes",
    "rooms-word": "Tells that something about the rooms waits for a look",
    "zoom-news": "Tells whom Zoom cannot place",
    "zoom-refused": "Tells that Zoom made no meeting",
    "called-off": "Tells that the session does not take place",
    "takes-place": "Tells that the session takes place after all",
    "digest": "Gives the digest of what people have said",
    "synthesis": "Gives the bones of the synthesis",
    "call": "Tells that somebody would like a word",
    "call-card": "Tells somebody who would like a word who answers and by when",
    "call-waits": "Tells that somebody still waits for a word",
    "action-asked": "Asks whether they take an action on",
    "action-back": "Tells that an action came back",
    "action-stuck": "Tells that somebody could use help",
    "action-agreed": "Tells of an action that is agreed",
    "action-carried": "Asks what to keep and what to let go",
    "help-wanted": "Asks everyone whether somebody can help",
    "help-met": "Tells who helps whom",
    "subgroup-closed": "Thanks a subgroup that closes",
    "branch": "Puts a branch before everyone",
    "branch-ripe": "Asks to bring the takers together",
    "subgroup-place": "Opens a place for a subgroup",
    "subgroup-opened": "Says hello in the subgroup's own place",
    "subgroup-news": "Tells that their subgroup has begun",
    "heartbeat": "Tells that something is stuck",
    "low-heard": "Tells that people felt little heard",
    "trouble": "Tells of something that did not work",
    "offer": "Asks whether those words were an answer",
    "story-card": "Hands over the card of a story",
    "story-further": "Asks whether a story may go further",
    "story-gone": "Tells what became of a story that was taken back",
    "story-copies": "Asks to take something out that was taken back",
    "synthesis-out": "Tells everyone what came of a session",
    "roster-missing": "Asks about people who are not on a roster any more",
    "hand-over": "Gives the list of what somebody held",
    "hand-over-asked": "Asks whether they take something on",
    "leaver-asked": "Asks once about the stories of whoever has left",
    "leave-asked": "Asks whether somebody's words may go to everyone",
    "check-back": "Asks whether they find themselves in it",
    "thread-word": "Says a word about the thread of their organisation",
    "story-shared": "Tells everyone that a story may be read",
    "story-unshared": "Deletes the word of a story that goes less far",
    "edit": "Brings a message up to date",
    "home": "Shows the Home page as it is now",
    "meeting-open": "Makes the meeting of the session",
    "meeting-rooms": "Assigns the rooms",
    "meeting-close": "Removes the meeting of a session that was called off",
    "meeting-seen": "Asks who was there",
}
# whom it is for, where that is no single person
PLACES = {
    "branch": "The community's channel",
    "synthesis-out": "The community's channel",
    "story-shared": "The community's channel",
    "story-unshared": "The community's channel",
    "help-wanted": "The community's channel",
    "subgroup-opened": "The subgroup",
    "subgroup-closed": "The subgroup",
    "action-agreed": "The subgroup",
    "subgroup-place": "Slack",
    "meeting-open": "Zoom",
    "meeting-rooms": "Zoom",
    "meeting-close": "Zoom",
    "meeting-seen": "Zoom",
}
# what stands there already and is changed, or is waited for
STANDING = {
    "welcome": "the first hello",
    "prompt": "a question",
    "reminder": "a second question",
    "notice": "the reminder of the session",
    "card": "the session card",
    "room-news": "the news of their room",
    "host-card": "the card of a room's host",
    "host-sheet": "the host sheet",
    "rooms-page": "the proposed rooms",
    "publish-reminder": "the word that the rooms wait for a yes",
    "rooms-word": "that something about the rooms waits for a look",
    "zoom-news": "whom Zoom cannot place",
    "zoom-refused": "the word that Zoom made no meeting",
    "called-off": "the news that the session does not take place",
    "takes-place": "the news that the session takes place after all",
    "digest": "the digest",
    "synthesis": "the bones of the synthesis",
    "call": "that somebody would like a word",
    "call-card": "who answers and by when",
    "call-waits": "that somebody still waits for a word",
    "action-asked": "the question about an action",
    "action-back": "the action that came back",
    "action-stuck": "that somebody could use help",
    "action-carried": "the question what to keep and what to let go",
    "action-agreed": "the action that is agreed",
    "help-wanted": "the request for help",
    "help-met": "the word on who helps",
    "subgroup-closed": "the thanks to a subgroup",
    "branch": "the branch",
    "branch-ripe": "the request to bring the takers together",
    "subgroup-opened": "the hello in the subgroup",
    "subgroup-news": "the news of their subgroup",
    "heartbeat": "that something is stuck",
    "low-heard": "that people felt little heard",
    "trouble": "what did not work",
    "story-card": "the card of a story",
    "story-further": "the question whether a story may go further",
    "story-gone": "what became of a story",
    "story-copies": "what is to be taken out",
    "synthesis-out": "what came of a session",
    "roster-missing": "the question about who is not on a roster any more",
    "hand-over": "the list of what somebody held",
    "hand-over-asked": "the question whether they take something on",
    "leaver-asked": "the question about their stories",
    "leave-asked": "the question whether words may go to everyone",
    "check-back": "the question whether they find themselves in it",
    "thread-word": "a word about the thread of their organisation",
    "story-shared": "the word of a story",
    "offer": "the question about their words",
}
# what is done, not sent
DONE = {
    "meeting-open",
    "meeting-rooms",
    "meeting-close",
    "meeting-seen",
    "subgroup-place",
    "story-unshared",
    "edit",
    "home",
}
# every kind of duty: what happens then
DUTIES = {
    "round": "People are asked something",
    "notice": "People are reminded of the session",
    "propose-rooms": "Rooms are proposed to the facilitators",
    "publish-rooms": "Rooms are published",
    "host-sheet": "The facilitators get the host sheet",
    "rooms-open": "The rooms open",
    "live-rooms": "Who is in which room in Zoom is looked at",
    "zoom-presence": "Who was there, as Zoom saw it, is written down",
    "room-question": "Each room is asked for its words",
    "ballots": "Anonymous answers are counted, if there are enough",
    "carry": "What is still going comes along to the next session",
    "digest": "The facilitators get the digest of what people have said",
    "synthesis": "The facilitators get the bones of the synthesis",
    "thread-review": "Each organisation's lead hears what there is to look at again",
    "call-waits": "Looks whether somebody who would like a word has been answered",
    "call-forget": "The words of a settled request for a word are removed",
    "pause-ends": "Somebody hears from the bot again",
}
# what happens when these leave: for one, and for so many
HAPPENS = {
    "edit": ("One message is brought up to date", "{} messages are brought up to date"),
    "home": ("One Home page is brought up to date", "{} Home pages are brought up to date"),
    "meeting-open": ("Zoom is asked for the meeting", "Zoom is asked for {} meetings"),
    "meeting-rooms": ("Zoom is given the rooms", "Zoom is given the rooms of {} sessions"),
    "meeting-close": ("Zoom's meeting is removed", "{} meetings are removed from Zoom"),
    "meeting-seen": ("Zoom is asked who was there", "Zoom is asked who was at {} sessions"),
    "story-unshared": ("A message is deleted", "{} messages are deleted"),
    "subgroup-place": ("A subgroup gets a place in Slack", "{} subgroups get a place in Slack"),
}
LONGEST = 80


def of_effect(community: Community, entry: Key) -> str:
    """What an entry of the ledger does."""
    return (
        f"Brings up to date: {standing(community, entry)}"
        if entry.is_edit
        else _said(community, entry)
    )


def standing(community: Community, entry: Key) -> str:
    """A message that stands there: a question by its words, all else by what it is."""
    prompt = entry.prompt(community) if entry.kind in {"prompt", "reminder"} else None
    if prompt is not None and prompt.use != "rooms":
        return shortly(prompt.text)
    asked = "the question whether they come" if prompt else ""
    return asked or STANDING.get(entry.kind, "a message")


def _said(community: Community, entry: Key) -> str:
    prompt = entry.prompt(community) if entry.kind in {"prompt", "reminder"} else None
    if prompt is not None:
        return _asks(prompt, again=entry.kind == "reminder")
    if entry.kind == "notice" and entry.third.isdigit():
        offset = community.plan.reminders.session_notices[int(entry.third)]
        return f"{EFFECTS[entry.kind]}, {how_far(offset)}"
    return EFFECTS.get(entry.kind, EFFECTS["edit"])


def _asks(prompt: Prompt, *, again: bool) -> str:
    words = "whether they come" if prompt.use == "rooms" else shortly(prompt.text)
    if prompt.type is PromptType.NOTICE:
        return f"Tells: {words}"
    verb = "Asks once more" if again else "Asks"
    return f"{verb} {words}" if prompt.use == "rooms" else f"{verb}: {words}"


def happens(kind: str, number: int) -> str:
    """What happens when so many entries of this kind leave."""
    one, many = HAPPENS[kind]
    return one if number == 1 else many.format(number)


def of_duty(community: Community, entry: Key) -> str:
    """What happens once a duty falls due."""
    prompt = entry.prompt(community) if entry.kind == "round" else None
    if prompt is None:
        return DUTIES[entry.kind]
    if prompt.use == "rooms":
        return "People are asked whether they come"
    done = "told" if prompt.type is PromptType.NOTICE else "asked"
    return f"People are {done}: {shortly(prompt.text)}"


def shortly(text: str) -> str:
    """A prompt's words, cut at a word where they are long."""
    whole = plainly(text).strip("“”")
    short = whole if len(whole) <= LONGEST else f"{whole[:LONGEST].rpartition(' ')[0]} ..."
    return f"“{short}”"


def how_far(offset: Offset) -> str:
    """So long before or after a session: a week ahead, 2 days afterwards."""
    return f"{_length(offset)} {'ahead' if offset.before else 'afterwards'}"


def around(offset: Offset, title: str) -> str:
    """The same with the session's title: a week before “Beginnings”."""
    if not offset.length:
        return f"at the end of “{title}”"
    return f"{_length(offset)} {'before' if offset.before else 'after'} “{title}”"


def _length(offset: Offset) -> str:
    minutes = abs(round(offset.length.total_seconds() / 60))
    units = {"week": 7 * 24 * 60, "day": 24 * 60, "hour": 60, "minute": 1}
    unit = next(name for name, length in units.items() if minutes % length == 0)
    number = minutes // units[unit]
    if number == 1:
        return f"{'an' if unit == 'hour' else 'a'} {unit}"
    return f"{number} {unit}s"
