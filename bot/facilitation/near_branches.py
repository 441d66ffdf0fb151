"""Ideas that sound alike: those who named them hear of each other. People decide; nothing is merged by itself."""

from datetime import timedelta

from bot.domain.effects import Effect
from bot.domain.followup import Branch
from bot.domain.likeness import ALIKE, likeness
from bot.domain.onlookers import Thing
from bot.domain.roster import Participant
from bot.facilitation.setting import Setting
from bot.facilitation.sight import may_see
from bot.facilitation.steps import Drop
from bot.facilitation.telling import owe
from bot.voice import followup as words
from bot.voice.message import Message

KIND, MOST = "branch-near", 3
LATELY = timedelta(days=120)  # an idea that nobody took up for so long is no news


def put_in_touch(setting: Setting, branch: Branch) -> None:
    """Tell its namer of those that are near, and each of their namers of this one; each pair hears it once."""
    near = _near(setting, branch)
    if near:
        _tell(setting, branch.by, branch, near)
    for other in near:
        _tell(setting, other.by, other, [branch])


def _near(setting: Setting, branch: Branch) -> list[Branch]:
    """The nearest of others' ideas that still go on, the nearest first."""
    others = (b for b in setting.memory.branches.find() if b.by != branch.by)
    found = ((likeness(branch.idea, other.idea), other) for other in others)
    alike = [(n, b) for n, b in found if n >= ALIKE and _goes_on(setting, b)]
    alike.sort(key=lambda pair: (-pair[0], pair[1].at))
    return [other for _, other in alike[:MOST]]


def _goes_on(setting: Setting, branch: Branch) -> bool:
    subgroup = setting.memory.subgroups.seek(branch.subgroup_id) if branch.subgroup_id else None
    return setting.now - branch.at < LATELY if subgroup is None else not subgroup.closed


def _tell(setting: Setting, whom: str, own: Branch, near: list[Branch]) -> None:
    person = setting.one(whom)
    if person and may_see(setting, person, Thing.BRANCH):
        key = f"{KIND}:{whom}:{own.id}:{'+'.join(b.id for b in near)}"
        owe(setting, KIND, key, person, {"own": own.id, "near": [b.id for b in near]})


def letter(setting: Setting, effect: Effect, person: Participant) -> Message | Drop:
    """What sounds like one's own idea, as it stands now."""
    branches = setting.memory.branches
    own = branches.get(effect.payload["own"])
    near = [b for b in map(branches.seek, effect.payload["near"]) if b and _goes_on(setting, b)]
    if not near:
        return Drop(why="it goes on no more")
    return words.branch_near(own, near, setting.people, reader=person.id)
