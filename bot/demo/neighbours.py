"""The pretend people together: what they do by themselves around each session, and how they take what reaches them."""

from datetime import timedelta

from bot.demo import facilitators, followers, keepers, on_the_day, owners, participants, writers
from bot.demo.diary import Said
from bot.demo.letters import Letter
from bot.demo.stage import Stage
from bot.demo.told import answers_of
from bot.domain.answers import Response

REMEMBERED = timedelta(days=30)  # what came before that is acted upon by nobody any more


class Neighbours:
    """Everyone who lives on a stage."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    def plan(self) -> None:
        """Let everyone mean to do what they do by themselves around the sessions."""
        for session in self.stage.community.sessions:
            facilitators.plan_month(self.stage, session)
            on_the_day.plan_day(self.stage, session)
            followers.plan_branches(self.stage, session)
            followers.plan_wishes(self.stage, session)
            writers.plan_writing(self.stage, session)

    def hear(self, letter: Letter) -> None:
        """Let whoever got this message decide what to do about it, and when."""
        for part in (participants, facilitators, on_the_day, keepers, followers, owners):
            part.react(self.stage, letter)

    def take_up(self) -> None:
        """Go on where this was left: what was said is remembered, and only what lies ahead is meant to be done."""
        self._remember()
        with self.stage.agenda.only_after(self.stage.now):
            self.plan()
            for letter in self.stage.postbox.standing(since=self.stage.now - REMEMBERED):
                self.hear(letter)

    def _remember(self) -> None:
        diary = self.stage.diary
        with self.stage.books.read() as memory:
            months = {session.id: session.month for session in memory.sessions.find()}
            replies, responses = memory.replies.find(), answers_of(memory)
            answered = memory.askings.find(state="answered")
        for reply in sorted(replies, key=lambda each: each.at):
            month = months.get(reply.session_id, 0)
            said = Said(at=reply.at, person=reply.person_id, month=month, answer=reply.answer.value)
            diary.said.append(said)
        for response in responses:
            self._remember_answer(response)
        kept = {response.id for response in responses}
        for asking in answered:
            if asking.id not in kept:  # given without a name: that it was is all that is known
                diary.answers(self.stage.now, asking.person_id, asking.id, "")

    def _remember_answer(self, response: Response) -> None:
        self.stage.diary.answers(response.at, response.person_id, response.id, response.text)
