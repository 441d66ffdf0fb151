"""What may be chosen from where a plan says that choices come from what people wrote: kept with each asking."""

from collections.abc import Mapping, Sequence

from bot.domain.answers import Response
from bot.domain.programme import Prompt, PromptType
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.facilitation.setting import Setting
from bot.facilitation.sight import sees_answer
from bot.voice.blocks import BUTTON_LABEL, cut
from bot.voice.words import clean, fold

MOST = 25
FEWEST = 2
WRITTEN = {PromptType.TEXT, PromptType.CHOICE}
WIDE = {"community"}
# Whoever reads which words somebody chose reads those words: they go no further than their writer was promised.
FITTING: Mapping[str, set[str]] = {
    "private": {*WIDE, "organisation", "facilitators", "room"},
    "facilitators": {*WIDE, "organisation", "facilitators", "room"},
    "organisation": {*WIDE, "organisation"},
    "room": {*WIDE, "room"},
}


def written_for(setting: Setting, session: Session, prompt: Prompt) -> list[Response]:
    """The answers that feed the field which this prompt's choices come from, newest first."""
    if not prompt.choices_from:
        return []
    feeds = [
        (s.id, p.key)
        for s in setting.sessions()
        if s.starts_at <= session.starts_at
        for p in setting.plan.prompts_of(s.month)
        if p.feeds == prompt.choices_from and p.type in WRITTEN
    ]
    sessions, keys = {s for s, _ in feeds}, {k for _, k in feeds}
    if not feeds:
        return []
    found = setting.memory.responses.find(session_id=tuple(sessions), prompt=tuple(keys))
    fitting = [r for r in found if (r.session_id, r.prompt) in set(feeds)]
    return sorted(fitting, key=lambda r: (r.at, r.id), reverse=True)


def choices_for(
    setting: Setting, prompt: Prompt, person: Participant, written: Sequence[Response]
) -> tuple[str, ...]:
    """What this person chooses from: what they may see of what was written, and whoever sees what they choose.

    Nothing, where the plan's list holds.
    """
    fitting = FITTING.get(prompt.visibility, WIDE)
    found = {
        fold(words): words
        for response in reversed(written)
        if response.visibility in fitting
        if (words := cut(clean(response.text), BUTTON_LABEL))
        and sees_answer(setting, person, response)
    }
    newest = list(found.values())[::-1][:MOST]
    return tuple(newest) if len(newest) >= FEWEST else ()
