"""The three files that `convener init` writes, all of them or none."""

import json
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.cli.init_questions import behind_a_link
from bot.cli.saying import no

TOML = """# Every setting, and what it does, is explained in config.example.toml.
[community]
name = {name}
default_zone = {zone}

[database]
url = {database}

[slack]
transport = {transport}
channel = {channel}
facilitators = [{facilitator}]

{meetings}
[web]
listen = {listen}
public_url = {public_url}
"""
ON_ZOOM = """[zoom]
hosts = [{host}]
"""
BEHIND_A_LINK = """[meetings]
kind = "link"
link = {host}
name = {meeting_name}
"""
MAIL = """
[mail]
host = {mail_host}
from = {mail_from}
"""
HEAD = """# Convener's secrets. Keep this file out of version control, and let nobody else read it.
# NAME=value, one a line, no quotes, no blanks: systemd (EnvironmentFile=), containers (--env-file), shells
# (set -a; . ./convener.env; set +a) and `convener --env-file` read it alike.
"""
HOME_NEEDS = ("slack_bot_token",)
ON_ZOOM_NEEDS = ("zoom_account_id", "zoom_client_id", "zoom_client_secret")
DOORS = {"socket": "slack_app_token", "http": "slack_signing_secret"}
ONLY_OWNER, EVERYBODY = 0o600, 0o644


def settings_text(answers: Mapping[str, str]) -> str:
    """The settings file that holds these answers."""
    form = TOML + MAIL if answers["mail_host"] else TOML
    told = {name: _quoted(answer) for name, answer in answers.items()}
    where = BEHIND_A_LINK if behind_a_link(answers) else ON_ZOOM
    return form.format(**told, meetings=where.format(**told))


def _quoted(answer: str) -> str:
    return json.dumps(answer, ensure_ascii=False).replace("\x7f", "\\u007f")  # TOML's own escapes


def env_text(transport: str, kept: Mapping[str, str], *, zoom: bool = True) -> str:
    """The environment file: a new key to sign with, and a line for every other secret. `kept` were set before."""
    from bot.config.secrets import FOUND_AT, variable

    needed = [*HOME_NEEDS, *(ON_ZOOM_NEEDS if zoom else ()), DOORS[transport]]
    others = [name for name in FOUND_AT if name not in needed and name != "secret_key"]
    made = {variable("secret_key"): secrets.token_urlsafe(32), **kept}
    known = {variable(name) for name in FOUND_AT}
    lines = [
        HEAD,
        f"# Signs the links that people get. Made for you; keep it.\n{_line('secret_key', made)}",
    ]
    lines += ["\n# Needed: take away the # and add the value. Where to find it stands above each."]
    lines += [f"# {FOUND_AT[name]}\n{_line(name, made)}" for name in needed]
    lines += ["\n# Only where it is wanted; see config.example.toml."]
    lines += [f"# {FOUND_AT[name]}\n{_line(name, made)}" for name in others]
    lines += [f"{name}={value}" for name, value in kept.items() if name not in known]
    return "\n".join(lines) + "\n"


def _line(name: str, made: Mapping[str, str]) -> str:
    from bot.config.secrets import variable

    return (
        f"{variable(name)}={made[variable(name)]}"
        if variable(name) in made
        else f"# {variable(name)}="
    )


def refuse_what_is_there(places: Iterable[Path]) -> None:
    """Exits with 1 where one of the files exists."""
    if there := [str(path) for path in places if path.exists()]:
        raise no(
            f"{', '.join(there)}: there already. Keep what is there, or replace it with --force."
        )


def write_all(texts: Mapping[Path, tuple[str, int]], *, force: bool) -> list[Path]:
    """Write every text to its file, with these permissions, or none of them.

    With `force` what is there is kept as NAME.before, and the files so kept are given back; without it nothing is
    replaced.
    """
    kept: list[Path] = []
    with _staged(texts) as drafts, _all_or_none() as undo:
        for path, draft in drafts.items():
            if force and path.exists():
                before = path.with_name(f"{path.name}.before")
                path.replace(before)
                undo.append((before, path))
                kept.append(before)
            draft.replace(path)
            undo.append((path, None))
    return kept


@contextmanager
def _staged(texts: Mapping[Path, tuple[str, int]]) -> Iterator[dict[Path, Path]]:
    """Each text in a draft beside its place: whatever can go wrong with a disk goes wrong here."""
    drafts: dict[Path, Path] = {}
    try:
        for path, (text, mode) in texts.items():
            draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
            drafts[path] = draft
            with os.fdopen(
                os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode), "w", encoding="utf-8"
            ) as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
        yield drafts
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


@contextmanager
def _all_or_none() -> Iterator[list[tuple[Path, Path | None]]]:
    done: list[tuple[Path, Path | None]] = []
    try:
        yield done
    except OSError:
        for now, back in reversed(done):
            with suppress(OSError):
                now.replace(back) if back else now.unlink()
        raise


def kept_under_version_control(folder: Path) -> bool:
    """Whether the folder lies in a working copy, so that a secret could be committed by mistake."""
    return any((each / ".git").exists() for each in [folder.resolve(), *folder.resolve().parents])
