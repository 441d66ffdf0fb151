"""convener db backup and restore: what they say, what they refuse, and a wish taken back that stays taken back."""

import json

from bot.config import load_settings
from bot.domain.room_wishes import WishKind
from bot.facilitation import room_wishes
from bot.main import desk_of, store_of


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


def test_a_wish_taken_back_after_the_backup_stays_taken_back(begun):
    def desk():
        settings = load_settings(begun.folder / "convener.toml")
        return desk_of(settings, store_of(settings))

    at = desk()
    room_wishes.write_down(at, WishKind.APART, ("p002", "p003"), by="p014")
    begun("db", "backup", "monday.sqlite3")
    room_wishes.end(at, room_wishes.ids_about(at, ("p002", "p003")), by="p014")
    at.store.close()

    done = json.loads(begun("db", "restore", "monday.sqlite3", "--force", "--json").said)

    assert done["forgotten"] == 1
    with desk().store.read() as memory:
        assert memory.room_wishes.find() == []
