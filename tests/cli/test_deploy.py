"""The files under deploy/: what they name is there, and what they start runs, stops and writes as they promise."""

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import typer

from bot.cli.app import app
from tests.cli.plain_yaml import read

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
COMPOSE = sorted(DEPLOY.glob("compose.*.yaml"))
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
CONVENER = Path(sys.executable).with_name("convener")
SLOWEST_CALL, SOCKET_CLOSES = 25, 3  # seconds: a call in hand is finished, the line to Slack closed


def known(words):
    """Whether these words are a command of ours."""
    group = typer.main.get_command(app)
    for word in words:
        group = getattr(group, "commands", {}).get(word)
    return group is not None and not hasattr(group, "commands")


def seconds(told):
    return int(told.removesuffix("s"))


def container():
    """The Containerfile's instructions, lines that go on put together."""
    text = re.sub(r"\\\n", " ", (DEPLOY / "Containerfile").read_text())
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(line.split(None, 1)[0], line.split(None, 1)[1].strip()) for line in lines]


def last_stage():
    steps = container()
    start = max(n for n, (word, _) in enumerate(steps) if word == "FROM")
    return steps[start:]


def unit(path):
    """The settings of [Service] and its neighbours; a key that stands twice keeps both."""
    found = {}
    for line in path.read_text().splitlines():
        if line and line[0] not in "#[":
            key, _, value = line.partition("=")
            found.setdefault(key, []).append(value)
    return found


def test_a_container_holds_what_is_pinned_and_runs_as_nobody_in_particular():
    steps, last = container(), dict(last_stage())

    installs = [
        told
        for word, told in steps
        if word == "RUN"
        for told in told.split("&&")
        if "pip install" in told
    ]
    hashed = [one for one in installs if "--require-hashes -r requirements/" in one]
    assert len(installs) == len(hashed) + 1
    assert all("--no-deps --no-index" in one for one in installs if one not in hashed)
    assert [one for one in hashed if "requirements/runtime.txt" in one]
    copied = [
        src
        for word, told in steps
        if word == "COPY" and "--from" not in told
        for src in told.split()[:-1]
    ]
    assert [src for src in copied if not (ROOT / src).exists()] == []
    handed_over = (ROOT / ".dockerignore").read_text().splitlines()
    assert {src.split("/")[0] for src in copied} == {
        line[1:] for line in handed_over if line.startswith("!")
    }
    user, group = last["USER"].split(":")
    assert min(int(user), int(group)) > 0
    assert known(json.loads(last["CMD"]))
    assert json.loads(last["ENTRYPOINT"]) == ["convener"]
    assert last["WORKDIR"] == last["VOLUME"] == "/var/lib/convener"


@pytest.mark.parametrize("path", COMPOSE, ids=lambda path: path.name)
def test_a_compose_file_names_what_is_there_and_keeps_its_logs_small(path):
    told = read(path.read_text())
    last = dict(last_stage())
    home = last["WORKDIR"]
    config = re.search(r"CONVENER_CONFIG=(\S+)", last["ENV"])[1]

    ours = {n: one for n, one in told["services"].items() if one["image"] == "convener:local"}
    for name, one in told["services"].items():
        assert one["logging"]["options"] == {"max-size": "10m", "max-file": "5"}, name
        assert "privileged" not in one, name
        for wanted in one.get("depends_on", ()):
            assert wanted in told["services"], name
        for volume in one.get("volumes", ()):
            source = volume.split(":")[0]
            beside = source in {"./convener.toml"} or (DEPLOY / source).exists()
            assert source in told["volumes"] or beside, (name, volume)
    for name, one in ours.items():
        assert known(one["command"]), name
        assert one["read_only"] is True
        assert one["cap_drop"] == ["ALL"]
        targets = {volume.split(":")[1] for volume in one["volumes"]}
        assert targets == {home, config}, name
        serves = one["command"] == ["serve"]
        assert ("healthcheck" not in one) == serves, (
            name
        )  # the image asks the web door, which only serve has
        if one["restart"] != "no":
            assert seconds(one["stop_grace_period"]) >= SLOWEST_CALL + 2 * SOCKET_CLOSES
    (build,) = [one["build"] for one in ours.values() if "build" in one]
    assert (
        path.parent / build["context"] / build["dockerfile"]
    ).resolve() == DEPLOY / "Containerfile"


