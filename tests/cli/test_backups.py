"""convener db backup and restore: what they say, what they refuse, and a wish taken back that stays taken back."""

import json
from datetime import timedelta

from bot.config import load_settings
from bot.domain.effects import Owed
from bot.domain.room_wishes import WishKind
from bot.facilitation import room_wishes
from bot.facilitation.backups import nightly
from bot.facilitation.heartbeat import Heartbeat
from bot.main import desk_of, store_of
from bot.ports import Desk


def test_a_backup_says_what_it_holds_and_a_restore_what_it_did(begun):
    made = json.loads(begun("db", "backup", "monday.sqlite3", "--json").said)
    refused = begun("db", "backup", "monday.sqlite3")
    begun("db", "backup", "tuesday.sqlite3")

    assert made["effects"]["ready"] > 50
    assert made["bytes"] > 50_000
    assert (refused.code, "--force" in refused.fault) == (1, True)
    full = begun("db", "restore", "monday.sqlite3")
    assert (full.code, "--force" in full.fault) == (1, True)
    done = begun("db", "restore", "monday.sqlite3", "--force")
    assert done.code == 0
    assert "looked up before it is said" in done.said
    assert "circle.sqlite3.before-" in done.said
    assert len(json.loads(begun("session", "list", "--json").said)) == 18


def desk_in(convener) -> Desk:
    settings = load_settings(convener.folder / "convener.toml")
    return desk_of(settings, store_of(settings))


def a_wish_taken_back_after_a_backup(convener) -> None:
    at = desk_in(convener)
    room_wishes.write_down(at, WishKind.APART, ("p002", "p003"), by="p014")
    convener("db", "backup", "monday.sqlite3")
    room_wishes.end(at, room_wishes.ids_about(at, ("p002", "p003")), by="p014")
    at.store.close()


def test_a_wish_taken_back_after_the_backup_stays_taken_back(begun):
    a_wish_taken_back_after_a_backup(begun)

    done = json.loads(begun("db", "restore", "monday.sqlite3", "--force", "--json").said)

    assert done["forgotten"] == 1
    with desk_in(begun).store.read() as memory:
        assert memory.room_wishes.find() == []


def test_status_tells_of_a_restored_backup_of_what_is_stuck_and_who_keeps_time(begun):
    begun("db", "backup", "monday.sqlite3")
    begun("db", "restore", "monday.sqlite3", "--force")
    at = desk_in(begun)
    heart = Heartbeat(name="tower:7")
    heart.alive(at)
    late = at.clock.now() - timedelta(hours=1)
    with at.store.begin() as memory:
        memory.effects.owe(Owed(key="late", kind="trouble", not_before=late))

    told, facts = begun("status").said, json.loads(begun("status", "--json").said)
    heart.ended(at)
    at.store.close()

    assert "whatever may have been said since then is looked up" in told
    assert "1 message could not leave for Slack since" in told
    assert "tower:7 keeps time (in-process)" in told
    assert facts["stuck"]["slack"]["number"] == 1
    assert [(p["name"], p["fresh"]) for p in facts["processes"]] == [("tower:7", True)]
    assert facts["reconciling_until"]
    assert json.loads(begun("status", "--json").said)["processes"] == []


def test_without_a_file_it_goes_to_the_nightly_ones_and_status_tells_of_the_last(begun):
    convener_toml = begun.folder / "convener.toml"
    convener_toml.write_text(convener_toml.read_text() + '\n[backup]\nfolder = "nights"\n')

    assert "There is no backup yet" in begun("status").said
    made = json.loads(begun("db", "backup", "--json").said)
    at = desk_in(begun)
    assert nightly(at)
    at.store.close()

    assert made["file"].startswith("nights/convener-")
    assert json.loads(begun("status", "--json").said)["backup"]["bytes"] > 50_000
    assert "The last backup is of" in begun("status").said
