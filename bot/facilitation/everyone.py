"""What is put before everyone: in the community's channel, and in private before those who cannot be in one."""

from bot.facilitation.setting import Setting
from bot.facilitation.sight import may_see
from bot.facilitation.telling import owe, owe_channel
from bot.ports import Json, parted


def put_before_everyone(
    setting: Setting, kind: str, key: str, facts: Json, thing: str, *, but: str = ""
) -> None:
    """Owe the community's channel a message, and everyone in private whom that channel does not reach."""
    channel = setting.desk.house.channel
    if channel:
        owe_channel(setting, kind, key, channel, dict(facts))
    for person in setting.people.values():
        reached = channel and not parted(person.slack_id)[0]
        if reached or not person.wants_messages or person.id == but:
            continue
        if may_see(setting, person, thing):
            owe(setting, kind, f"{key}:{person.id}", person, dict(facts))
