"""Who is spoken to in which language: people in their own, channels and guests in the community's.

Facilitators' part is in English throughout, so whoever facilitates is spoken to in English: half a page in each of two
languages helps nobody.
"""

from contextlib import AbstractContextManager

from bot.domain.languages import ENGLISH, Language, in_language, speak
from bot.domain.roster import Participant
from bot.facilitation.setting import Setting
from bot.voice.languages import language_of


def speaking_to(setting: Setting, target: str) -> AbstractContextManager[None]:
    """Within, all is said in this person's language; in the community's where the target is a channel or a guest."""
    person = setting.memory.people.seek(target)
    return in_language(own(person) if person else language_of(setting.desk.house.language))


def own(person: Participant) -> Language:
    """The language this person is spoken to in."""
    return ENGLISH if person.facilitates else language_of(person.language)


def answer_in_own(person: Participant) -> Participant:
    """From here on this gesture or page is answered in the person's own language."""
    speak(own(person))
    return person
