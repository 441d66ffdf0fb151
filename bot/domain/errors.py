"""What can go wrong in the life of a community, in words for the people it happens to."""

from string import Formatter

from bot.domain.languages import say


class FacilitationError(Exception):
    """Something did not work out. Try again, or ask a facilitator."""

    def __init__(self, **facts: object) -> None:
        """The sentence for people is the class's docstring, with the facts put in: both in the language that is spoken,
        as far as they are sentences of ours.
        """
        self.facts = facts
        template = say(" ".join((type(self).__doc__ or "").split()))
        names = {name for _, name, _, _ in Formatter().parse(template) if name}
        told = {name: facts.get(name, "?") for name in names}
        self.message = template.format(
            **{k: say(v) if isinstance(v, str) else v for k, v in told.items()}
        )
        super().__init__(self.message)


class UnknownZone(FacilitationError):
    """{zone} is not a time zone we know. Use a city's, such as Europe/Stockholm."""


class NaiveTime(FacilitationError):
    """{field} has no time zone. Give a UTC instant or a wall time with its city."""


class NoSuchThing(FacilitationError):
    """There is no {what} called {name}. {hint}"""


class Ambiguous(FacilitationError):
    """{name} could be {candidates}. Write the name in full."""


class NotYours(FacilitationError):
    """Only facilitators can do that. Ask one of them: the button "A word with a facilitator" is on your Home page."""


class ChangedMeanwhile(FacilitationError):
    """{who} changed {what} a moment ago. Look at it again, then make your change on top."""


class Impossible(FacilitationError):
    """{what} cannot be done: {why}."""


class NothingWritten(FacilitationError):
    """There are no words in it yet. {hint}"""


class TooLate(FacilitationError):
    """It is too late for that: {why}."""
