"""What `convener init` asks: each question explained in a sentence, and its answer checked at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import typer

from bot.cli.saying import complain, say, wrong

Answers = dict[str, str]
USAGE = "Nothing was written. See convener init --help."


def _always(answers: Mapping[str, str]) -> bool:
    return True


def _with_http(answers: Mapping[str, str]) -> bool:
    return answers["transport"] == "http"


def _with_mail(answers: Mapping[str, str]) -> bool:
    return bool(answers["mail_host"])


def behind_a_link(answers: Mapping[str, str]) -> bool:
    """Whether the community meets behind one link that stands, and not on Zoom."""
    return answers["host"].startswith("https://")


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question: the setting it fills, why it is asked, and when an empty answer will not do.

    `asked` is False for what has a default that fits nearly everybody and is only an option; `when` says with which
    answers before it the question makes sense.
    """

    name: str
    place: tuple[str, str]
    words: str
    why: str
    default: str = ""
    needed: Callable[[Mapping[str, str]], bool] = _always
    many: bool = False
    asked: bool = True
    when: Callable[[Mapping[str, str]], bool] = _always

    @property
    def option(self) -> str:
        return "--" + self.name.replace("_", "-")


QUESTIONS = (
    Question(name="name", place=("community", "name"), words="What is your community called?",
             why="People read it in messages, on pages and in the name of Zoom meetings.",
             default="Learning community"),
    Question(name="zone", place=("community", "default_zone"), words="In which city's time zone do you work?",
             why="Its time counts where nobody's own is known, as Europe/Stockholm or America/Sao_Paulo.",
             default="Europe/London"),
    Question(name="transport", place=("slack", "transport"), words="Slack by socket or http?",
             why="socket needs no address on the internet and is right for most; http needs one.",
             default="socket"),
    Question(name="channel", place=("slack", "channel"), words="The community's Slack channel (id or #name)",
             why="What is for everybody is posted there; everything else goes to people directly.",
             default="#community"),
    Question(name="facilitator", place=("slack", "facilitators"), words="The first facilitator's address in Slack",
             many=True, why="Who facilitates before there is a roster, and whom Convener tells of troubles."),
    Question(name="host", place=("zoom", "hosts"), many=True,
             words="The address of the licensed Zoom account that hosts; without Zoom the link at which you meet",
             why="The meetings are this account's; breakout rooms can be given ahead only with a licence. Without Zoom "
             "write https://...: one link that stands, in any other system, and rooms are opened by hand."),
    Question(name="meeting_name", place=("meetings", "name"), words="What do people call that place?",
             why="It stands in messages and on pages: Jitsi, Teams, our room.", needed=behind_a_link,
             when=behind_a_link),
    Question(name="public_url", place=("web", "public_url"), words="The public address of this machine, if it has one",
             why="With it, messages link to pages, and Slack (http) and Zoom can call: https://convener.example.org.",
             needed=_with_http),
    Question(name="listen", place=("web", "listen"), words="Where the web door listens", asked=False,
             why="In a container 0.0.0.0:8080, else only for this machine's proxy.", default="127.0.0.1:8080"),
    Question(name="database", place=("database", "url"), words="Where everything is remembered", asked=False,
             why="A file, or a PostgreSQL server.", default="sqlite:///convener.sqlite3"),
    Question(name="mail_host", place=("mail", "host"), words="The mail server", asked=False, needed=lambda _: False,
             why="For people without Slack and guests; empty writes no mail."),
    Question(name="mail_from", place=("mail", "from"), words="Who writes mail", asked=False, needed=_with_mail,
             why="Let answers to this address reach a person."),
)  # fmt: skip


def answers_to(given: Mapping[str, str | None], *, yes: bool) -> Answers:
    """Every answer: from the options, else asked, else (with `yes`) the default. Exits with 2 on a wrong option."""
    answers: Answers = {question.name: question.default for question in QUESTIONS}
    answers |= {name: answer.strip() for name, answer in given.items() if answer is not None}
    told = [q for q in QUESTIONS if given.get(q.name) is not None]
    if faults := [f"{q.option}: {fault}" for q in told if (fault := fault_in(q, answers))]:
        raise wrong(*faults, USAGE)
    for question in QUESTIONS:
        if not question.asked or not question.when(answers):
            continue
        if not yes and given.get(question.name) is None:
            _ask(question, answers)
    if missing := [f"{q.option}: {fault}" for q in QUESTIONS if (fault := fault_in(q, answers))]:
        raise wrong(*missing, USAGE)
    return answers


def _ask(question: Question, answers: Answers) -> None:
    """Ask until the answer can be used."""
    say("\n" + question.why)
    while True:
        answers[question.name] = typer.prompt(
            question.words, default=question.default, show_default=bool(question.default)
        ).strip()
        fault = fault_in(question, answers)
        if not fault:
            return
        complain(fault)


def fault_in(question: Question, answers: Mapping[str, str]) -> str:
    """What is wrong with the answer, as the settings would say it; nothing where it can be used."""
    from bot.config.loading import fault_of

    answer = answers[question.name]
    if not answer:
        return "An answer is needed here." if question.needed(answers) else ""
    section, key = question.place
    beside = {"host": answers["mail_host"]} if question.name == "mail_from" else {}
    if question.name == "host" and behind_a_link(answers):
        return fault_of("meetings", {"kind": "link", "link": answer, "name": "asked next"})
    if question.name == "meeting_name":
        beside = {"kind": "link", "link": answers["host"]} if behind_a_link(answers) else {}
    if question.name == "host" and "@" not in answer:
        return "[zoom] hosts must hold mail addresses, such as host@example.org."
    if question.name == "mail_host":
        beside = {"from": "convener@example.org"}  # asked next
    return fault_of(section, beside | {key: [answer] if question.many else answer})
