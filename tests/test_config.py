"""Settings: what is wrong is said in words, secrets stay secret, and the example tells everything."""

import os
import re
from pathlib import Path

import pytest

from bot.config import MissingSecret, NoSettings, NotReady, Secrets, SettingsFault, load_settings
from bot.config.sections import Settings, known_settings

EXAMPLE = Path(__file__).parent.parent / "config.example.toml"
LOOPBACK = """
[slack]
api_base_url = "http://127.0.0.1:9/api"
[zoom]
api_base_url = "http://localhost:9/v2"
oauth_url = "http://[::1]:9/oauth/token"
[clock]
source = "http://127.0.0.1:9/now"
"""


@pytest.fixture
def settings(tmp_path):
    """Loads settings from these lines of TOML."""

    def load(toml: str) -> Settings:
        path = tmp_path / "convener.toml"
        path.write_text(toml, encoding="utf-8")
        return load_settings(path)

    return load


@pytest.fixture
def faults(settings):
    """What is said about these lines of TOML."""

    def read(toml: str) -> tuple[str, ...]:
        with pytest.raises(SettingsFault) as refusal:
            settings(toml)
        return refusal.value.faults

    return read


def test_an_empty_file_gives_a_house_that_waits_for_a_facilitators_yes(settings):
    house = settings("").house()

    assert (house.publish_by_hand, house.seat_unanswered, house.max_rooms) == (True, True, 50)


def test_what_the_file_says_reaches_the_house(settings):
    house = settings(
        """
        [community]
        name = "Recovery at home"
        publish = "automatic"
        [slack]
        channel = "#learning"
        facilitators = ["name@example.org"]
        [zoom]
        hosts = ["host@example.org"]
        [web]
        public_url = "https://learn.example.org/"
        """
    ).house()

    assert house.name == "Recovery at home"
    assert not house.publish_by_hand
    assert house.channel == "#learning"
    assert house.facilitators == ("name@example.org",)
    assert house.zoom_hosts == ("host@example.org",)
    assert house.public_url == "https://learn.example.org"


def test_a_fraction_of_a_second_is_a_tick_and_four_hands_are_usual(settings):
    engine = settings("[engine]\ntick_seconds = 0.2").engine

    assert (engine.tick_seconds, engine.concurrency) == (0.2, 4)


def test_base_addresses_end_with_a_slash(settings):
    assert settings(LOOPBACK).slack.api_base_url == "http://127.0.0.1:9/api/"


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("[slack]\nchanel = 'C0123ABCD'", "[slack] chanel is not a setting. Did you mean channel?"),
        ("[web]\nhosts = []", "[web] hosts is not a setting. It belongs into [zoom]."),
        ("listen = ''", "listen is not a section or setting. It belongs into [web]."),
        ("[zom]", "zom is not a section or setting. Did you mean [zoom]?"),
        ("slack = 'x'", "slack must be a section: a line [slack], and its settings below."),
        ("[engine]\ntick_seconds = '5'", "[engine] tick_seconds must be a number, without quotes."),
        ("[engine]\nconcurrency = 0", "[engine] concurrency must be at least 1."),
        (
            "[engine]\nconcurrency = 2.0",
            "[engine] concurrency must be a whole number, without quotes.",
        ),
        (
            "[community]\nseat_unanswered = 'no'",
            "[community] seat_unanswered must be true or false, without quotes.",
        ),
        ("[community]\nname = ''", "[community] name must not be empty."),
        (
            "[community]\npublish = 'yes'",
            "[community] publish must be 'by-hand' or 'automatic'.",
        ),
        (
            "[community]\ndefault_zone = 'GMT+1'",
            "[community] default_zone is not a time zone we know; "
            "use a city's, such as Europe/Stockholm.",
        ),
        (
            "[engine]\nkind = 'procrastinate'",
            '[engine] kind = "procrastinate" needs PostgreSQL: write its address as [database] url, '
            'or write kind = "in-process".',
        ),
        (
            "[slack]\nfacilitators = ['Ada']",
            "[slack] facilitators must hold mail addresses, such as name@example.org.",
        ),
        (
            "[slack]\nchannel = 'community'",
            "[slack] channel must be a channel's id, such as C0123ABCD, or its #name.",
        ),
        (
            "[slack]\napi_base_url = 'http://slack.example/api'",
            "[slack] api_base_url must start with https:// (http:// is only for this machine).",
        ),
        (
            "[web]\nlisten = '8080'",
            "[web] listen must be an address and a port, such as 127.0.0.1:8080.",
        ),
        (
            "[meetings]\nkind = 'link'\nname = 'Jitsi'",
            '[meetings] kind = "link" needs the link itself: write it as link = "https://...".',
        ),
        (
            "[meetings]\nkind = 'link'\nlink = 'https://meet.example.org/us'",
            '[meetings] kind = "link" needs what people call the place: write it as name, such as "Jitsi".',
        ),
        (
            "[meetings]\nname = 'Jitsi'",
            '[meetings] link, name, dial_in and rooms are for kind = "link": write that, or leave them out.',
        ),
        (
            "[meetings]\nkind = 'link'\nname = 'Jitsi'\nlink = 'meet.example.org'",
            "[meetings] link must be the web address that people join at, such as "
            "https://meet.example.org/OurCommunity.",
        ),
        (
            "[meetings]\nkind = 'teams'",
            "[meetings] kind must be 'zoom' or 'link'.",
        ),
        (
            "[mail]\nhost = 'mail.example.org'",
            "[mail] from must be a mail address, such as convener@example.org.",
        ),
    ],
)
def test_one_wrong_line_is_one_sentence_that_says_what_to_write(faults, toml, said):
    assert faults(toml) == (said,)


