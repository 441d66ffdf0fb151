"""Reading the settings file, and saying everything that is wrong with it at once."""

import os
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.config.faults import NoSettings, SettingsFault, sentence
from bot.config.secrets import Secrets, file_faults, secret_for, variable
from bot.config.sections import Settings, known_settings

USUAL_PLACE = "convener.toml"
Told = dict[str, Any]


def settings_path(path: Path | None = None) -> Path:
    """Where the settings are: as asked, as CONVENER_CONFIG says, or convener.toml in this folder."""
    return path or Path(os.environ.get("CONVENER_CONFIG") or USUAL_PLACE)


def load_settings(path: Path | None = None) -> Settings:
    """The settings of this installation. Raises SettingsFault with one sentence for each fault."""
    path = settings_path(path)
    told = _read(path)
    secrets, faults = _secrets()
    faults = [*_take_out_secrets(told), *faults]
    settings, more = _settings(told)
    if settings is None or secrets is None or faults:
        raise SettingsFault(file=path.name, faults=[*faults, *more])
    return settings.model_copy(update={"secrets": secrets})


def _read(path: Path) -> Told:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise NoSettings(file=path.name) from None
    except OSError as trouble:
        raise SettingsFault(
            file=path.name, faults=[f"It cannot be read: {trouble.strerror}."]
        ) from None
    except UnicodeDecodeError:
        raise SettingsFault(file=path.name, faults=["It is not UTF-8 text: save it so."]) from None
    except tomllib.TOMLDecodeError as trouble:
        raise SettingsFault(file=path.name, faults=[f"It is not TOML: {trouble}."]) from None


def _take_out_secrets(told: Told) -> list[str]:
    """Removes what must not stand in the file, and says for each where it belongs."""
    faults = []
    for section, key, content in _entries(told):
        name = secret_for(section, key, content)
        if not name:
            continue
        (told[section] if section else told).pop(key)
        faults.append(
            f"{f'[{section}] ' if section else ''}{key} is a secret and may not stand in this file. "
            f"Put it in the environment as {name}, or in a file that {name}_FILE names."
        )
    if told.pop("secrets", None) is not None:
        faults.append("[secrets] is not a section: secrets come from the environment alone.")
    return faults


def _entries(told: Told) -> list[tuple[str, str, object]]:
    inside = [
        (s, k, v) for s, keys in told.items() if isinstance(keys, dict) for k, v in keys.items()
    ]
    return inside + [("", key, content) for key, content in told.items()]


def _secrets() -> tuple[Secrets | None, list[str]]:
    if faults := file_faults():
        return None, faults
    try:
        return Secrets(), []
    except ValidationError as wrong:
        return None, [
            f"{variable(str(fault['loc'][0]))} {fault['ctx']['error']}." for fault in wrong.errors()
        ]


def _settings(told: Told) -> tuple[Settings | None, list[str]]:
    known = known_settings()
    try:
        return Settings(**told, secrets=Secrets.model_construct()), []
    except ValidationError as wrong:
        return None, list(dict.fromkeys(sentence(fault, known) for fault in wrong.errors()))


def fault_of(section: str, told: Told) -> str:
    """What is wrong with these settings of one section, in a sentence; nothing where they can be used."""
    model = Settings.model_fields[section].annotation
    try:
        model(**told)  # type: ignore[misc]
    except ValidationError as wrong:
        first = dict(wrong.errors()[0])
        return sentence(first | {"loc": (section, *first["loc"])}, known_settings())  # type: ignore[misc]
    return ""
