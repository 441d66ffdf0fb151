"""Settings: a TOML file for what an installation decides, the environment for its secrets."""

from bot.config.faults import MissingSecret, NoSettings, NotReady, SettingsFault
from bot.config.loading import load_settings, settings_path
from bot.config.secrets import Secrets
from bot.config.sections import Settings

__all__ = [
    "MissingSecret",
    "NoSettings",
    "NotReady",
    "Secrets",
    "Settings",
    "SettingsFault",
    "load_settings",
    "settings_path",
]