@pytest.mark.parametrize("ticks", ["0", "-1", "nan", "inf", "3601"])
def test_a_tick_is_a_real_stretch_of_time(faults, ticks):
    assert len(faults(f"[engine]\ntick_seconds = {ticks}")) == 1


def test_everything_wrong_is_said_at_once(faults):
    assert len(faults("[engine]\nconcurrency = 0\nkind = 'x'\n[web]\nlisten = ''")) == 3


def test_a_file_that_is_not_toml_is_refused_with_the_place(faults):
    (said,) = faults("[slack\n")
    assert "line 1" in said


def test_a_file_that_is_not_text_is_refused(tmp_path):
    path = tmp_path / "convener.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsFault, match="not UTF-8"):
        load_settings(path)


def test_a_file_from_an_editor_that_marks_its_text_is_read(settings):
    assert settings("\ufeff[community]\nname = 'Marked'").community.name == "Marked"


def test_a_missing_file_is_said_with_what_to_copy(tmp_path):
    with pytest.raises(NoSettings, match=r"config\.example\.toml"):
        load_settings(tmp_path / "convener.toml")


def test_the_environment_names_the_file_where_nothing_else_does(tmp_path, monkeypatch):
    path = tmp_path / "elsewhere.toml"
    path.write_text("[community]\nname = 'Elsewhere'")
    monkeypatch.setenv("CONVENER_CONFIG", str(path))

    assert load_settings().community.name == "Elsewhere"


def test_a_moved_clock_is_only_for_a_sandbox(settings, faults):
    assert settings(LOOPBACK).clock.simulated
    (said,) = faults("[clock]\nsource = 'http://127.0.0.1:9/now'")
    assert said.startswith("[clock] source may only be moved in a sandbox")


def test_settling_sooner_is_only_for_a_sandbox(settings, faults):
    assert settings("").house().settle_seconds == 1.0
    sooner = f"{LOOPBACK}settle_seconds = 0.1\n"
    assert settings(sooner).house().settle_seconds == 0.1
    (said,) = faults("[clock]\nsettle_seconds = 0.1")
    assert "settle_seconds may only be less than 1.0 in a sandbox" in said


def test_a_clock_elsewhere_is_refused_even_in_a_sandbox(faults):
    (said,) = faults(LOOPBACK.replace("http://127.0.0.1:9/now", "http://192.0.2.1/now"))
    assert said.startswith("[clock] source must be")


