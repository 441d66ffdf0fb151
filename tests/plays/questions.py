"""Questions of every kind for the plays about prompts, and how people answer them."""

from tests.plays.scripts import cast, plan_of

OWN = """
[[session.prompt]]
key = "t-story"
when = "pre"
send = "-7d"
audience = ["lay"]
type = "story"
text = "When did you last feel at home in a waiting room?"
max_chars = 900
visibility = "room"
minutes = 5
optional = true

[[session.prompt]]
key = "t-many"
when = "pre"
send = "-6d"
audience = ["clinician"]
type = "choice"
text = "Which of these would you change first?"
choices = ["Doors", "Forms", "Chairs", "Hours", "Letters", "Signs"]
visibility = "community"
minutes = 1
optional = true

[[session.prompt]]
key = "t-scale"
when = "pre"
send = "-6d"
audience = ["all"]
type = "scale"
text = "How sure are you that you were heard last month?"
low = "Not at all"
high = "Quite sure"
visibility = "anonymous"
minutes = 1
optional = true

[[session.prompt]]
key = "t-line"
when = "pre"
send = "-5d"
audience = ["coach", "clinician"]
type = "text"
text = "What would your team leave out?"
max_chars = 120
visibility = "community"
minutes = 1
"""
PLAN = plan_of(2, without=["what-we-did", "rsvp"], more=OWN)
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
