"""How people take what reaches them: they press, write a line or two, put off, say no, or let it be."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.demo import habits, phrases
from bot.demo.diary import Said
from bot.demo.letters import Letter
from bot.demo.stage import Stage
from bot.domain.programme import Prompt, PromptType
from bot.domain.roster import FEWER
from bot.voice.pausing import SELDOM

MOST_BUTTONS = 5
WILLING = {
    PromptType.CHOICE: 0.85,
    PromptType.SCALE: 0.7,
    PromptType.TEXT: 0.45,
    PromptType.STORY: 0.4,
}
DECLINES, PUTS_OFF = 0.08, 0.05
CONFIRMS = "Yes, that is my answer"
SAID = {habits.YES: 0, habits.PART: 1, habits.UNSURE: 2, habits.NO: -1}


def react(stage: Stage, letter: Letter) -> None:
    """Let somebody who got a message decide what to do about it, and when."""
    if letter.kind in REACTIONS and letter.person:
        REACTIONS[letter.kind](stage, letter)


def _welcomed(stage: Stage, letter: Letter) -> None:
    at = stage.habits.looks_at(letter.at, "welcome", letter.person)
    if stage.habits.sometimes(0.12, "details", letter.person):
        stage.later(at, _gives_details, stage, letter)
    elif stage.habits.sometimes(0.65, "fine", letter.person):
        stage.later(at, _stands, stage, letter, "That's fine", "active")
    elif stage.habits.sometimes(0.1, "seldom", letter.person):
        stage.later(at, _stands, stage, letter, SELDOM, FEWER)
    elif stage.habits.sometimes(0.06, "not now", letter.person):
        stage.later(at, _stands, stage, letter, "Later", "later")
        again = stage.habits.looks_at(letter.at, "back", letter.person, days=2)
        stage.later(again, _stands, stage, letter, "That's fine", "active")


def _stands(stage: Stage, letter: Letter, label: str, standing: str) -> None:
    hands = stage.hands(letter.person)
    if hands.presses(label, near=hands.first_line(letter)):
        stage.diary.stood.append((stage.now, letter.person, standing))
        stage.diary.notes(stage.now, letter.person, f"press “{label}” under the welcome")


def _gives_details(stage: Stage, letter: Letter) -> None:
    """City, language and Zoom address, where there is one, looked over and sent as they stand."""
    hands = stage.hands(letter.person)
    label = f"Change {'city or language' if stage.link else 'city, language or Zoom address'}"
    if hands.opens(label, near=hands.first_line(letter)):
        hands.sends({})
        own = "city and language" if stage.link else "city, language and Zoom address"
        stage.diary.notes(stage.now, letter.person, f"look over their {own}")


def _asked(stage: Stage, letter: Letter) -> None:
    prompt = _prompt(stage, letter)
    if prompt is None or prompt.type is PromptType.NOTICE:
        return
    if prompt.use == "rooms":
        _asked_to_come(stage, letter, prompt)
    elif letter.subject:
        at = stage.habits.looks_at(letter.at, letter.key)
        stage.later(at, _says_how_it_goes, stage, letter)
    elif prompt.round:
        stage.later(letter.at + timedelta(minutes=3), _answers_once, stage, letter, prompt)
    else:
        _asked_something(stage, letter, prompt)


def _prompt(stage: Stage, letter: Letter) -> Prompt | None:
    if letter.month is None:
        return None
    every = stage.community.plan.prompts_of(letter.month)
    return next((p for p in every if p.key == letter.prompt), None)


def _asked_to_come(stage: Stage, letter: Letter, prompt: Prompt) -> None:
    """Some say so at once, some days later, some never; a reminder does not move those who never do."""
    session = stage.session(letter.month)
    if session is None:
        return
    meant = stage.intentions(session.month)
    answer = meant.replies.get(letter.person, habits.SILENT)
    if answer and not stage.diary.reply(session.month, letter.person):
        days = 5 if letter.person in meant.late and letter.kind == "prompt" else 0
        at = stage.habits.looks_at(letter.at, letter.key, days=days)
        stage.later(at, _says_whether_they_come, stage, letter, prompt, answer)


def _says_whether_they_come(stage: Stage, letter: Letter, prompt: Prompt, answer: str) -> None:
    hands, month = stage.hands(letter.person), letter.month or 0
    if stage.diary.reply(month, letter.person):
        return
    label = prompt.choices[min(SAID[answer], len(prompt.choices) - 1)]
    if _picks(stage, letter, prompt, label):
        stage.diary.said.append(
            Said(at=stage.now, person=letter.person, month=month, answer=answer)
        )
        stage.diary.notes(hands.now, letter.person, "say whether they come", month, label)


def _picks(stage: Stage, letter: Letter, prompt: Prompt, label: str) -> bool:
    hands = stage.hands(letter.person)
    if len(prompt.choices) > MOST_BUTTONS:
        return hands.chooses(label, of=hands.question(letter))
    return hands.presses(label, near=hands.question(letter))


def _asked_something(stage: Stage, letter: Letter, prompt: Prompt) -> None:
    ways, mood = stage.habits, stage.habits.chance("mood", letter.key.partition(":")[2]).random()
    willing = WILLING[prompt.type]
    if letter.kind == "reminder":
        if (
            mood < willing + PUTS_OFF
        ):  # those who would have answered anyway, and those who put it off
            stage.later(ways.looks_at(letter.at, letter.key), _answers_once, stage, letter, prompt)
        return
    at = ways.looks_at(letter.at, letter.key)
    if mood < willing * 0.85:
        stage.later(at, _answers, stage, letter, prompt)
    elif mood < willing:
        return  # waits for the reminder
    elif mood < willing + PUTS_OFF:
        stage.later(at, _puts_aside, stage, letter, "Later today")
    elif mood < willing + PUTS_OFF + DECLINES:
        stage.later(at, _puts_aside, stage, letter, "Not this time")


def _puts_aside(stage: Stage, letter: Letter, label: str) -> None:
    hands = stage.hands(letter.person)
    if not hands.shows(letter, label):
        return  # a question that everyone is to answer has no such button
    if hands.presses(label, near=hands.question(letter)):
        stage.diary.notes(hands.now, letter.person, f"press “{label}”", letter.month)


def _answers_once(stage: Stage, letter: Letter, prompt: Prompt) -> None:
    asking = letter.key.partition(":")[2]
    if not any(a.asking == asking for a in stage.diary.answered):
        _answers(stage, letter, prompt)


def _answers(stage: Stage, letter: Letter, prompt: Prompt) -> None:
    text = ANSWERS[prompt.type](stage, letter, prompt)
    if text:
        asking = letter.key.partition(":")[2]
        stage.diary.answers(stage.now, letter.person, asking, text)
        stage.diary.notes(stage.now, letter.person, "answer a question", letter.month)


def _chooses(stage: Stage, letter: Letter, prompt: Prompt) -> str:
    prompt = replace(prompt, choices=_offered_to(stage, letter) or prompt.choices)
    label = stage.habits.chance("choice", letter.key).choice(prompt.choices)
    return label if _picks(stage, letter, prompt, label) else ""


def _offered_to(stage: Stage, letter: Letter) -> tuple[str, ...]:
    """What others answered and this person chooses from; nothing where the plan's own list holds."""
    with stage.books.read() as memory:
        asking = memory.askings.seek(letter.key.partition(":")[2])
    return asking.choices if asking else ()


