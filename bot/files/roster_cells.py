"""What may stand in the cells of a roster, and how people really write it."""

import re
import unicodedata
from collections.abc import Mapping

_ADDRESS = re.compile(r"[^\s@<>()\[\]\\,;:\"]+@[^\s@<>()\[\]\\,;:\"]+\.[^\s@<>()\[\]\\,;:\".]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_LOOSE_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_YES = frozenset({"yes", "y", "true", "1", "x", "ja", "sim", "sí", "si", "oui", "guest", "on"})
_NO = frozenset(
    {"", "no", "n", "false", "0", "-", "nej", "não", "nao", "non", "nein", "member", "off"}
)
_SYNONYMS = {
    "lay": "patient; carer; caregiver; family; family member; parent; relative; lived experience; "
    "expert by experience; service user; consumer; peer; peer supporter; patient partner; "
    "carer partner; family partner; parent partner; consumer partner; lay member; public",
    "clinician": "nurse; doctor; physician; gp; midwife; surgeon; therapist; physiotherapist; "
    "psychologist; psychiatrist; pharmacist; paramedic; social worker; practitioner; "
    "health professional; professional; front-line professional; clinical",
    "executive": "leader; senior leader; ceo; cfo; coo; cmo; cno; chief executive; exec; director; "
    "vice president; vp; president; chief nurse; chief medical officer",
    "coach": "improvement coach; qi coach; improvement advisor; improvement adviser; quality coach",
    "researcher": "academic; scientist; evaluator; professor; research",
    "facilitator": "coordinator; programme coordinator; program coordinator; convener; convenor; "
    "moderator; host; organiser; organizer; facilitation",
    "guest": "expert; guest expert; speaker; guest speaker; invited guest; visitor",
}
_ROLE_OF = {word: role for role, words in _SYNONYMS.items() for word in words.split("; ")}


def folded(text: str) -> str:
    """A text for comparing: one form of every letter, no capitals, single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def is_address(text: str) -> bool:
    """Whether a text can be an e-mail address: one name, one at sign, one host with a dot."""
    local, _, host = text.partition("@")
    dots = (
        ".." in text or local.startswith(".") or local.endswith(".") or host.startswith((".", "-"))
    )
    return bool(_ADDRESS.fullmatch(text)) and not dots and len(text) <= 254


def hidden_sign(text: str) -> str:
    """The name of a control sign in a text that would spoil what people see; empty where there is none.

    Joiners and direction marks belong to some scripts and stay; embeddings and overrides do not.
    """
    for sign in text:
        loose = unicodedata.category(sign) == "Cc" and sign not in "\n\r\t"
        if loose or _LOOSE_CONTROLS.match(sign):
            return f"U+{ord(sign):04X}"
    return ""


def read_yes(text: str) -> bool | None:
    """Yes or no in the spellings of several spreadsheets and languages; None where it is neither."""
    word = folded(text)
    return True if word in _YES else False if word in _NO else None


def read_language(text: str) -> str | None:
    """A language code such as en or pt-BR; None where it is something else."""
    return text.replace("_", "-") if _LANGUAGE.fullmatch(text) else None


def read_role(text: str, roles: Mapping[str, str]) -> tuple[str, str]:
    """The role that was meant (empty where we cannot tell), and a word about it where it was guessed."""
    word = folded(text)
    by_name = {folded(name): key for key, label in roles.items() for name in (label, key)}
    if word in by_name:
        return by_name[word], ""
    guess = _ROLE_OF.get(word, "")
    if guess in roles:
        return guess, f'"{text}" was read as {guess} ({roles[guess]}).'
    return "", f'We do not know the role "{text}". Write one of {", ".join(roles)}.'