def test_secrets_come_from_the_environment_and_are_never_shown(settings, monkeypatch):
    monkeypatch.setenv("CONVENER_SLACK_BOT_TOKEN", " xoxb-very-secret\n")

    loaded = settings("")

    assert loaded.need("slack_bot_token") == "xoxb-very-secret"
    assert "very-secret" not in f"{loaded!r} {loaded} {loaded.secrets!r} {loaded.model_dump()}"


def test_secrets_may_stand_in_files_that_the_environment_names(settings, monkeypatch, tmp_path):
    (tmp_path / "token").write_text("xoxb-from-a-file\n")
    monkeypatch.setenv("CONVENER_SLACK_BOT_TOKEN_FILE", str(tmp_path / "token"))

    assert settings("").need("slack_bot_token") == "xoxb-from-a-file"


def test_a_secrets_file_that_cannot_be_read_or_is_empty_is_said(faults, monkeypatch, tmp_path):
    (tmp_path / "empty").touch()
    monkeypatch.setenv("CONVENER_SLACK_BOT_TOKEN_FILE", str(tmp_path / "nothing"))
    monkeypatch.setenv("CONVENER_SECRET_KEY_FILE", str(tmp_path / "empty"))

    assert set(faults("")) == {
        "CONVENER_SLACK_BOT_TOKEN_FILE names a file that cannot be read.",
        "CONVENER_SECRET_KEY_FILE names an empty file.",
    }


def test_a_secret_given_twice_is_refused(faults, monkeypatch, tmp_path):
    monkeypatch.setenv("CONVENER_SMTP_PASSWORD", "one")
    monkeypatch.setenv("CONVENER_SMTP_PASSWORD_FILE", str(tmp_path / "other"))

    assert faults("") == (
        "CONVENER_SMTP_PASSWORD and CONVENER_SMTP_PASSWORD_FILE are both set; keep one of them.",
    )


def test_a_key_that_can_be_guessed_is_refused(faults, monkeypatch):
    monkeypatch.setenv("CONVENER_SECRET_KEY", "hunter2")
    (said,) = faults("")
    assert "at least 32 characters" in said
    assert "hunter2" not in said


def test_a_missing_secret_is_asked_for_only_by_who_needs_it(settings):
    loaded = settings("")
    with pytest.raises(MissingSecret, match="CONVENER_ZOOM_CLIENT_SECRET is not set"):
        loaded.need("zoom_client_secret")


def test_a_slip_in_a_secrets_name_is_pointed_out(settings, monkeypatch):
    monkeypatch.setenv("CONVENER_SLACK_BOT_TOEKN", "xoxb-1")
    with pytest.raises(MissingSecret, match="CONVENER_SLACK_BOT_TOEKN is set"):
        settings("").need("slack_bot_token")


@pytest.mark.parametrize(
    ("toml", "belongs"),
    [
        ("[slack]\nbot_token = 'xoxb-leaked'", "CONVENER_SLACK_BOT_TOKEN"),
        ("[slack]\nchannel = 'xapp-leaked'", "CONVENER_SLACK_APP_TOKEN"),
        ("[zoom]\nclient_secret = 'leaked'", "CONVENER_ZOOM_CLIENT_SECRET"),
        ("[mail]\npassword = 'leaked'", "CONVENER_SMTP_PASSWORD"),
        ("secret_key = 'leaked'", "CONVENER_SECRET_KEY"),
        ("CONVENER_SECRET_KEY = 'leaked'", "CONVENER_SECRET_KEY"),
    ],
)
def test_a_secret_in_the_file_is_refused_with_where_it_belongs(faults, toml, belongs):
    (said,) = faults(toml)
    assert f"in the environment as {belongs}" in said
    assert "leaked" not in said


def test_a_section_of_secrets_is_refused(faults):
    (said,) = faults("[secrets]\nslack = 'x'")
    assert "environment alone" in said


def test_a_database_password_in_the_file_is_refused_unseen(faults):
    (said,) = faults("[database]\nurl = 'postgresql+psycopg://me:leaked@db.example.org/x'")
    assert "PGPASSWORD" in said
    assert "leaked" not in said


