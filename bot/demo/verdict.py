"""The last page of a run: what came of it in figures, and every invariant with held or NOT HELD."""

from collections.abc import Sequence
from typing import Any

from rich.markup import escape
from rich.table import Table

from bot.demo.evidence import Invariant
from bot.demo.transcript import Transcript

SHOWN = 5


def tell_figures(report: dict[str, Any], transcript: Transcript) -> None:
    """What came of it, in a few sentences."""
    transcript.say()
    transcript.say("What came of it", style="bold")
    for session in report["sessions"]:
        transcript.say(f"  {_session(session)}")
    for line in (_messages(report), _follow_up(report), _cost(report)):
        transcript.say(f"  {line}")


def _session(one: dict[str, Any]) -> str:
    seats = f"Month {one['session']}: {one['planned']} seats in {one['rooms']} rooms, {one['attended']} people came"
    if not one["zoom_meetings"]:
        return f"{seats}."
    return f"{seats}; Zoom placed {one['placed_by_zoom']}, the host {one['placed_by_hand']}."


def _messages(report: dict[str, Any]) -> str:
    days, prompts, told = report["person_days"], report["prompts"], report["messages"]
    return (
        f"{told['sent']} messages to people, at most {days['most']} that count to one person on one day; "
        f"{told['bundled']} things came with others, {told['withheld']} waited for another day; "
        f"{prompts['asked']} questions, {prompts['answered']} answers."
    )


def _follow_up(report: dict[str, Any]) -> str:
    actions = report["actions"]
    told = report["loops_told_back"]
    groups, artefacts = report["subgroups"], report["artefacts"].values()
    begun, whole = (sum(each[word] for each in artefacts) for word in ("begun", "complete"))
    return (
        f"{actions['made']} actions agreed: {actions['done']} done, {actions['let_go']} let go, "
        f"{actions['carried']} carried on. {groups['born']} subgroups, {groups['with_a_result']} closed with what came "
        f"of them. {begun} artefacts begun, {whole} of them complete. "
        f"What became of answers was told back {told} {'time' if told == 1 else 'times'}."
    )


def _cost(report: dict[str, Any]) -> str:
    return (
        f"{report['wall_seconds']} seconds, {report['peak_memory_mb']:.0f} MB, "
        f"{report['steps']} steps of the clock, {sum(report['calls'].values())} calls to Slack and Zoom."
    )


def tell_verdict(invariants: Sequence[Invariant], transcript: Transcript) -> None:
    """Every invariant, and what broke those that did not hold."""
    broken = [one for one in invariants if not one.held]
    transcript.say()
    transcript.say("What must hold", style="bold")
    transcript.console.print(_table(invariants))
    for one in broken:
        _tell_broken(one, transcript)
    transcript.say()
    transcript.say(_conclusion(len(invariants), len(broken)), style="bold")


def _table(invariants: Sequence[Invariant]) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for ratio in (2, 11, 9):
        table.add_column(ratio=ratio, overflow="fold")
    for one in invariants:
        word = "held" if one.held else "[bold red]NOT HELD[/]"
        table.add_row(word, escape(one.name), escape(one.figure), style="" if one.held else "bold")
    return table


def _tell_broken(one: Invariant, transcript: Transcript) -> None:
    transcript.say()
    transcript.say(f"NOT HELD: {one.name}", style="bold red")
    for words in one.findings[:SHOWN]:
        transcript.say(f"  {words}")
    if len(one.findings) > SHOWN:
        transcript.say(f"  ... and {len(one.findings) - SHOWN} more; --report FILE lists them")


def _conclusion(count: int, broken: int) -> str:
    return (
        f"{broken} of {count} invariants did NOT hold."
        if broken
        else f"All {count} invariants held."
    )
