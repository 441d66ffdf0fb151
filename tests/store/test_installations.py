"""Tokens of further workspaces: sealed wherever they lie, one for each, opened by any key that is still named."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from slack_sdk.oauth.installation_store import Installation

from bot.config.secrets import parts_of
from bot.store.backups import back_up
from bot.store.tables import slack_bots, slack_installations
from integrations.slack.sealed_store import SealedStore
from integrations.slack.sealing import CannotUnseal, NoTokenKey, Seal

OLD, NEW = "old-key-" * 5, "new-key-" * 5
FIRST = "xoxb-north-1"
NOON = datetime(2027, 2, 8, 12, tzinfo=UTC)


def agreed(token: str = FIRST, team: str = "T0NORTH", **more: object) -> Installation:
    facts = {"team_name": "North Health", "app_id": "A1", "user_id": "U1", "bot_user_id": "UB1"}
    return Installation(
        team_id=team, bot_token=token, installed_at=NOON.timestamp(), **(facts | more)
    )


def kept(store, keys: str = OLD) -> SealedStore:
    return SealedStore("1.2", store.lent(), Seal(parts_of(keys)))


def lying(store) -> str:
    with store.read():
        tables = (slack_bots, slack_installations)
        return repr([store.connection.execute(sa.select(t)).all() for t in tables])


def test_a_token_is_sealed_where_it_lies_and_comes_back_as_it_was(store):
    kept(store).save(agreed(user_token="xoxp-1", incoming_webhook_url="https://hooks.invalid/1"))

    assert kept(store).bot("T0NORTH").bot_token == "xoxb-north-1"
    assert [secret for secret in ("xoxb", "xoxp", "hooks") if secret in lying(store)] == []
    assert kept(store).bot("T0SOUTH") is None
    found = kept(store).find_bot(enterprise_id=None, team_id="T0NORTH")
    assert found.bot_token == "xoxb-north-1"


def test_a_long_token_and_a_long_name_have_room(store):
    kept(store).save(agreed("xoxb-" + "x" * 600, team_name="Å" * 200))
    assert len(kept(store).bot("T0NORTH").bot_token) == 605


def test_a_workspace_that_joins_again_has_only_its_newest_token(store):
    for token in ("xoxb-north-1", "xoxb-north-2"):
        kept(store).save(agreed(token))
    kept(store).save(agreed("xoxb-north-3", enterprise_id="E1"))  # under an organisation's roof now

    assert [row["team_id"] for row in kept(store).rows()] == ["T0NORTH"]
    assert kept(store).bot("T0NORTH").bot_token == "xoxb-north-3"
    assert kept(store).forget("T0NORTH")
    assert not kept(store).forget("T0NORTH")
    assert lying(store) == "[[], []]"


def test_keys_are_changed_one_after_the_other(store):
    kept(store).save(agreed())
    kept(store).save(agreed("xoxb-south-1", "T0SOUTH"))

    with pytest.raises(CannotUnseal):
        kept(store, NEW).bot("T0NORTH")
    assert kept(store, f"{NEW}, {OLD}").bot("T0NORTH").bot_token == "xoxb-north-1"
    assert kept(store, f"{NEW}\n{OLD}").reseal() == 2
    assert kept(store, NEW).bot("T0SOUTH").bot_token == "xoxb-south-1"
    with pytest.raises(CannotUnseal):
        kept(store, OLD).bot("T0NORTH")
    with pytest.raises(NoTokenKey):
        kept(store, "").bot("T0NORTH")


def test_what_was_altered_or_exchanged_is_not_opened(store):
    kept(store).save(agreed())
    with store.begin():
        row = store.connection.execute(sa.select(slack_bots.c.bot_token)).scalar_one()
        flipped = row[:-10] + ("A" if row[-10] != "A" else "B") + row[-9:]
        store.connection.execute(sa.update(slack_bots).values(bot_token=flipped))

    with pytest.raises(CannotUnseal):
        kept(store).bot("T0NORTH")


def test_keeping_one_is_part_of_the_transaction_around_it(store):
    def halfway() -> None:
        with store.begin():
            kept(store).save(agreed())
            raise LookupError("halfway")

    with pytest.raises(LookupError, match="halfway"):
        halfway()
    assert lying(store) == "[[], []]"


def test_a_backup_holds_no_token(url, store, tmp_path):
    kept(store).save(agreed())
    back_up(url, tmp_path / "backup", now=NOON)
    held = (tmp_path / "backup").read_bytes()

    assert b"T0NORTH" in held
    assert b"xoxb-north" not in held