def test_serving_says_everything_that_is_missing_at_once(settings):
    with pytest.raises(NotReady) as refusal:
        settings("").ready_to_serve()

    said = refusal.value.message
    assert "CONVENER_SLACK_APP_TOKEN" in said
    assert "CONVENER_SLACK_SIGNING_SECRET" not in said
    assert "[slack] channel" in said
    assert "[zoom] hosts" in said


def test_the_http_door_needs_the_signing_secret_instead(settings):
    with pytest.raises(NotReady, match="CONVENER_SLACK_SIGNING_SECRET"):
        settings("[slack]\ntransport = 'http'").ready_to_serve()


def test_nothing_is_missing_once_all_is_there(settings, monkeypatch):
    for name in Secrets.model_fields:
        monkeypatch.setenv(f"CONVENER_{name.upper()}", "x" * 40)

    settings(
        "[slack]\nchannel = 'C0123ABCD'\n[zoom]\nhosts = ['host@example.org']"
    ).ready_to_serve()


LINK = "[meetings]\nkind = 'link'\nname = 'Jitsi'\nlink = 'https://meet.example.org/us?lang=en&x=1#now'"


def test_behind_a_link_that_stands_zoom_is_neither_needed_nor_asked_for(settings, monkeypatch):
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SECRET_KEY"):
        monkeypatch.setenv(f"CONVENER_{name}", "x" * 40)
    loaded = settings(f"[slack]\nchannel = 'C0123ABCD'\n[zoom]\nhosts = ['a@example.org']\n{LINK}")

    loaded.ready_to_serve()

    assert loaded.house().zoom_hosts == ()
    assert loaded.meetings.link_that_stands()["link"].endswith("/us?lang=en&x=1#now")


def test_a_link_that_stands_is_shown_by_nothing_that_shows_settings(settings, faults):
    assert "meet.example.org" not in repr(settings(LINK))
    assert "lang=en" not in " ".join(faults(LINK.replace("/us?", "/u s?")))


@pytest.mark.parametrize(
    "link", ["https://a.example/x|y", "https://u:p@a.example/x", "http://a.example/x", "https:///x"]
)
def test_what_would_break_a_message_or_is_no_place_to_join_is_refused(faults, link):
    assert "link must be the web address" in faults(LINK.replace(LINK.split("'")[5], link))[0]


def test_the_example_loads_and_its_channel_is_an_id():
    loaded = load_settings(EXAMPLE)

    assert loaded.slack.channel == "C0123ABCD"
    assert all("@" in address for address in loaded.slack.facilitators)


def test_the_example_names_every_setting_and_every_secret():
    told = EXAMPLE.read_text(encoding="utf-8")
    shown = _settings_shown(told)

    assert shown == {
        section: set(keys) - {"settings"} for section, keys in known_settings().items()
    }
    assert "[zoom.settings]" in told
    assert not [n for n in Secrets.model_fields if f"CONVENER_{n.upper()}" not in told]


def test_the_example_shows_the_defaults_where_it_says_so():
    loaded, usual = load_settings(EXAMPLE), Settings()
    yours = {
        ("community", "default_zone"),
        ("slack", "channel"),
        ("slack", "facilitators"),
        ("zoom", "hosts"),
        ("web", "public_url"),
        ("mail", "sender"),
    }
    differ = {
        (section, key)
        for section, part in usual
        if section != "secrets"
        for key, default in part
        if getattr(getattr(loaded, section), key) != default
    }
    assert differ == yours


def test_no_setting_of_the_tests_comes_from_outside():
    assert not [n for n in os.environ if re.match("CONVENER_(?!CONTRACTS)", n)]


def _settings_shown(told: str) -> dict[str, set[str]]:
    shown: dict[str, set[str]] = {}
    for line in told.splitlines():
        if found := re.match(r"\[(\w+)\]", line):
            section = shown.setdefault(found[1], set())
        elif found := re.match(r"(\w+) = ", line):
            section.add(found[1])
    return shown
