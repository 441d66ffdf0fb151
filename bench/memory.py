"""What `serve` holds in memory at its most in a month of a pretend community, beside its limit.

The month is `convener demo`: a real process, over HTTP, with a world that answers at once. `--full` brings 1,000.
"""

import csv
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.seated import ROSTER, many, roster

SIZES, FULL = (120, 240), 1_000
LIMIT = 250  # megabytes


def write_roster(file: Path, people: int) -> None:
    with ROSTER.open(encoding="utf-8", newline="") as sample:
        columns = csv.DictReader(sample).fieldnames
    assert columns
    facilitators = [person for person in roster() if person.facilitates]
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, columns, restval="")
        writer.writeheader()
        for person in many(people - len(facilitators)) + facilitators:
            writer.writerow(
                {
                    "person_id": person.id,
                    "display_name": person.name,
                    "email": person.email,
                    "role": person.role,
                    "organisation": person.organisation,
                    "time_zone": person.zone,
                    "language": person.language,
                    "line_manager_email": person.line_manager,
                }
            )


def a_month(people: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file, told = Path(folder, "roster.csv"), Path(folder, "report.json")
        write_roster(file, people)
        words = ["demo", "--roster", str(file), "--report", str(told)]
        begun = time.perf_counter()
        code = "from bot.cli import main; main()"
        run = subprocess.run(
            [sys.executable, "-c", code, *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        took = time.perf_counter() - begun
        if run.returncode:
            print(run.stdout.decode()[-2_000:])
            raise SystemExit(f"A month of {people} people did not go well.")
        peak = json.loads(told.read_text(encoding="utf-8"))["peak_memory"]["bot_mb"]
    print(
        f"{people:6} people x 1 month: serve held {peak:.0f} MB at most (limit {LIMIT}), in {took:.0f} s",
        flush=True,
    )


def main() -> None:
    for people in [*SIZES, *([FULL] if "--full" in sys.argv else [])]:
        a_month(people)


if __name__ == "__main__":
    main()
