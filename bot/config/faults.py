"""What is wrong with the settings, one sentence for each thing and what to do about it."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from bot.domain.errors import FacilitationError

Known = Mapping[str, Sequence[str]]


class SettingsFault(FacilitationError):
    """{file} cannot be used as it is: {faults}"""

    def __init__(self, *, faults: Sequence[str] = (), **facts: object) -> None:
        self.faults = tuple(faults)  # one sentence for each thing to mend
        super().__init__(faults=_listed(faults), **facts)


class NoSettings(SettingsFault):
    """There is no {file}. Copy config.example.toml to it and fill it in, or name another with --config."""


class NotReady(SettingsFault):
    """Something is missing before Convener can run: {faults}"""


class MissingSecret(SettingsFault):
    """{name} is not set ({where}). Put it in the environment, or in a file that {name}_FILE names.{slip}"""


def _listed(faults: Sequence[str]) -> str:
    return "".join(f"\n- {fault}" for fault in faults) if len(faults) > 1 else "".join(faults)


EXPECTED = {
    "string_type": "must be words in quotes",
    "string_pattern_mismatch": "must be a language's code, such as en or sv",
    "too_short": "must not be empty",
    "too_long": "must have at most {max_length} characters",
    "string_too_short": "must not be empty",
    "string_too_long": "must have at most {max_length} characters",
    "int_type": "must be a whole number, without quotes",
    "float_type": "must be a number, without quotes",
    "bool_type": "must be true or false, without quotes",
    "tuple_type": 'must be a list, such as ["name@example.org"]',
    "dict_type": "must be a section of its own",
    "literal_error": "must be {expected}",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "value_error": "{error}",
}


def sentence(fault: Mapping[str, Any], known: Known) -> str:
    """One fault pydantic found, as a person would say it."""
    where = [str(part) for part in fault["loc"] if isinstance(part, str)]
    section, key = (*where, "", "")[:2]
    if fault["type"] == "extra_forbidden":
        return _unknown(section, key, known)
    if fault["type"] in {"model_type", "model_attributes_type"}:
        return f"{section} must be a section: a line [{section}], and its settings below."
    expected = EXPECTED.get(fault["type"], "cannot be used; see config.example.toml")
    return f"{_named(section, key)} {expected.format_map(fault.get('ctx', {}))}.".lstrip()


def _named(section: str, key: str) -> str:
    """What is wrong between two sections names them in its own words."""
    return f"[{section}] {key}".strip() if section else ""


def _unknown(section: str, key: str, known: Known) -> str:
    if not key:
        return f"{section} is not a section or setting. {_nearest_section(section, known)}"
    return f"[{section}] {key} is not a setting. {_nearest_key(section, key, known)}"


def _nearest_section(name: str, known: Known) -> str:
    if near := get_close_matches(name, known, n=1):
        return f"Did you mean [{near[0]}]?"
    home = [section for section, keys in known.items() if name in keys]
    return f"It belongs into [{home[0]}]." if home else f"The sections are: {', '.join(known)}."


def _nearest_key(section: str, key: str, known: Known) -> str:
    here = known.get(section, ())
    home = [other for other, keys in known.items() if key in keys]
    if home:
        return f"It belongs into [{home[0]}]."
    near = get_close_matches(key, here, n=1)
    return f"Did you mean {near[0]}?" if near else f"[{section}] knows: {', '.join(here)}."
