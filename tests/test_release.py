"""The version is the newest tag's; where no git is at hand there is one all the same."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def told(folder: Path, *command: str) -> str:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


def version(folder: Path) -> str:
    return told(folder, sys.executable, "-m", "hatchling", "metadata", "version").strip()


def checkout(folder: Path) -> Path:
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    return folder


def git(folder: Path, *words: str) -> None:
    told(folder, "git", "-c", "user.name=A", "-c", "user.email=a@example.org", *words)


def test_a_tag_is_the_version(tmp_path: Path):
    made = checkout(tmp_path)
    for words in (
        ("init", "--quiet"),
        ("add", "."),
        ("commit", "--quiet", "-m", "All of it"),
        ("tag", "v3.2.1"),
    ):
        git(made, *words)

    assert version(made) == "3.2.1"
    git(made, "commit", "--quiet", "--allow-empty", "-m", "More")
    assert version(made).startswith("3.2.2.dev1")


def test_a_download_without_git_has_one_too(tmp_path: Path):
    assert version(checkout(tmp_path)) == "0.1.0"
