"""Edits that spoil the default plan, each with the field it spoils and what is said about it."""

from dataclasses import dataclass

from bot.files.defaults import default_plan_path

TEXT = default_plan_path().read_text(encoding="utf-8")


@dataclass(frozen=True)
class Fault:
    """An edit to the default plan, the field it spoils, and something its finding says."""

    old: str
    new: str
    field: str
    says: str

    def edited(self) -> tuple[str, int]:
        """The plan after the edit, and the line of the place marked with ¤ (else where the edit begins)."""
        assert self.old in TEXT
        before, _, after = TEXT.partition(self.old)
        marked = before + (self.new if "¤" in self.new else f"¤{self.new}") + after
        return marked.replace("¤", ""), marked[: marked.index("¤")].count("\n") + 1


def fault(old: str, new: str, field: str, says: str) -> Fault:
    return Fault(old, new, field, says)


VALUES = [
    fault("min_size = 5", "min_sise = 5", "defaults.rooms.min_sise", 'Did you mean "min_size"?'),
    fault("months = 18", "months = 18\n¤lenght = 3", "programme.lenght", "The keys here are aim"),
    fault("virtual_minutes = 90\n", "", "programme.virtual_minutes", "is missing"),
    fault("months = 18", 'months = "18"', "programme.months", "not a whole number"),
    fault("months = 18", "months = 0", "programme.months", "Write 1 or more"),
    fault(
        "\nweekends = false", '\n¤weekends = "no"', "defaults.reminders.weekends", "true nor false"
    ),
    fault('cadence = "monthly"', 'cadence = "weekly"', "programme.cadence", 'Write "monthly"'),
    fault("3rd Wednesday", "3rd Wensday", "programme.session_day", "last Thursday or 15th"),
    fault(
        "assume_no_show_rate = 0.25",
        "assume_no_show_rate = 25",
        "defaults.rooms.assume_no_show_rate",
        "less than 1",
    ),
    fault(
        'strategy = "mixed"',
        'strategy = "home-team"',
        "defaults.rooms.strategy",
        'Did you mean "home_team"?',
    ),
    fault('"20:00"', '"8pm"', "defaults.reminders.quiet_from", 'such as "15:00"'),
    fault('"-1h"]', '"-1 hour"]', "defaults.reminders.session_notices[3]", "-90m"),
    fault('send = "-9d"', 'send = "9d"', "recurring_prompt[rsvp].send", "-9d"),
    fault('send = "-9d"', 'send = "-0d"', "recurring_prompt[rsvp].send", "-9d"),
    fault('send = "-9d"', 'send = "-1d2h"', "recurring_prompt[rsvp].send", "-9d"),
    fault("America/New_York", "America/NewYork", "slot[northern-winter].anchor_zone", "New_York?"),
    fault("America/New_York", "Etc/GMT+5", "slot[northern-winter].anchor_zone", "never changes"),
    fault("America/New_York", "us/eastern", "slot[northern-winter].anchor_zone", "US/Eastern"),
    fault("{local_date}", "{localdate}", "recurring_prompt[rsvp].text", '"local_date"'),
    fault("{local_date}", "{local_date", "recurring_prompt[rsvp].text", "brace stands alone"),
    fault("First names.", "x" * 281 + ".", "agreement[1].text", "and 280 fit"),
    fault('"Part of it"', f'"{"x" * 76}"', "recurring_prompt[rsvp].choices[2]", "75 fit"),
    fault('type = "notice"', 'type = "note"', "recurring_prompt[room-news].type", '"notice"?'),
    fault(
        'stage = "begin"', 'stage = "begin"\n¤date = "24.2.2027"', "session[1].date", "2027-02-24"
    ),
    fault("[programme]", "[[programme]]", "programme", "[programme]"),
    fault('title = "Beginning together"', 'title = " "', "session[1].title", "empty"),
    fault(
        'feeds = "priority-statement.additions"',
        'feeds = "additions"',
        "recurring_prompt[additions].feeds",
        "artefact.field",
    ),
]

