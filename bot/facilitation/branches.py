"""Branches: an idea, an interest button, and with three takers a subgroup with a place of its own."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.answers import Response
from bot.domain.civil_time import local_date
from bot.domain.errors import NothingWritten
from bot.domain.followup import Branch, Subgroup
from bot.domain.onlookers import Thing
from bot.facilitation import near_branches
from bot.facilitation.actions import AGAIN, SaidAlready, within
from bot.facilitation.everyone import put_before_everyone
from bot.facilitation.setting import Setting
from bot.facilitation.subgroup_places import owe_place
from bot.facilitation.telling import owe, touch, touch_all, touch_home
from bot.facilitation.traces import trace
from bot.ports import Desk

RUNS = timedelta(days=120)  # a subgroup has an end from the start; it may be moved


def name_branch(desk: Desk, *, idea: str, by: str, session: str = "") -> Branch:
    """Put an idea before everyone, so that others can say they would like to join."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        words = " ".join(idea.split())[:200]
        if not words:
            raise NothingWritten(hint="Say in a line what you would like to go further on.")
        within(setting, by, session)
        mine = [b for b in memory.branches.find(by=by) if b.idea == words]
        if any(setting.now - b.at < AGAIN for b in mine):
            raise SaidAlready
        branch = Branch(
            id=f"b{memory.numbers.next('branch')}",
            idea=words,
            by=by,
            at=setting.now,
            session_id=session,
        )
        _put_before_everyone(setting, branch)
        return branch


def _put_before_everyone(setting: Setting, branch: Branch) -> None:
    setting.memory.branches.save(branch)
    key, facts = f"branch:{branch.id}:post", {"branch": branch.id}
    put_before_everyone(setting, "branch", key, facts, Thing.BRANCH)
    near_branches.put_in_touch(setting, branch)


def follow_answer(setting: Setting, answer: Response) -> None:
    """What was named in answer to a question is a branch; changed words change it until somebody has joined."""
    words = " ".join(answer.text.split())[:200]
    named = setting.memory.branches.seek(f"b:{answer.id}")
    if named is None:
        _put_before_everyone(
            setting,
            Branch(
                id=f"b:{answer.id}",
                idea=words,
                by=answer.person_id,
                at=setting.now,
                session_id=answer.session_id,
            ),
        )
    elif not named.takers and not named.subgroup_id:
        changed = replace(named, idea=words)
        setting.memory.branches.save(changed)
        touch_all(setting, f"branch:{named.id}:post")
        near_branches.put_in_touch(setting, changed)


def join_branch(desk: Desk, branch_id: str, person_id: str) -> Branch:
    """Say that one would like to join; at three takers the namer is asked to bring them together."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        branch = memory.branches.get(branch_id).joined_by(setting.person(person_id).id)
        memory.branches.save(branch)
        touch_all(setting, f"branch:{branch.id}:post")
        touch(setting, f"branch:{branch.id}:ripe")
        touch_all(setting, f"{near_branches.KIND}:{person_id}:")
        namer = setting.people.get(branch.by)
        if branch.ripe and namer:
            owe(setting, "branch-ripe", f"branch:{branch.id}:ripe", namer, {"branch": branch.id})
        return branch


def gather(desk: Desk, branch_id: str, convenor: str) -> Subgroup:
    """Make a subgroup of a branch: its namer and takers, a place in Slack, a purpose and an end."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        branch = memory.branches.get(branch_id)
        if branch.subgroup_id:
            return memory.subgroups.get(branch.subgroup_id)
        setting.allowed(convenor, branch.by, *branch.takers)
        subgroup = _subgroup_of(setting, branch, convenor)
        memory.subgroups.save(subgroup)
        memory.branches.save(replace(branch, subgroup_id=subgroup.id))
        owe_place(setting, subgroup)
        _owe_news(setting, subgroup)
        trace(setting, convenor, "brought a subgroup together", subgroup.id)
        touch_all(setting, f"branch:{branch.id}:post")
        touch(setting, f"branch:{branch.id}:ripe")
        return subgroup


def _subgroup_of(setting: Setting, branch: Branch, convenor: str) -> Subgroup:
    members = tuple(dict.fromkeys([branch.by, *branch.takers]))
    return Subgroup(
        id=f"g{setting.memory.numbers.next('subgroup')}",
        name=branch.idea[:60],
        purpose=branch.idea,
        convenor=convenor if convenor in members else branch.by,
        members=members,
        at=setting.now,
        ends_on=local_date(setting.now + RUNS, setting.desk.house.default_zone),
        branch_id=branch.id,
    )


def _owe_news(setting: Setting, subgroup: Subgroup) -> None:
    for member in subgroup.members:
        person = setting.people.get(member)
        if person:
            key = f"subgroup:{subgroup.id}:news:{member}"
            owe(setting, "subgroup-news", key, person, {"subgroup": subgroup.id})
            touch_home(setting, member)


def pass_on(desk: Desk, branch_id: str, person_id: str) -> Branch:
    """Somebody else, please: the first taker is asked to convene."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        branch = memory.branches.get(branch_id)
        setting.allowed(person_id, branch.by, *branch.takers)
        others = [p for p in branch.takers if p != person_id and p in setting.people]
        if others and not branch.subgroup_id:
            taker = setting.people[others[0]]
            owe(
                setting,
                "branch-ripe",
                f"branch:{branch.id}:ripe:{taker.id}",
                taker,
                {"branch": branch.id},
            )
        return branch
