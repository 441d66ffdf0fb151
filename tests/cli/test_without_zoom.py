"""The command line where one link stands for all meetings: nothing asks for Zoom, nothing is sent there."""

import tomllib

from bot.config import load_settings
from bot.facilitation.rooms import draw_now

LINK = "https://meet.example.org/OurCircle?lang=en&x=1"
ANSWERS = "Circle\nEurope/London\nsocket\n#circle\nada@example.org\n{link}\nJitsi\n\n"
MEETINGS = {"kind": "link", "link": LINK, "name": "Jitsi"}


def test_init_takes_a_link_in_place_of_a_zoom_host_and_asks_what_it_is_called(convener):
    (convener.folder / "convener.toml").unlink()
    made = convener("init", given=ANSWERS.format(link=LINK))

    assert made.code == 0, made.fault
    told = tomllib.loads((convener.folder / "convener.toml").read_text())
    assert told["meetings"] == MEETINGS
    assert "zoom" not in told
    assert "Jitsi: open the link once yourself" in made.said
    assert "marketplace.zoom.us" not in made.said
    needed, _, others = (convener.folder / "convener.env").read_text().partition("# Only where")
    assert "ZOOM" not in needed
    assert "CONVENER_ZOOM_ACCOUNT_ID" in others
    assert load_settings(convener.folder / "convener.toml").meetings.fixed


def test_init_without_a_person_wants_the_places_name_too(convener):
    (convener.folder / "convener.toml").unlink()
    given = ("--facilitator", "ada@example.org", "--host", LINK, "--yes")

    refused = convener("init", *given)
    assert (refused.code, "--meeting-name: An answer is needed here." in refused.fault) == (2, True)
    broken = convener("init", *given[:3], "https://a b", "--meeting-name", "Jitsi", "--yes")
    assert "--host: [meetings] link must be the web address" in broken.fault
    assert convener("init", *given, "--meeting-name", "Jitsi").code == 0


def behind_the_link(connected, monkeypatch):
    for name in ("ACCOUNT_ID", "CLIENT_ID", "CLIENT_SECRET"):
        monkeypatch.delenv(f"CONVENER_ZOOM_{name}")
    connected.settings("meetings", **MEETINGS)


def test_the_doctor_asks_nothing_of_zoom_and_says_what_is_left_to_people(
    connected, world, monkeypatch
):
    behind_the_link(connected, monkeypatch)
    seen = connected("doctor")

    assert seen.code == 0, seen.said
    assert "Sessions meet on Jitsi, by one link that stands" in seen.said
    assert "zoom" not in seen.said.casefold()
    assert LINK not in seen.said
    assert [call for call in world.record.since(0) if call.system == "zoom"] == []


def test_a_trial_in_earnest_makes_a_message_and_no_meeting(connected, world, monkeypatch):
    behind_the_link(connected, monkeypatch)
    tried = connected("smoke", "--out", "report.json")

    assert tried.code == 0, tried.said
    assert "Whether the link to Jitsi opens: not tried" in tried.said
    assert len(world.record.landed("chat.postMessage")) == 1
    assert "zoom" not in (connected.folder / "report.json").read_text().casefold()


def test_rooms_are_listed_to_be_read_out_and_no_file_is_written_for_zoom(begun):
    from bot.cli.context import desk

    text = (begun.folder / "convener.toml").read_text()
    meetings = "".join(f'{key} = "{value}"\n' for key, value in MEETINGS.items())
    (begun.folder / "convener.toml").write_text(f"{text}\n[meetings]\n{meetings}")
    with desk() as at:
        draw_now(at, "s02", by="p014")

    listed = begun("session", "rooms", 2, "--list").said.splitlines()
    assert len(listed) > 5
    assert listed[0].startswith("Room 1: ")
    assert all(line.count("(keeps time)") == 1 for line in listed)
    refused = begun("session", "rooms", 2, "--zoom-csv", "rooms.csv")
    assert (refused.code, "Jitsi takes no file of rooms" in refused.fault) == (1, True)
    assert not (begun.folder / "rooms.csv").exists()
    assert "Jitsi: none" in begun("session", "show", 2).said