FITTING = [
    fault(
        'visibility = "facilitators"\nminutes = 1\noptional = false\nuse = "rooms"',
        'visibility = "anonymous"\nminutes = 1\noptional = false\nuse = "rooms"',
        "recurring_prompt[rsvp].visibility",
        "cannot be anonymous",
    ),
    fault('"-1d", "-1h"]', '"-7d", "-1h"]', "defaults.reminders.session_notices[2]", "twice"),
    fault(
        'based_on = ["microsystem"]',
        'based_on = ["persona"]',
        "artefact[persona].based_on[1]",
        "based on itself",
    ),
    fault("months = 18", "months = 19", "programme.months", "no session for month 19"),
    fault("min_size = 5", "min_size = 9", "defaults.rooms.min_size", "lower the one"),
    fault("target_size = 7", "target_size = 9", "defaults.rooms.target_size", "between 5 and 8"),
    fault('host = "coach"', 'host = "coah"', "defaults.rooms.room_host", 'Did you mean "coach"?'),
    fault(
        "publish_days_before = 2",
        "publish_days_before = 6",
        "defaults.rooms.publish_days_before",
        "before they are proposed",
    ),
    fault("local_hour = 10", "local_hour = 21", "defaults.reminders.local_hour", "quiet hours"),
    fault('"-1h"]', '"+1h"]', "defaults.reminders.session_notices[3]", "with a minus"),
    fault('key = "guest"', 'key = "coach"', "role[coach].key", "Every key needs to be its own"),
    fault("order = 3", "order = 2", "stage[microsystem].order", "Another stage has order 2"),
    fault(
        "due_month = 3",
        'due_month = 3\n¤based_on = ["personna"]',
        "artefact[priority-statement].based_on[1]",
        '"persona"?',
    ),
    fault('stage = "begin"', 'stage = "beginn"', "session[1].stage", 'Did you mean "begin"?'),
    fault('starts = ["persona"]', 'starts = ["person"]', "session[4].starts[1]", '"persona"?'),
    fault('key = "d1-lunch"', 'key = "d1-arrive"', "session[1].rounds[d1-arrive].key", "already"),
    fault('["09:00", "09:00"]', '["09:00"]', "session[1].day_starts", "it has 1"),
    fault('["09:00", "09:00"]', '["20:00", "09:00"]', "session[1].day_starts[1]", "past midnight"),
    fault(
        'mode = "virtual"\n',
        'mode = "virtual"\n¤venue = "Hall"\n',
        "session[2].venue",
        "face to face",
    ),
    fault(
        'round = "d1-stories"',
        'round = "d1-story"',
        "session[1].prompt[m01-room-story].round",
        '"d1-stories"?',
    ),
    fault(
        'round = "d1-stories"\n', "", "session[1].prompt[m01-room-story].round", "needs the round"
    ),
    fault(
        'round = "d1-stories"\n',
        'round = "d1-stories"\n¤send = "+1d"\n',
        "session[1].prompt[m01-room-story].send",
        "Take send out",
    ),
    fault('send = "-14d"\n', "", "session[1].prompt[m01-hope].send", "send is missing"),
    fault('send = "-14d"', 'send = "+14d"', "session[1].prompt[m01-hope].send", "needs a minus"),
    fault('send = "+2h"', 'send = "-2h"', "recurring_prompt[heard].send", "needs a plus"),
    fault(
        'send = "-9d"',
        'send = "-9d"\n¤round = "r1"',
        "recurring_prompt[rsvp].round",
        "Only room prompts",
    ),
    fault(
        'audience = ["all"]',
        'audience = ["all", "cochs"]',
        "recurring_prompt[rsvp].audience[2]",
        '"coach"?',
    ),
    fault(
        'type = "text"',
        'type = "text"\n¤scale_min = 1',
        "recurring_prompt[takeaway].scale_min",
        "type text has no scale_min",
    ),
    fault(
        'choices = ["Done", "On its way", "Stuck - I could use help", "No longer needed"]\n',
        "",
        "recurring_prompt[action-check].choices",
        "at least two",
    ),
    fault(
        'choices = ["Nothing added", "Something added, something dropped", '
        '"Something added, nothing dropped", "I\'d have to check"]',
        'choices = ["Nothing added"]',
        "recurring_prompt[additions].choices",
        "at least two",
    ),
    fault('"Part of it"', '"Yes"', "recurring_prompt[rsvp].choices[2]", "stands here twice"),
    fault("scale_max = 5", "scale_max = 1", "recurring_prompt[heard].scale_max", "must be larger"),
    fault(
        "scale_max = 5", "scale_max = 12", "recurring_prompt[heard].scale_max", "at most 11 steps"
    ),
    fault(
        'feeds = "prototype.try"',
        'feeds = "prototype.tries"',
        "recurring_prompt[small-step].feeds",
        '"prototype.try"?',
    ),
    fault(
        'choices_from = "experience-map.moments"',
        'choices_from = "map.moments"',
        "session[8].prompt[m08-post-choose].choices_from",
        "No artefact has the field",
    ),
    fault(
        'key = "m02-room"', 'key = "m01-hope"', "session[2].prompt[m01-hope].key", "stands on line"
    ),
    fault(
        "[4, 5, 6, 7, 8, 9]", "[5, 6, 7, 8, 9]", "slot[northern-summer].calendar_months", "month 4"
    ),
]

WARNINGS = [
    fault(
        'visibility = "community"\nminutes = 3\noptional = true\nuse = "bibliography"',
        'visibility = "room"\nminutes = 3\noptional = true\nuse = "bibliography"',
        "session[9].prompt[m09-post-reading].visibility",
        "Everyone reads the bibliography",
    ),
    fault('"15:00"', '"02:30"', "slot[northern-winter].anchor_time", "may not exist"),
    fault("3rd Wednesday", "31st", "programme.session_day", "Some months have no such day"),
    fault("3rd Wednesday", "5th Tuesday", "programme.session_day", "Some months have no such day"),
    fault(
        "min_group_for_breakdown = 5",
        "min_group_for_breakdown = 3",
        "defaults.results.min_group_for_breakdown",
        "guess",
    ),
    fault(
        "[4, 5, 6, 7, 8, 9]",
        "[3, 4, 5, 6, 7, 8, 9]",
        "slot[northern-summer].calendar_months",
        "Month 3 belongs to northern-winter",
    ),
    fault(
        "due_month = 18",
        "due_month = 20",
        "artefact[lessons].due_month",
        "after the programme's 18",
    ),
    fault(
        "from_month = 2",
        "from_month = 20",
        "recurring_prompt[additions].from_month",
        "never be asked",
    ),
]
