"""How well rooms are drawn, beside chance and beside the proved bound, on the sample roster over eighteen sessions."""

from random import Random

from bot.domain.programme import RoomRules
from bot.files.defaults import default_plan_path, sample_roster_path
from bot.files.plan import read_plan
from bot.files.room_plans import plan_rooms, score
from bot.files.room_rules import PlanRules
from bot.files.roster import read_roster
from integrations.clock import SystemClock

SEEDS = (1, 2, 3)
SESSIONS = 18


def shuffled(plan: dict, seed: int) -> dict:
    """The same attendance and room sizes, filled by chance."""
    chance = Random(seed)
    sessions = []
    for session in plan["sessions"]:
        people = list(session["attending"])
        chance.shuffle(people)
        (turn,) = session["rounds"]
        rooms = []
        for room in turn["rooms"]:
            seats, people = people[: len(room["people"])], people[len(room["people"]) :]
            rooms.append({**room, "people": seats, "host": seats[0], "scribe": seats[1]})
        sessions.append({**session, "rounds": [{**turn, "rooms": rooms}]})
    return {**plan, "sessions": sessions}


def main() -> None:
    plan = read_plan(default_plan_path().read_text(encoding="utf-8")).plan
    assert plan is not None
    people = read_roster(
        sample_roster_path(), roles=plan.labels, today=SystemClock().now().date()
    ).people
    print(
        f"{SESSIONS} sessions of {sum(not p.facilitates for p in people)} people, rooms of 5-8, no history"
    )
    for seed in SEEDS:
        ours = plan_rooms(people, sessions=SESSIONS, seed=seed)
        peer = score(shuffled(ours, seed), people, PlanRules(rooms=RoomRules()))
        mine = ours["score"]
        print(
            f"seed {seed}: ours {mine['repeats']} repeats, chance {peer['repeats']}, "
            f"bound {mine['repeats_unavoidable']}; "
            f"lone lay {mine['lone_lay_rooms']} : {peer['lone_lay_rooms']}; manager pairs "
            f"{mine['manager_pairs']} : {peer['manager_pairs']}; {ours['seconds']:.1f} s"
        )


if __name__ == "__main__":
    main()
