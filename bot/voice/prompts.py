"""Questions as people meet them: the question, who sees the answer, and a way to say not this time."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

from bot.domain.answers import Asking, Response
from bot.domain.languages import say, to_say
from bot.domain.programme import Prompt, PromptType
from bot.voice import blocks as b
from bot.voice import stories
from bot.voice.ballots import ANSWERED
from bot.voice.message import Block, Message
from bot.voice.seeing import who_sees
from bot.voice.stories import OwnStory
from bot.voice.ways import calendar_button, for_me
from bot.voice.words import escape

MOST_BUTTONS = 5
NOTED = to_say("Noted by {who}, by telephone. If it is not what you said, change it.")
MORE_CLEARLY = to_say("Put more clearly by {who}.")


def placeholders(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field}


def blanks_shown(text: str) -> str:
    """A prompt's words with its blanks in square brackets, never as braces."""
    wanted = placeholders(text)
    return text.format(**{field: f"[{field.replace('_', ' ')}]" for field in wanted})


YOUR_TIME = re.compile(r"\{local_time\}(?=,? your (?:own )?time\b)")
CITY = re.compile(r" in (.+)$")


def filled(text: str, facts: Mapping[str, str]) -> str | None:
    """The prompt's words with facts put in; None where one is missing, so that braces never show.

    `facts` are already escaped for Slack's formatted text.
    """
    # the plan's words stay as they are: "at 14:00 (Chicago) your time"
    text = YOUR_TIME.sub("{hour_and_city}", text)
    facts = {**facts, "hour_and_city": CITY.sub(r" (\1)", facts.get("local_time", ""))}
    wanted = placeholders(text)
    if any(not facts.get(field) for field in wanted):
        return None
    return escape(text).format(**{field: facts[field] for field in wanted})


@dataclass(frozen=True, kw_only=True)
class Question:
    """All that is needed to show one prompt to one person. `words` and `help` are filled in and escaped.

    `reworded` says who put it more clearly after it had been asked, `noted` who wrote the answer down for them.
    """

    prompt: Prompt
    asking: Asking
    words: str
    organisation: str
    help: str = ""
    reworded: str = ""
    noted: str = ""
    response: Response | None = None
    story: OwnStory | None = None
    goes: str = ""  # where the answer goes
    closed: bool = False
    calendar: str = ""  # the address of their own, where it is asked whether they come

    @property
    def sent(self) -> bool:
        """Whether it was answered without a name, for good."""
        return self.prompt.anonymous and self.asking.state == "answered"

    @property
    def asks(self) -> bool:
        """Whether something is to be answered; a notice only tells."""
        return self.prompt.type is not PromptType.NOTICE

    @property
    def who_sees(self) -> str:
        return who_sees(self.prompt.visibility, self.organisation)

    @property
    def promise(self) -> str:
        """Who will see the answer, and where it goes."""
        return f"{self.who_sees} {self.goes}".strip()


def question(asked: Question) -> Message:
    """The message that asks; once answered, the same message says what was answered. A notice only tells."""
    if asked.prompt.type is PromptType.NOTICE:
        said = " ".join(filter(None, [asked.words, asked.reworded]))
        return Message(text=said, blocks=(b.section(said),))
    lines = [asked.words, *filter(None, [asked.help, asked.promise, asked.reworded])]
    state = standing(asked)
    text = " ".join([*lines, state or how_to(asked.prompt)])
    shown = [b.section(f"*{asked.words}*"), b.context(" ".join(lines[1:]))]
    if state:
        shown.append(b.section(state))
    if asked.story and not asked.story.story.gone:
        shown.extend(stories.own_buttons(asked.story))
    elif not asked.closed and not asked.sent:
        shown.extend(ways_to_answer(asked))
    return Message(text=text, blocks=tuple(shown))


def standing(asked: Question) -> str:
    """What has become of the question, in a sentence; empty while it waits."""
    if asked.sent:
        return say(ANSWERED)
    if asked.story:
        return stories.standing(asked.story)
    if asked.response:
        late = (
            say(" It came after the session, and counts all the same.")
            if asked.response.late
            else ""
        )
        noted = f" {asked.noted}" if asked.noted else ""
        said = say(
            "You answered: {text}{late}{noted}",
            text=quoted(asked.response.text),
            late=late,
            noted=noted,
        )
        return f"{thanks(asked.response.visibility)} {said}"
    if asked.asking.state == "declined":
        return say("Not this time. That is fine.")
    if asked.asking.state == "later":
        return say("Later, then. I will remind you once.")
    return say("This one is closed.") if asked.closed else ""


