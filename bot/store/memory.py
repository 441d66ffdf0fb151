"""All that is remembered, inside one transaction."""

import sqlalchemy as sa

from bot.domain.answers import Asking, Consent, Reply, Response, Told
from bot.domain.artefacts import Writing
from bot.domain.ballots import LockedUrn, Seal
from bot.domain.bundles import Bundled
from bot.domain.calls import Call
from bot.domain.followup import ActionItem, Branch, HelpWanted, Subgroup, Trace
from bot.domain.hand_over import HandOver
from bot.domain.leaves import Leave
from bot.domain.meetings import MeetingRecord
from bot.domain.presence import Presence
from bot.domain.programme import Note, Programme
from bot.domain.prompt_changes import PromptChange
from bot.domain.room_wishes import RoomWish
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.domain.sightings import Sighting
from bot.domain.stories import Carried, Export, Story
from bot.domain.synthesis import CheckBack, Loop, Synthesis, Theme
from bot.ports import Audit, Duties, ForgetList, Inbox, Ledger, Numbers, Paces, Plans, Sealed, Shelf
from bot.store import tables
from bot.store.duties import SqlDuties
from bot.store.forget_list import ForgetFile, Forgotten
from bot.store.inbox import SqlInbox
from bot.store.keys import KeyFolder
from bot.store.ledger import OnOwed, SqlLedger
from bot.store.numbers import SqlNumbers
from bot.store.paces import SqlPaces
from bot.store.plans import PlansAtHand, SqlPlans
from bot.store.sealed import SqlSealed
from bot.store.shelf import Kept, SqlShelf

PROGRAMMES = Kept(Programme, tables.programme, "programme")
PEOPLE = Kept(Participant, tables.person, "person")
SESSIONS = Kept(Session, tables.session, "session")
MEETINGS = Kept(MeetingRecord, tables.meeting, "meeting for the session")
PRESENCES = Kept(Presence, tables.presence, "presence")
SIGHTINGS = Kept(Sighting, tables.sighting, "piece of news from Zoom")
ROOM_WISHES = Kept(RoomWish, tables.room_wish, "wish about rooms")
REPLIES = Kept(Reply, tables.reply, "reply")
PROMPT_CHANGES = Kept(PromptChange, tables.prompt_change, "change of a prompt")
ASKINGS = Kept(Asking, tables.asking, "prompt put to a person")
BUNDLED = Kept(Bundled, tables.bundled, "part of a bundle")
RESPONSES = Kept(Response, tables.response, "answer")
SEALS = Kept(Seal, tables.seal, "seal")
URNS = Kept(LockedUrn, tables.urn, "urn")
CONSENTS = Kept(Consent, tables.consent, "consent")
STORIES = Kept(Story, tables.story, "story")
CARRIED = Kept(Carried, tables.carried, "place a story went to")
EXPORTS = Kept(Export, tables.export, "export")
TOLD = Kept(Told, tables.told, "telling back of the session")
THEMES = Kept(Theme, tables.theme, "theme")
SYNTHESES = Kept(Synthesis, tables.synthesis, "synthesis")
CHECK_BACKS = Kept(CheckBack, tables.check_back, "word on a synthesis")
LEAVES = Kept(Leave, tables.leave, "leave")
WRITINGS = Kept(Writing, tables.writing, "part of an artefact")
LOOPS = Kept(Loop, tables.loop, "loop")
ACTIONS = Kept(ActionItem, tables.action, "action")
BRANCHES = Kept(Branch, tables.branch, "branch")
SUBGROUPS = Kept(Subgroup, tables.subgroup, "subgroup")
HELP_WANTED = Kept(HelpWanted, tables.help_wanted, "request for help")
CALLS = Kept(Call, tables.call, "call for a facilitator")
HAND_OVERS = Kept(HandOver, tables.hand_over, "thing to hand over")
TRACES = Kept(Trace, tables.trace, "line of the audit")
NOTES = Kept(Note, tables.note, "note")