def test_two_doors_and_two_workers_share_what_must_be_shared_and_the_proxy_knows_the_doors():
    told = read((DEPLOY / "compose.postgres.yaml").read_text())["services"]
    commands = [one["command"] for name, one in told.items() if name[-1] in "12"]
    assert sorted(commands) == [["serve"], ["serve"], ["worker"], ["worker"]]
    proxy = (DEPLOY / "Caddyfile").read_text()
    assert set(re.findall(r"(\S+):8080", proxy)) == {
        n for n, one in told.items() if one.get("command") == ["serve"]
    }
    assert "/operate/*" in proxy
    assert proxy.count("{") == proxy.count("}")


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_starts_a_command_of_ours_and_shuts_everything_else_off(path):
    told = unit(path)
    (start,) = told["ExecStart"]
    program, *words = shlex.split(start)
    assert program == "/opt/convener/bin/convener"
    assert known(words)
    assert told["WorkingDirectory"] == [f"/var/lib/{told['StateDirectory'][0]}"]
    assert told["User"] == ["convener"]
    assert "u convener " in (DEPLOY / "systemd" / "convener.sysusers").read_text()
    assert seconds(told["TimeoutStopSec"][0]) >= SLOWEST_CALL + 2 * SOCKET_CLOSES
    assert (DEPLOY / "systemd" / f"journald@{told['LogNamespace'][0]}.conf").exists()
    assert told["ProtectSystem"] == ["strict"]
    assert told["EnvironmentFile"] == ["/etc/convener/convener.env"]
    assert told["UMask"] == ["0077"]


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_systemd_itself_finds_nothing_wrong_with_a_unit(path, tmp_path):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not here: nobody has checked the units")
    here = tmp_path / path.name
    here.write_text(path.read_text().replace("/opt/convener/bin/convener", str(CONVENER)))

    looked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", here], capture_output=True, text=True
    )
    rated = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", "--threshold=25", here], capture_output=True, text=True
    )  # fmt: skip

    assert (looked.returncode, looked.stderr) == (0, "")
    assert rated.returncode == 0, rated.stdout[-300:]


READ_ONLY = """set -e
mount --make-rprivate /
mount --bind "$1" "$1"
mount -o remount,bind,ro /
cd "$1"
if touch "$2/written" 2>/dev/null; then exit 97; fi
shift 2
exec "$@"
"""


def in_a_bare_place(folder, *words):
    """The command with an empty environment but for what a unit gives; as root on a system nobody can write to."""
    given = {
        n: v
        for n, v in os.environ.items()
        if n.startswith("CONVENER_") and n != "CONVENER_CONTRACTS"
    }
    env = {**given, "CONVENER_CONFIG": str(folder / "convener.toml"), "PATH": "/usr/bin:/bin"}
    command = [str(CONVENER), *words]
    tried = ["unshare", "-m", "sh", "-c", READ_ONLY, "sh", str(folder), str(ROOT)]
    ro = (
        shutil.which("unshare")
        and subprocess.run([*tried, "true"], capture_output=True).returncode == 0
    )
    process = subprocess.Popen(
        [*tried, *command] if ro else command, env=env, cwd=folder, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    return process, bool(ro)


def answers(address):
    """Whether the command that the image asks by says that it lives."""
    told = json.loads(dict(last_stage())["HEALTHCHECK"].split("CMD", 1)[1])
    assert told[:2] == ["python", "-c"]
    asks = told[2].replace("127.0.0.1:8080", address)
    return subprocess.run([sys.executable, "-c", asks], capture_output=True).returncode == 0


def test_serve_runs_from_a_bare_environment_on_a_system_it_cannot_write_to_and_ends_when_told(
    connected, world
):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    connected.settings("web", listen=address)
    before = {p.name for p in connected.folder.iterdir()}

    process, read_only = in_a_bare_place(connected.folder, "serve")
    try:
        for _ in range(600):
            if process.poll() is not None or answers(address):
                break
        assert process.poll() is None, process.stdout.read()
        begun = time.monotonic()
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=60)
    finally:
        process.kill()

    took = time.monotonic() - begun
    assert process.returncode == 0, said
    assert "Traceback" not in said
    assert took < seconds(unit(DEPLOY / "systemd" / "convener.service")["TimeoutStopSec"][0]) / 2
    new = {p.name for p in connected.folder.iterdir()} - before
    assert all(name.startswith("circle.sqlite3") for name in new), new
    if not read_only:
        pytest.skip("nobody may mount here: it ran, but on a system that could be written to")


def test_a_worker_without_workers_ends_at_once_in_a_bare_environment_too(connected):
    process, _ = in_a_bare_place(connected.folder, "worker")
    said, _ = process.communicate(timeout=60)

    assert process.returncode == 1
    assert "This installation has no workers" in said
