"""How a prompt must fit together: its moment, its people, its kind of answer and where the answer goes."""

from bot.files.plan_fields import nearest
from bot.files.plan_findings import Findings, names_in
from bot.files.plan_fitting import listed
from bot.files.plan_models import PlanTable, PromptTable, RecurringPromptTable, SessionTable
from bot.files.toml_lines import Path

AUDIENCES = (
    "all",
    "attending",
    "attended",
    "said_yes_but_absent",
    "room",
    "room_host",
    "organisation_lead",
    "action_owner",
    "subgroup_lead",
    "told_story",
)
_WORDS = {"text", "story"}
# Which kinds of prompt a key belongs to; on any other it would do nothing.
_KINDS = {
    "choices": {"choice"},
    "choices_from": {"choice"},
    "scale_min": {"scale"},
    "scale_max": {"scale"},
    "low": {"scale"},
    "high": {"scale"},
    "max_chars": _WORDS,
    "feeds": {*_WORDS, "choice", "scale"},
}
_LARGEST_SCALE = 11
# What becomes of these answers is done for or by whoever gave them.
_NAMED_USES = {"rooms", "subgroup", "attendance", "actions"}


def check_prompts(plan: PlanTable, findings: Findings) -> None:
    """Note what does not fit in any prompt."""
    for monthly in plan.recurring_prompt:
        _check_recurring(monthly, plan.programme.months, findings)
        _check_prompt(monthly, findings)
    for session in plan.session:
        for prompt in session.prompt:
            _check_round(prompt, session, findings)
            _check_prompt(prompt, findings)


def _check_prompt(prompt: PromptTable, findings: Findings) -> None:
    _check_send(prompt, findings)
    _check_audience(prompt, findings)
    _check_kind(prompt, findings)
    if prompt.visibility == "anonymous" and prompt.use in _NAMED_USES:
        words = f"Who answers must be known for {prompt.use}, so it cannot be anonymous. Write facilitators, say."
        findings.note((*prompt.at, "visibility"), words, rests_on=[(*prompt.at, "use")])
    if prompt.use == "bibliography" and prompt.visibility != "community":
        words = (
            "Everyone reads the bibliography, so these answers do not go into it. Write community."
        )
        use = (*prompt.at, "use")
        findings.note((*prompt.at, "visibility"), words, rests_on=[use], warning=True)
    for key in ("feeds", "choices_from"):
        if name := getattr(prompt, key):
            _check_field(name, (*prompt.at, key), findings)


def _check_recurring(prompt: RecurringPromptTable, months: int, findings: Findings) -> None:
    if prompt.when == "room":
        words = "A prompt that comes back every month cannot belong to one session's round."
        findings.note((*prompt.at, "when"), words)
    if prompt.from_month > months:
        words = f"The programme has {months} months, so this would never be asked."
        place, months_at = (*prompt.at, "from_month"), ("programme", "months")
        findings.note(place, words, rests_on=[months_at], warning=True)


def _check_round(prompt: PromptTable, session: SessionTable, findings: Findings) -> None:
    """A room prompt belongs to one of its session's rounds."""
    place, when = (*prompt.at, "round"), (*prompt.at, "when")
    if prompt.when != "room":
        return
    known = names_in(_written_rounds(session, findings))
    if not prompt.round:
        words = f"A room prompt needs the round it belongs to: {listed(known)}."
        findings.note(place, words, rests_on=[when])
    elif prompt.round not in known:
        hint = nearest(prompt.round, known) or f" There are {listed(known)}."
        findings.note(place, f'This session has no round "{prompt.round}".{hint}')


def _written_rounds(session: SessionTable, findings: Findings) -> object:
    """The rounds as they stand in the text, also those that could not be read."""
    return findings.written["session"][session.at[-1]].get("rounds")


def _check_send(prompt: PromptTable, findings: Findings) -> None:
    """A moment for every prompt: before or after the session, or in its round."""
    place, when = (*prompt.at, "send"), (*prompt.at, "when")
    if prompt.when == "room":
        if prompt.send:
            words = "A room prompt is asked in its round. Take send out."
            findings.note(place, words, rests_on=[when])
        return
    if prompt.round:
        words = 'Only room prompts belong to a round. Take round out, or write when = "room".'
        findings.note((*prompt.at, "round"), words, rests_on=[when])
    if not prompt.send:
        words = 'send is missing: when is this asked? Write an offset, such as "-7d" or "+2h".'
        findings.note(place, words, rests_on=[when])
    elif prompt.send.before != (prompt.when == "pre"):
        sign = "a minus" if prompt.when == "pre" else "a plus"
        words = f'With when = "{prompt.when}" the offset needs {sign}.'
        findings.note(place, words, rests_on=[when])


def _check_audience(prompt: PromptTable, findings: Findings) -> None:
    known = [*AUDIENCES, *findings.names("role")]
    for count, audience in enumerate(prompt.audience):
        if audience not in known and findings.all_named("role"):
            hint = nearest(audience, known) or f" There are {listed(known)}."
            findings.note((*prompt.at, "audience", count), f'"{audience}" is no audience.{hint}')


def _check_kind(prompt: PromptTable, findings: Findings) -> None:
    kind = (*prompt.at, "type")
    for key, kinds in _KINDS.items():
        if key in prompt.given and prompt.type not in kinds:
            words = f"A prompt of type {prompt.type} has no {key}. Take it out, or change the type."
            findings.note((*prompt.at, key), words, rests_on=[kind])
    if prompt.type == "choice":
        _check_choices(prompt, findings)
    if prompt.type == "scale":
        _check_scale(prompt, findings)


def _check_choices(prompt: PromptTable, findings: Findings) -> None:
    place = (*prompt.at, "choices")
    if len(prompt.choices) < 2:
        words = "A choice needs at least two choices to choose from, also where some are taken from elsewhere."
        findings.note(place, words, rests_on=[(*prompt.at, "type")])
    for count, choice in enumerate(prompt.choices):
        if choice in prompt.choices[:count]:
            findings.note((*place, count), f'"{choice}" stands here twice.')


def _check_scale(prompt: PromptTable, findings: Findings) -> None:
    low, high = (*prompt.at, "scale_min"), (*prompt.at, "scale_max")
    if prompt.scale_min >= prompt.scale_max:
        words = f"The scale runs from {prompt.scale_min} to {prompt.scale_max}. The second must be larger."
        findings.note(high, words, rests_on=[low])
    elif prompt.scale_max - prompt.scale_min >= _LARGEST_SCALE:
        words = f"A scale has at most {_LARGEST_SCALE} steps, such as 0 to 10."
        findings.note(high, words, rests_on=[low])


def _check_field(name: str, place: Path, findings: Findings) -> None:
    """A field of something that is made along the way, written artefact.field."""
    known = _fields(findings)
    if name not in known and findings.all_named("artefact"):
        hint = nearest(name, known) or f" The artefacts are {listed(findings.names('artefact'))}."
        findings.note(place, f'No artefact has the field "{name}".{hint}')


def _fields(findings: Findings) -> list[str]:
    artefacts = findings.written.get("artefact")
    tables = (
        [one for one in artefacts if isinstance(one, dict)] if isinstance(artefacts, list) else []
    )
    return [f"{a.get('key')}.{key}" for a in tables for key in names_in(a.get("fields"))]