def _rates(stage: Stage, letter: Letter, prompt: Prompt) -> str:
    low, high = prompt.scale_min, prompt.scale_max
    number = str(round(stage.habits.chance("scale", letter.key).triangular(low, high, high)))
    hands = stage.hands(letter.person)
    return number if hands.presses(number, near=hands.question(letter)) else ""


def _writes(stage: Stage, letter: Letter, prompt: Prompt) -> str:
    lines = phrases.ABOUT.get(prompt.use, phrases.LINES)
    line = phrases.something(stage.habits.chance("line", letter.key), lines, prompt.max_chars)
    return _sends(stage, letter, {"Your answer": line}, line)


def _tells(stage: Stage, letter: Letter, prompt: Prompt) -> str:
    chance = stage.habits.chance("story", letter.key)
    line = phrases.something(chance, phrases.STORIES, prompt.max_chars)
    scope = chance.choice(("My room, and the facilitators", "Everyone in the community"))
    signed = chance.choice(("With my name", "First name only", "Without my name"))
    form = {"Your story": line, "Who may see it": scope, "Under which name": signed}
    return _sends(stage, letter, form, line)


def _sends(stage: Stage, letter: Letter, form: dict[str, str], line: str) -> str:
    hands = stage.hands(letter.person)
    opened = hands.opens("Answer", near=hands.question(letter))
    return line if opened and hands.sends(form) else ""


ANSWERS: dict[PromptType, Callable[[Stage, Letter, Prompt], str]] = {
    PromptType.CHOICE: _chooses,
    PromptType.SCALE: _rates,
    PromptType.TEXT: _writes,
    PromptType.STORY: _tells,
}


def _says_how_it_goes(stage: Stage, letter: Letter) -> None:
    """Two weeks on: what became of what somebody took on, unless they have said so elsewhere meanwhile."""
    if letter.subject in stage.diary.ended:
        return
    hands = stage.hands(letter.person)
    label = stage.habits.chance("progress", letter.key).choice(
        ("Done", "On its way", "Stuck - I could use help")
    )
    if hands.presses(label, near=hands.question(letter)):
        if label == "Done":
            stage.diary.ended[letter.subject] = stage.now
        stage.diary.notes(
            hands.now, letter.person, "say how their action goes", letter.month, label
        )


def _told_their_room(stage: Stage, letter: Letter) -> None:
    """A few find out only now that they cannot come after all."""
    session = stage.session(letter.month)
    if session is None or letter.person not in stage.intentions(session.month).cancels:
        return
    if stage.diary.reply(session.month, letter.person) != habits.NO:
        at = stage.habits.looks_at(letter.at, "cancels", session.month, letter.person)
        stage.later(at, _cannot_come_after_all, stage, letter)


def _cannot_come_after_all(stage: Stage, letter: Letter) -> None:
    hands, month = stage.hands(letter.person), letter.month or 0
    label = "I cannot come after all"
    if stage.diary.reply(month, letter.person) != habits.NO and hands.presses(
        label, near=hands.first_line(letter)
    ):
        stage.diary.said.append(
            Said(at=stage.now, person=letter.person, month=month, answer=habits.NO)
        )
        stage.diary.notes(hands.now, letter.person, f"press “{label}”", month)


def _offered(stage: Stage, letter: Letter) -> None:
    if CONFIRMS in letter.words:
        stage.later(letter.at + timedelta(minutes=1), _confirms, stage, letter)


def _confirms(stage: Stage, letter: Letter) -> None:
    stage.hands(letter.person).presses(CONFIRMS)


REACTIONS: dict[str, Callable[[Stage, Letter], None]] = {
    "welcome": _welcomed,
    "prompt": _asked,
    "reminder": _asked,
    "room-news": _told_their_room,
    "offer": _offered,
}
