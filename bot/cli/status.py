"""convener status: what is ready, what needs a person, and whether the bot keeps time, without Slack."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.context import desk, settings
from bot.cli.saying import friendly, give, say

if TYPE_CHECKING:
    from bot.facilitation.setting import Setting

Json = Annotated[bool, typer.Option("--json")]
Facts = dict[str, object]


def register(app: typer.Typer) -> None:
    @app.command()
    @friendly
    def status(json: Json = False) -> None:
        """Say what is ready, what needs a person, how much is owed, and who keeps time. Example: convener status"""
        from bot.facilitation import views
        from bot.facilitation.setting import Setting

        with desk() as at:
            words = views.status(at).text
            with at.store.read() as memory:
                setting = Setting(at, memory)
                facts, lines = _facts(setting), _lines(setting)
        if json:
            give(facts)
        else:
            for line in [words.replace("*", ""), *lines]:
                say(line)


def _facts(setting: "Setting") -> Facts:
    """The same for machines."""
    from dataclasses import asdict
    from importlib.metadata import version

    from bot.facilitation import ending
    from bot.facilitation.alive import signs
    from bot.facilitation.backups import kept
    from bot.facilitation.heartbeat import stuck_now
    from bot.facilitation.held_back import held
    from bot.facilitation.needs import needs_now

    session = setting.next_session() if setting.begun else None
    ledger, mode = setting.memory.effects, setting.memory.effects.restored()
    return {
        "session": session.month if session else None,
        "over_since": last.ends_at if (last := ending.over(setting)) else None,
        "needs": needs_now(setting, session) if setting.begun else [],
        "backlog": asdict(ledger.backlog(setting.now)),
        "stuck": {s.about: {"number": len(s.effects), "since": s.since} for s in stuck_now(setting)},
        "processes": [asdict(sign) | {"fresh": sign.fresh(setting.now)} for sign in signs(setting.memory)],
        "reconciling_until": mode.until if mode and mode.holds(setting.now) else None,
        "dry_run": setting.desk.house.dry_run,
        "held_back": held(setting),
        "backup": asdict(kept(setting.memory)) if setting.desk.backups else None,
        "version": version("convener"),
    }  # fmt: skip


def _lines(setting: "Setting") -> list[str]:
    """What the status page in Slack does not say: what is stuck, who keeps time, and which version this is."""
    from importlib.metadata import version

    from bot.facilitation.alive import signs
    from bot.facilitation.heartbeat import stuck_now
    from bot.store.disk import warning
    from bot.voice import dry_run, heartbeat

    mode, zone = setting.memory.effects.restored(), setting.desk.house.default_zone
    lines = [
        heartbeat.stuck(s.about, number=len(s.effects), since=s.since, zone=zone).text
        for s in stuck_now(setting)
    ]
    if mode and mode.holds(setting.now):
        lines.append(
            f"A backup of {mode.since:%Y-%m-%d %H:%M} UTC was restored: until {mode.until:%Y-%m-%d} whatever may "
            "have been said since then is looked up before it is said."
        )
    if setting.desk.house.dry_run and not setting.begun:
        lines.append(dry_run.is_on(0))
    lines.append(_backups(setting))
    if little := warning(settings().database.url):
        lines.append(f"{little} Make room.")
    alive = signs(setting.memory)
    for sign in alive:
        word = "keeps time" if sign.fresh(setting.now) else "has fallen silent"
        lines.append(
            f"{sign.name} {word} ({sign.engine}); last seen {sign.at:%Y-%m-%d %H:%M:%S} UTC."
        )
    if not alive:
        runs = "convener worker" if settings().has_workers else "convener serve"
        lines.append(f"Nobody keeps time just now: nothing leaves until {runs} runs.")
    return [*lines, f"Convener {version('convener')}."]


def _backups(setting: "Setting") -> str:
    """When the last backup was made, or why there is none."""
    from bot.facilitation.backups import kept

    if setting.desk.backups is None:
        return "No nightly backups are made: see [backup] in the settings."
    known = kept(setting.memory)
    made = f"The last backup is of {known.at:%Y-%m-%d %H:%M} UTC." if known.at else ""
    if known.failed_at:
        return f"{made} {known.why} Tried at {known.failed_at:%Y-%m-%d %H:%M} UTC.".strip()
    return made or "There is no backup yet: the first is made within a minute of starting."
