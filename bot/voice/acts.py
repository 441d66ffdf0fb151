"""Every act of a participant: how it is heard in Slack, and on which of their own pages it is done without Slack."""

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache


@dataclass(frozen=True, kw_only=True)
class Act:
    """One thing a participant can do.

    `heard` are the names by which Slack tells of it: buttons, windows, shortcuts, events, and words of /convene; a
    star stands for a number or a field. `page` is the page of one's own where it is done; where there is none, `why`.
    """

    does: str
    heard: tuple[str, ...]
    page: str = ""
    why: str = ""


IN_CHAT = "it is said in a chat, and each page has its own box instead"
BY_WORD = "a facilitator asks for whoever types no commands: a word with them is on the page"
ACTS = (
    Act(does="see what is mine", heard=("app_home_opened", "own:page", "/convene mine", "/convene help"), page="today"),
    Act(does="join, and add the sessions to a calendar", heard=("calendar:open",), page="today"),
    Act(
        does="say whether I come, and to which part",
        heard=("rsvp:yes", "rsvp:no", "rsvp:part", "rsvp:unsure", "rsvp:which", "staying"),
        page="today",
    ),
    Act(
        does="answer a question, change it, put it off or let it be",
        heard=(
            "answer:choice:*", "answer:pick", "answer:scale:*", "answer:open", "answer", "answer:declined",
            "answer:later",
        ),
        page="questions",
    ),
    Act(does="read what others said", heard=("answers:read",), page="others"),
    Act(does="see my room, who is in it and why", heard=("/convene who", "/convene why"), page="room"),
    Act(
        does="say that a room does not feel right, and with whom I would rather not sit",
        heard=("room:about", "room_about", "room:wrong", "room:wish", "room_wish"),
        page="room",
    ),
    Act(
        does="take a part, or give it back",
        heard=("part:yes", "part:no", "part:back:host", "part:back:scribe", "part:back:welcomer", "part:back:noticer"),
        page="room",
    ),
    Act(
        does="say who was there, as whoever keeps time or notes",
        heard=("presence:open", "presence:room:*", "presence"),
        page="letters",
    ),
    Act(does="say that I was there, or was not", heard=("presence:there", "presence:absent"), page="room"),
    Act(does="send somebody in my place", heard=("delegate:open", "delegate", "delegate:back"), page="today"),
    Act(
        does="tell a story, change who sees it, take it back",
        heard=(
            "story:tell", "tell_story", "story", "story:open", "story:further", "story:near", "story:back",
            "story_back", "story:page", "/convene story", "/convene take",
        ),
        page="stories",
    ),
    Act(does="read the stories told to me", heard=("story:list", "story:read"), page="stories"),
    Act(does="write a story down for whoever told it", heard=("story:note", "story_note"), page="letters"),
    Act(does="say whether my words may be quoted", heard=("leave:unnamed", "leave:named", "leave:no"), page="stories"),
    Act(
        does="note an action, say how it goes, keep it, hand it on or let it go",
        heard=(
            "action:note", "action", "make_action", "/convene action", "action:done", "action:on_its_way",
            "action:stuck", "action:let_go", "action:open", "action:refused", "action:keep", "action:hand",
            "action_hand", "action:tell",
        ),
        page="actions",
    ),
    Act(does="ask everyone for help, and give it", heard=("help:open", "help", "help:take"), page="actions"),
    Act(
        does="name a branch, join one, bring it together",
        heard=(
            "branch:open", "branch", "start_branch", "/convene branch", "branch:join", "branch:gather", "branch:pass",
        ),
        page="together",
    ),
    Act(
        does="join a subgroup, leave it, change what it does, meet, close it",
        heard=(
            "/convene subgroup", "subgroup:join", "subgroup_join", "subgroup:leave", "subgroup_leave",
            "subgroup:change", "subgroup_change", "subgroup:hand", "subgroup_hand", "subgroup:times",
            "subgroup:zoom", "subgroup_zoom", "small-meeting:off", "subgroup:close", "subgroup_close",
            "pulse:well", "pulse:slow", "pulse:hand", "pulse:on", "pulse:beyond",
        ),
        page="together",
    ),
    Act(does="take on what somebody hands over", heard=("hand-over:yes", "hand-over:no"), page="letters"),
    Act(
        does="read and write our organisation's thread",
        heard=("/convene thread", "thread:home", "thread:open", "thread:write", "thread:use:*", "artefact"),
        page="thread",
    ),
    Act(does="read what came of a session", heard=("synthesis:read",), page="others"),
    Act(
        does="say whether I find myself in it",
        heard=("check:yes", "check:partly", "check:no", "check_back"),
        page="letters",
    ),
    Act(
        does="suggest a reading, say more of it, take it back",
        heard=(
            "/convene reading", "reading:add", "add_reading", "reading", "reading:open", "reading_more",
            "reading:back", "reading_back",
        ),
        page="readings",
    ),
    Act(
        does="say what I think of our aim and our agreements",
        heard=("/convene aim", "/convene agreements", "agreed:remark", "agreed_remark", "agreed:history"),
        page="agreed",
    ),
    Act(
        does="say which hours suit me",
        heard=("hours:works", "hours:hard", "hours:cannot", "hours:open", "hours_said"),
        page="hours",
    ),
    Act(does="ask a guest something", heard=("/convene guest",), why=BY_WORD),
    Act(does="change my details", heard=("details:open", "details"), page="me"),
    Act(
        does="hear less, pause, hear all again",
        heard=(
            "welcome:active", "welcome:fewer", "welcome:later", "welcome:declined", "pause:open", "pause",
            "/convene pause",
        ),
        page="me",
    ),
    Act(
        does="ask for a word with a facilitator",
        heard=("call:open", "call", "call:settled", "call:waiting"),
        page="me",
    ),
    Act(does="leave", heard=("leaving:own", "leaving"), page="me"),
    Act(does="answer in free words", heard=("message", "offer:yes", "offer:no"), why=IN_CHAT),
)  # fmt: skip
# what only facilitators do, and what Slack tells of itself
OF_FACILITATORS = frozenset({
    "actions:several", "actions_several", "agenda:open", "agenda", "agreed:edit", "agreed", "agreed:settle",
    "agreed_settle", "away-list", "away-take", "behalf:open", "on_behalf", "call:done", "call:take", "day:open",
    "web:open",
    "guest:add", "guest:swap", "guest:thank", "guest", "hand-over:all", "hand-over:pass", "hand_over", "hours:ask",
    "hours_ask", "hours_sure", "hours:close", "hours_close", "hours:keep", "hours_keep", "hours:take:*", "hours_take",
    "leaving-do", "leaving-look", "leaving-stay", "loop:add", "loop_add", "loop:happened", "loop_happened", "part:ask",
    "prompt:hold", "prompt:idle:*", "prompt:move", "prompt_move", "prompt:preview", "prompt:release", "prompt:reword",
    "prompt_reword", "prompt:skip", "prompt:write", "prompt_write", "rooms-mend", "rooms-mend-do", "rooms-mend-leave",
    "rooms-mend-undo", "rooms:move", "rooms_move", "rooms:pin", "rooms_pin", "rooms:publish", "rooms:swap",
    "rooms_swap", "rooms:undo", "session:add", "session:cancel", "session:change", "session_change", "session_sure",
    "session:move", "session:swap", "start:open", "synthesis:leave", "leave_ask", "synthesis:merge", "theme_merge",
    "synthesis:preview", "synthesis_publish", "synthesis:reword", "theme_reword", "synthesis:sentence",
    "synthesis_sentence", "synthesis:sort", "theme_put", "synthesis:split", "theme_split", "wishes:open",
    "room_wishes",
})  # fmt: skip
OF_SLACK = frozenset({"app_uninstalled", "tokens_revoked", "team_join", "user_change"})


@lru_cache(maxsize=1024)
def act_heard(name: str) -> Act | None:
    """The participant's act that Slack tells of by this name; None for what is none."""
    return next(_acts(name), None)


def _acts(name: str) -> Iterator[Act]:
    return (act for act in ACTS if any(fnmatchcase(name, heard) for heard in act.heard))


def on_own_page(name: str) -> bool:
    """Whether a participant can do this on a page of their own."""
    act = act_heard(name)
    return act is not None and bool(act.page)