def quoted(text: str) -> str:
    return f"“{escape(b.cut(text, 600))}”"


def how_to(prompt: Prompt) -> str:
    if prompt.type in {PromptType.TEXT, PromptType.STORY}:
        return say("Press Answer to write a line or two, or Not this time.")
    return say("Choose one of the buttons.")


def ways_to_answer(asked: Question) -> list[Block]:
    prompt = asked.prompt
    if prompt.type is PromptType.CHOICE:
        return (
            [choices(asked), rest(asked)]
            if prompt.optional and not asked.response
            else [choices(asked)]
        )
    if prompt.type is PromptType.SCALE:
        return [
            b.context(scale_words(prompt)),
            scale(asked),
            *([] if asked.response else [rest(asked)]),
        ]
    if asked.story:
        return stories.own_buttons(asked.story)
    label = say("Change") if asked.response else say("Answer")
    write = b.button(
        label, "answer:open", asked.asking.id, style="" if asked.response else "primary"
    )
    more = [] if asked.response else declining(asked)
    return [b.actions(write, *more)]


def choices(asked: Question) -> Block:
    options = [(choice, f"{asked.asking.id}|{n}") for n, choice in enumerate(asked.prompt.choices)]
    other = calendar_button(asked.calendar)
    other += [for_me(asked.asking.session_id)] if asked.prompt.use == "rooms" else []
    if len(options) > MOST_BUTTONS:
        return b.actions(b.select("answer:pick", options, hint=say("Choose one")), *other)
    return b.actions(
        *(b.button(label, f"answer:choice:{n}", value) for n, (label, value) in enumerate(options)),
        *other,
    )


def scale_words(prompt: Prompt) -> str:
    return say(
        "{scale_min} is: {low}. {scale_max} is: {high}.",
        scale_min=prompt.scale_min,
        low=escape(prompt.low),
        scale_max=prompt.scale_max,
        high=escape(prompt.high),
    )


def scale(asked: Question) -> Block:
    prompt = asked.prompt
    steps = range(prompt.scale_min, prompt.scale_max + 1)
    return b.actions(
        *(
            b.button(
                str(n),
                f"answer:scale:{n}",
                f"{asked.asking.id}|{n}",
                says=say("{n} of {scale_max}", n=n, scale_max=prompt.scale_max),
            )
            for n in steps
        )
    )


def rest(asked: Question) -> Block:
    return b.actions(*declining(asked))


def declining(asked: Question) -> list[dict[str, object]]:
    return [
        b.button(say("Not this time"), "answer:declined", asked.asking.id),
        b.button(say("Later today"), "answer:later", asked.asking.id),
    ]


def reminder(asked: Question, *, until: str, answered: int) -> Message:
    """One quiet word that a question is still open. How many have answered is said only from five on."""
    if asked.closed:
        return question(asked)
    many = say(" {answered} people have.", answered=answered) if answered >= 5 else ""
    line = say(
        "This is still open until {until} if you would like to add a line.{many}",
        until=until,
        many=many,
    )
    whole = question(asked)
    return Message(text=f"{line} {whole.text}", blocks=(b.section(line), *whole.blocks))


def thanks(visibility: str, *, story: bool = False) -> str:
    """One thank-you, with what happens next."""
    if story:
        return say(
            "Thank you for telling it. It goes no further than you chose. You can change it at any time."
        )
    if visibility == "anonymous":
        return say(ANSWERED)
    after = {
        "private": say("It stays between us."),
        "facilitators": say("The facilitators read it before the session."),
    }
    return say(
        "Thank you. {words} You can change it until then.",
        words=after.get(visibility, say("It goes into the next digest.")),
    )


def offer_to_take(words: str) -> Message:
    """Ask whether free text was meant as the answer to the one open question."""
    return Message(
        text=say(
            "Shall I take this as your answer to “{words}”? Nothing is kept unless you say yes.",
            words=words,
        )
    )
