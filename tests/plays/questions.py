"""Questions of every kind for the plays about prompts, and how people answer them."""

import json

from tests.plays.scripts import cast, plan_of


def question(key: str, send: str, text: str, **more: object) -> str:
    """A question as it stands in a plan: words from everybody that everybody sees, unless `more` says otherwise.

    One that is asked in rooms has no `send`.
    """
    usual = {
        "when": "pre",
        "audience": ["all"],
        "type": "text",
        "visibility": "community",
        "minutes": 2,
        "optional": True,
    }
    told = {"key": key, "send": send, "text": text} | usual | more
    lines = (f"{name} = {json.dumps(value)}" for name, value in told.items() if value != "")
    return "\n".join(["", "[[session.prompt]]", *lines, ""])


OWN = [
    question(
        "t-story",
        "-7d",
        "When did you last feel at home in a waiting room?",
        audience=["lay"],
        type="story",
        max_chars=900,
        visibility="room",
        minutes=5,
    ),
    question(
        "t-many",
        "-6d",
        "Which of these would you change first?",
        audience=["clinician"],
        type="choice",
        choices=["Doors", "Forms", "Chairs", "Hours", "Letters", "Signs"],
        minutes=1,
    ),
    question(
        "t-scale",
        "-6d",
        "How sure are you that you were heard last month?",
        type="scale",
        low="Not at all",
        high="Quite sure",
        visibility="anonymous",
        minutes=1,
    ),
    question(
        "t-line",
        "-5d",
        "What would your team leave out?",
        audience=["coach", "clinician"],
        max_chars=120,
        minutes=1,
        optional=False,
    ),
]
PLAN = plan_of(2, without=["what-we-did", "rsvp"], more="".join(OWN))
PEOPLE = "jandira raimundo gunvor kwabena pearl anjali kirra ted signe"


def opened(theatre, **more):
    show = {
        "people": cast(f"{PEOPLE} nadia"),
        "start": (2027, 2),
        "plan": PLAN,
        "at": "2027-02-08T12:00",
        "publish": "automatic",
    }
    return theatre.opens(**show | more)


def answer_of(stage, prompt, person):
    with stage.memory() as setting:
        return setting.memory.responses.seek(f"s01:{prompt}:{person}")


def writes(player, words, near, button="Answer", **choices):
    player.presses(button, near)
    box = "Your story" if player.modal().startswith("Your story") else "Your answer"
    player.fills({box: words, **choices})
    answer = player.sends()
    return answer