class SqlMemory:
    """Every shelf and book, on one connection; worth nothing once the transaction has ended."""

    def __init__(
        self,
        connection: sa.Connection,
        on_owed: OnOwed,
        forget_list: ForgetFile | None = None,
        keys: KeyFolder | None = None,
        plans: PlansAtHand | None = None,
    ) -> None:
        self.programmes: Shelf[Programme] = SqlShelf(connection, PROGRAMMES)
        self.people: Shelf[Participant] = SqlShelf(connection, PEOPLE)
        self.sessions: Shelf[Session] = SqlShelf(connection, SESSIONS)
        self.replies: Shelf[Reply] = SqlShelf(connection, REPLIES)
        self.prompt_changes: Shelf[PromptChange] = SqlShelf(connection, PROMPT_CHANGES)
        self.askings: Shelf[Asking] = SqlShelf(connection, ASKINGS)
        self.bundled: Shelf[Bundled] = SqlShelf(connection, BUNDLED)
        self.responses: Shelf[Response] = SqlShelf(connection, RESPONSES)
        self.seals: Shelf[Seal] = SqlShelf(connection, SEALS)
        self.urns: Shelf[LockedUrn] = SqlShelf(connection, URNS)
        self.consents: Shelf[Consent] = SqlShelf(connection, CONSENTS)
        self.stories: Shelf[Story] = SqlShelf(connection, STORIES)
        self.carried: Shelf[Carried] = SqlShelf(connection, CARRIED)
        self.exports: Shelf[Export] = SqlShelf(connection, EXPORTS)
        self._sealed = SqlSealed(connection, keys)
        self.sealed: Sealed = self._sealed
        self.told: Shelf[Told] = SqlShelf(connection, TOLD)
        self.actions: Shelf[ActionItem] = SqlShelf(connection, ACTIONS)
        self.branches: Shelf[Branch] = SqlShelf(connection, BRANCHES)
        self.subgroups: Shelf[Subgroup] = SqlShelf(connection, SUBGROUPS)
        self.help_wanted: Shelf[HelpWanted] = SqlShelf(connection, HELP_WANTED)
        self.calls: Shelf[Call] = SqlShelf(connection, CALLS)
        self.hand_overs: Shelf[HandOver] = SqlShelf(connection, HAND_OVERS)
        self.traces: Audit = SqlShelf(connection, TRACES)
        self.notes: Shelf[Note] = SqlShelf(connection, NOTES)
        self._rooms(connection, plans or PlansAtHand())
        self._sense(connection)
        self._books(connection, on_owed)
        self._forgotten = Forgotten(forget_list)
        self.forget_list: ForgetList = self._forgotten
        self.doomed: set[str] = set()  # whose keys are destroyed once it is written

    def _rooms(self, connection: sa.Connection, plans: PlansAtHand) -> None:
        self.plans: Plans = SqlPlans(connection, plans)
        self.meetings: Shelf[MeetingRecord] = SqlShelf(connection, MEETINGS)
        self.presences: Shelf[Presence] = SqlShelf(connection, PRESENCES)
        self.sightings: Shelf[Sighting] = SqlShelf(connection, SIGHTINGS)
        self.room_wishes: Shelf[RoomWish] = SqlShelf(connection, ROOM_WISHES)

    def _sense(self, connection: sa.Connection) -> None:
        self.themes: Shelf[Theme] = SqlShelf(connection, THEMES)
        self.syntheses: Shelf[Synthesis] = SqlShelf(connection, SYNTHESES)
        self.check_backs: Shelf[CheckBack] = SqlShelf(connection, CHECK_BACKS)
        self.leaves: Shelf[Leave] = SqlShelf(connection, LEAVES)
        self.loops: Shelf[Loop] = SqlShelf(connection, LOOPS)
        self.writings: Shelf[Writing] = SqlShelf(connection, WRITINGS)

    def _books(self, connection: sa.Connection, on_owed: OnOwed) -> None:
        self.effects: Ledger = SqlLedger(connection, on_owed)
        self.paces: Paces = SqlPaces(connection)
        self.duties: Duties = SqlDuties(connection)
        self.inbox: Inbox = SqlInbox(connection)
        self.numbers: Numbers = SqlNumbers(connection)

    def read_anew(self) -> None:
        """What was read may have changed: something that was written has been taken back."""
        for part in vars(self).values():
            if isinstance(part, SqlShelf | SqlPlans):
                part.read_anew()

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
