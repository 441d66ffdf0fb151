"""All that is remembered, inside one transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.domain.agendas import Agenda
from bot.domain.agreed import Agreed, Remark
from bot.domain.answers import Asking, Consent, Reply, Response, Told
from bot.domain.artefacts import Writing
from bot.domain.ballots import LockedUrn, Seal
from bot.domain.bundles import Bundled
from bot.domain.calendar_entries import CalendarEntry
from bot.domain.calls import Call
from bot.domain.delegates import Delegate
from bot.domain.followup import ActionItem, Branch, HelpWanted, Subgroup, Trace
from bot.domain.guests import Guest, GuestQuestion
from bot.domain.hand_over import HandOver
from bot.domain.hour_polls import HourPoll, HourVote
from bot.domain.leaves import Leave
from bot.domain.meetings import MeetingRecord, SmallMeeting
from bot.domain.parts import Turn
from bot.domain.presence import Presence
from bot.domain.programme import Note, Programme
from bot.domain.prompt_changes import PromptChange
from bot.domain.references import Reference
from bot.domain.room_wishes import RoomWish
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.domain.sightings import Sighting
from bot.domain.stories import Carried, Export, Story
from bot.domain.synthesis import CheckBack, Loop, Synthesis, Theme
from bot.ports import Audit, Duties, ForgetList, Inbox, Ledger, Numbers, Paces, Plans, Sealed
from bot.store import ageing, tables
from bot.store.at_hand import Known
from bot.store.duties import SqlDuties
from bot.store.erasing import erase
from bot.store.forget_list import ForgetFile, Forgotten
from bot.store.inbox import SqlInbox
from bot.store.keys import KeyFolder
from bot.store.ledger import OnOwed, SqlLedger
from bot.store.numbers import SqlNumbers
from bot.store.paces import SqlPaces
from bot.store.plans import NewestPlans, PlansAtHand, SqlPlans
from bot.store.restored import mode_in
from bot.store.sealed import SqlSealed
from bot.store.shelf import Kept, SqlShelf

TRACES = Kept(Trace, tables.trace, "line of the audit")


class SqlMemory:
    """Every shelf and book, on one connection; worth nothing once the transaction has ended."""

    programmes = Kept(Programme, tables.programme, "programme")
    people = Kept(Participant, tables.person, "person")
    sessions = Kept(Session, tables.session, "session")
    meetings = Kept(MeetingRecord, tables.meeting, "meeting for the session")
    small_meetings = Kept(SmallMeeting, tables.small_meeting, "meeting of a subgroup")
    presences = Kept(Presence, tables.presence, "presence")
    sightings = Kept(Sighting, tables.sighting, "piece of news from Zoom")
    room_wishes = Kept(RoomWish, tables.room_wish, "wish about rooms")
    replies = Kept(Reply, tables.reply, "reply")
    prompt_changes = Kept(PromptChange, tables.prompt_change, "change of a prompt")
    askings = Kept(Asking, tables.asking, "prompt put to a person")
    bundled = Kept(Bundled, tables.bundled, "part of a bundle")
    responses = Kept(Response, tables.response, "answer")
    seals = Kept(Seal, tables.seal, "seal")
    urns = Kept(LockedUrn, tables.urn, "urn")
    consents = Kept(Consent, tables.consent, "consent")
    stories = Kept(Story, tables.story, "story")
    carried = Kept(Carried, tables.carried, "place a story went to")
    exports = Kept(Export, tables.export, "export")
    told = Kept(Told, tables.told, "telling back of the session")
    themes = Kept(Theme, tables.theme, "theme")
    syntheses = Kept(Synthesis, tables.synthesis, "synthesis")
    check_backs = Kept(CheckBack, tables.check_back, "word on a synthesis")
    leaves = Kept(Leave, tables.leave, "leave")
    writings = Kept(Writing, tables.writing, "part of an artefact")
    references = Kept(Reference, tables.reference, "reading")
    agreed = Kept(Agreed, tables.agreed, "version")
    remarks = Kept(Remark, tables.remark, "comment")
    loops = Kept(Loop, tables.loop, "loop")
    actions = Kept(ActionItem, tables.action, "action")
    branches = Kept(Branch, tables.branch, "branch")
    subgroups = Kept(Subgroup, tables.subgroup, "subgroup")
    help_wanted = Kept(HelpWanted, tables.help_wanted, "request for help")
    calls = Kept(Call, tables.call, "call for a facilitator")
    agendas = Kept(Agenda, tables.agenda, "agenda")
    hour_polls = Kept(HourPoll, tables.hour_poll, "asking about hours")
    hour_votes = Kept(HourVote, tables.hour_vote, "word on hours")
    calendar_entries = Kept(CalendarEntry, tables.calendar_entry, "entry in a calendar")
    guests = Kept(Guest, tables.guest, "guest")
    guest_questions = Kept(GuestQuestion, tables.guest_question, "question to a guest")
    hand_overs = Kept(HandOver, tables.hand_over, "thing to hand over")
    delegates = Kept(Delegate, tables.delegate, "delegate")
    turns = Kept(Turn, tables.turn, "part of a session")
    notes = Kept(Note, tables.note, "note")

    def __init__(
        self,
        connection: sa.Connection,
        on_owed: OnOwed,
        forget_list: ForgetFile | None = None,
        keys: KeyFolder | None = None,
        plans: PlansAtHand | None = None,
        at_hand: dict[str, Any] | None = None,
    ) -> None:
        self.connection = connection
        self.at_hand: dict[str, Any] = {} if at_hand is None else at_hand
        self._sealed = SqlSealed(connection, keys)
        self.sealed: Sealed = self._sealed
        newest = self.at_hand.setdefault("room plans", NewestPlans())
        self._room_plans = SqlPlans(connection, plans or PlansAtHand(), newest)
        self.plans: Plans = self._room_plans
        self.traces: Audit = SqlShelf(connection, TRACES)
        done = self.at_hand.setdefault("done", Known())
        self.effects: Ledger = SqlLedger(connection, on_owed, lambda: mode_in(self.notes), done)
        self.paces: Paces = SqlPaces(connection, self.at_hand.setdefault("paces", Known()))
        self.duties: Duties = SqlDuties(connection)
        self.inbox: Inbox = SqlInbox(connection)
        self.numbers: Numbers = SqlNumbers(connection)
        self._forgotten = Forgotten(forget_list)
        self.forget_list: ForgetList = self._forgotten
        self.doomed: set[str] = set()  # whose keys are destroyed once it is written
        self.emptied = False  # whether words went that no log of the database may keep

    def read_anew(self) -> None:
        """What was read may have changed: something that was written has been taken back."""
        for known in self.at_hand.values():
            known.forget()
        self._room_plans.read_anew()

    def givers(self, session_id: str, prompts: Sequence[str]) -> dict[str, str]:
        """Whose each answer to these questions of a session is, by its id: who spoke, without the words."""
        given = tables.response.c
        wanted = sa.select(given.id, given.person_id).where(
            given.session_id == session_id, given.prompt.in_(prompts)
        )
        return dict(map(tuple, self.connection.execute(wanted)))

    def erase(self, person_id: str) -> bool:
        """Empty all that is somebody's; whether there was anything."""
        erased = erase(self.connection, person_id)
        self.emptied = self.emptied or erased
        self.read_anew()
        return erased

    def erase_rest(self) -> None:
        """With everybody erased: what stood there of the group."""
        ageing.leftovers(self.connection)
        self.read_anew()

    def remove_older(self, kind: str, before: datetime) -> int:
        """Remove what is older, of one kind; how many things that were."""
        removed: int = ageing.REMOVES[kind](self.connection, before)
        self.emptied = self.emptied or bool(removed)
        self.read_anew()
        return removed

    def unsaid(self, before: datetime) -> list[str]:
        """The ids of notes of words that were offered back before this instant, and never taken."""
        return ageing.unsaid(self.connection, before)

    def keys_in_use(self) -> set[str]:
        """The names of all keys that open something here."""
        return self._sealed.keys()

    def about_to_commit(self) -> None:
        """What must be written outside the database before the transaction is."""
        doomed = self._sealed.doomed()
        for name, at in doomed.items():
            self._forgotten.add("key", name, at)
        self._forgotten.write()
        self.doomed = set(doomed)
