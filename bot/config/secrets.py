"""Secrets: from the environment or from files it names, shown to nobody."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, SecretStr
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

PREFIX = "CONVENER_"
TOKEN = re.compile(r"xox[a-z]-|xapp-|xoxe\.")
LEAST_KEY = 32


def variable(name: str) -> str:
    """The environment variable that holds the secret of this name."""
    return PREFIX + name.upper()


def _stripped(secret: SecretStr | None) -> SecretStr | None:
    return SecretStr(secret.get_secret_value().strip()) if secret else None


def _long_enough(key: SecretStr | None) -> SecretStr | None:
    if key and len(key.get_secret_value()) < LEAST_KEY:
        raise ValueError(
            f"must have at least {LEAST_KEY} characters; make one with: openssl rand -base64 32"
        )
    return key


def parts_of(secret: str) -> list[str]:
    """What stands in one variable, apart by commas or spaces: several keys."""
    return [part for part in re.split(r"[\s,]+", secret) if part]


def _all_long_enough(keys: SecretStr | None) -> SecretStr | None:
    for key in parts_of(keys.get_secret_value()) if keys else []:
        _long_enough(SecretStr(key))
    return keys


FOUND_AT = {
    "slack_bot_token": "Slack's page of the app, OAuth & Permissions",
    "slack_app_token": "Slack's page of the app, Basic Information, App-Level Tokens",
    "slack_signing_secret": "Slack's page of the app, Basic Information",
    "slack_client_id": "Slack's page of the app, Basic Information",
    "slack_client_secret": "Slack's page of the app, Basic Information",
    "zoom_account_id": "Zoom's page of the app, App Credentials",
    "zoom_client_id": "Zoom's page of the app, App Credentials",
    "zoom_client_secret": "Zoom's page of the app, App Credentials",
    "zoom_webhook_secret": "Zoom's page of the app, Feature, Secret Token",
    "smtp_user": "the settings of your mail provider",
    "smtp_password": "the settings of your mail provider",
    "metrics_token": "what the command `openssl rand -base64 32` prints",
    "token_keys": "what the command `openssl rand -base64 32` prints; after a change, the new one and the old one",
    "secret_key": "what the command `openssl rand -base64 32` prints",
    "secret_key_previous": "the secret key in use before, kept for 30 days after a change",
}

Secret = Annotated[SecretStr | None, AfterValidator(_stripped)]


class Secrets(BaseSettings):
    """What only this installation may know."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    slack_bot_token: Secret = None
    slack_app_token: Secret = None
    slack_signing_secret: Secret = None
    slack_client_id: Secret = None
    slack_client_secret: Secret = None
    zoom_account_id: Secret = None
    zoom_client_id: Secret = None
    zoom_client_secret: Secret = None
    zoom_webhook_secret: Secret = None
    smtp_user: Secret = None
    smtp_password: Secret = None
    metrics_token: Annotated[Secret, AfterValidator(_long_enough)] = None
    token_keys: Annotated[Secret, AfterValidator(_all_long_enough)] = None
    secret_key: Annotated[Secret, AfterValidator(_long_enough)] = None
    secret_key_previous: Annotated[Secret, AfterValidator(_long_enough)] = None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, NamedFiles(settings_cls)

    def known(self) -> Mapping[str, str]:
        """The secrets that are set, by name, for those who must use or mask them."""
        held = {name: getattr(self, name) for name in type(self).model_fields}
        return {name: secret.get_secret_value() for name, secret in held.items() if secret}


class NamedFiles(PydanticBaseSettingsSource):
    """Secrets in files, named by CONVENER_..._FILE, as container platforms hand them out."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        return _read(variable(field_name) + "_FILE"), field_name, False

    def __call__(self) -> dict[str, Any]:
        found = {name: _read(variable(name) + "_FILE") for name in self.settings_cls.model_fields}
        return {name: secret for name, secret in found.items() if secret is not None}


def _read(named_by: str) -> str | None:
    place = os.environ.get(named_by)
    return Path(place).read_text(encoding="utf-8").strip() if place else None


def file_faults() -> list[str]:
    """One sentence for each secret whose file cannot be used, or that is given twice."""
    return [fault for name in Secrets.model_fields if (fault := _file_fault(variable(name)))]


def _file_fault(name: str) -> str:
    place = os.environ.get(f"{name}_FILE")
    if not place:
        return ""
    if os.environ.get(name):
        return f"{name} and {name}_FILE are both set; keep one of them."
    try:
        empty = not Path(place).read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return f"{name}_FILE names a file that cannot be read."
    return f"{name}_FILE names an empty file." if empty else ""


OTHER_NAMES = {("mail", "user"): "smtp_user", ("mail", "password"): "smtp_password"}


def secret_for(section: str, key: str, content: object) -> str:
    """The variable a TOML entry belongs into, where it is a secret; else nothing."""
    plain = key.casefold().removeprefix(PREFIX.casefold())
    for name in (plain, f"{section}_{plain}", OTHER_NAMES.get((section, plain), "")):
        if name in Secrets.model_fields:
            return variable(name)
    if isinstance(content, str) and TOKEN.match(content.strip()):
        app_level = content.strip().startswith("xapp")
        return variable("slack_app_token" if app_level else "slack_bot_token")
    return ""
