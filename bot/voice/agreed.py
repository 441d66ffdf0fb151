"""The aim and the agreements in words: what holds, who wrote it, what people said of it, and what came of that."""

from collections.abc import Collection, Sequence

from bot.domain.agreed import AIM, LONGEST, Agreed, Came, Remark
from bot.domain.languages import say, to_say
from bot.voice import blocks as b
from bot.voice import forms
from bot.voice.artefact_forms import window
from bot.voice.message import Block, Message, View
from bot.voice.words import count, escape, local_day, name, spelled

LONGEST_REMARK = 600
CALLED = {AIM: to_say("our aim"), "agreements": to_say("how we want to be with each other")}
HEADS = {
    AIM: to_say("What we are here for:"),
    "agreements": to_say("How we want to be with each other:"),
}
SOMEBODY = to_say("Somebody else")
SAY_IT = to_say("Write what holds from now on.")
SAY_WHAT = to_say("Say what you think of it.")
WHY_NOT = to_say("Say in a sentence why not: whoever wrote it reads that.")
LOOK_AGAIN = to_say("Look at it again with: /convene aim")
WHO_READS = to_say(
    "The facilitators read it, with your name, and nobody else. You hear from them what came of it."
)
HEARD = to_say("They read it")
THANKS = to_say("Thank you. The facilitators read it, and you hear what came of it.")
SETTLED = to_say("Kept. They hear it at an hour that suits them.")
MEANWHILE = to_say(
    "{who} wrote it anew meanwhile; their words stand above. Yours are below: keep what is best of both."
)
EVERYONE_READS = to_say("Everyone reads it from now on. All earlier versions stay to be read.")
A_LINE_EACH = to_say("One on each line, ten at most: they stand on each session's card.")
STATES = {
    Came.OPEN: to_say("waits for a word of the facilitators"),
    Came.TAKEN_UP: to_say("was taken up"),
    Came.NOT: to_say("was not taken up"),
}
MOST_SHOWN = 10


def stands(agreed: Agreed) -> str:
    """The words themselves, under their head."""
    head = say(HEADS[agreed.what])
    if agreed.what == AIM:
        return f"{head} {escape(agreed.text)}"
    return "\n".join([head, *(f"• {escape(line)}" for line in agreed.lines)])


def since(agreed: Agreed, by: str, zone: str) -> str:
    """Version 2, by Nadia, Wed 24 February."""
    if agreed.version == 1 and not agreed.by:
        return say("Version 1, from the learning plan.")
    who = say(", by {by}", by=name(by)) if by else ""
    return say(
        "Version {version}{who}, {local_day}.",
        version=agreed.version,
        who=who,
        local_day=local_day(agreed.at, zone),
    )


def page(
    agreed: Agreed,
    *,
    by: str,
    edits: bool,
    mine: Sequence[Remark],
    waiting: Sequence[tuple[Remark, str]],
    zone: str,
) -> Message:
    """What holds now, what the reader said of it, and for facilitators what everyone said."""
    lines = [stands(agreed), since(agreed, by, zone)]
    buttons = [
        b.button(say("Say what you think of it"), "agreed:remark", agreed.what),
        b.button(say("Earlier versions"), "agreed:history", agreed.what),
    ]
    if edits:
        buttons.append(b.button(say("Write it anew"), "agreed:edit", agreed.what))
    blocks = [b.section(lines[0]), b.context(lines[1]), b.actions(*buttons)]
    own = [_own(remark) for remark in mine[-MOST_SHOWN:]]
    said = [_said(remark, who) for remark, who in waiting[:MOST_SHOWN]]
    blocks += [b.context(line) for line in own]
    for (remark, _), line in zip(waiting, said, strict=False):
        answer = b.button(say("Say what came of it"), "agreed:settle", remark.id, says=remark.text)
        blocks += [b.section(line), b.actions(answer)]
    more = _more(len(waiting))
    blocks += [b.context(more)] if more else []
    return Message(
        text="\n".join([*lines, *own, *said, *filter(None, [more])]), blocks=tuple(blocks)
    )


def _more(number: int) -> str:
    left = number - MOST_SHOWN
    return (
        say(
            "{number_of_more} after these.",
            number_of_more=count(left, "more comment", "more comments"),
        )
        if left > 0
        else ""
    )


def _own(remark: Remark) -> str:
    why = f": {escape(remark.word)}" if remark.word else ""
    return say(
        "You said: “{text}”. It {states}{why}.",
        text=escape(remark.text),
        states=say(STATES[remark.came]),
        why=why,
    )


def _said(remark: Remark, who: str) -> str:
    said_by = name(who) if who else say("Somebody who left")
    return say(
        "{said_by} said of version {version}: “{text}”.",
        said_by=said_by,
        version=remark.version,
        text=escape(remark.text),
    )


def history(versions: Sequence[tuple[Agreed, str]], zone: str) -> View:
    """Every version, the newest first, as many as a window holds."""
    blocks: list[Block] = []
    for agreed, by in versions[:40]:
        blocks += [b.section(stands(agreed)), b.context(since(agreed, by, zone))]
    return window(say("All versions"), blocks)


def edit(
    now: Agreed,
    waiting: Sequence[tuple[Remark, str]],
    *,
    by: str,
    typed: str = "",
    ticked: Collection[str] = (),
) -> View:
    """Where it is written anew, with what people said of it to be taken up."""
    text = b.text_input("text", most=LONGEST[now.what], long=True, value=typed or now.text)
    blocks: list[Block] = [b.section(stands(now))]
    if typed:
        blocks.append(b.context(say(MEANWHILE).format(who=name(by) or say(SOMEBODY))))
    hint = say(A_LINE_EACH) if now.what != AIM else ""
    blocks.append(b.field("text", say("What holds from now on"), text, hint=hint))
    if waiting:
        blocks.append(_takes_up(waiting[:MOST_SHOWN], ticked))
    blocks.append(b.context(say(EVERYONE_READS)))
    known = forms.facts(what=now.what, base=str(now.version))
    return View(
        body=b.form("agreed", say("Write it anew"), blocks, submit=say("Keep"), facts=known)
    )


def _takes_up(waiting: Sequence[tuple[Remark, str]], ticked: Collection[str]) -> Block:
    options = [
        (f"{spelled(who) or say(SOMEBODY)}: {remark.text}", remark.id) for remark, who in waiting
    ]
    boxes = b.checkboxes("takes_up", options, chosen=tuple(ticked))
    return b.field(
        "takes_up", say("Whose words does it take up? They hear of it."), boxes, optional=True
    )


def remark(now: Agreed) -> View:
    """Where anybody says what they think of it."""
    box = b.text_input("text", most=LONGEST_REMARK, long=True)
    blocks = [
        b.section(stands(now)),
        b.field("text", say("What do you think of it?"), box),
        b.context(say(WHO_READS)),
    ]
    return View(
        body=b.form(
            "agreed_remark", say("What you think"), blocks, facts=forms.facts(what=now.what)
        )
    )


def settle(remark: Remark, who: str) -> View:
    """Where a facilitator says what came of a comment."""
    choices = [(say("It was taken up"), "yes"), (say("It was not taken up"), "no")]
    word = b.text_input("word", most=LONGEST_REMARK, long=True)
    blocks = [
        b.section(_said(remark, who)),
        b.field("taken", say("What came of it?"), b.radio("taken", choices)),
        b.field("word", say("A word about it"), word, hint=say(WHY_NOT), optional=True),
    ]
    facts = forms.facts(remark=remark.id)
    return View(body=b.form("agreed_settle", say("What came of it"), blocks, facts=facts))


def kept(agreed: Agreed) -> str:
    return say(
        "Kept, as version {version}. {everyone_reads}",
        version=agreed.version,
        everyone_reads=say(EVERYONE_READS),
    )


def told(remark: Remark, now: Agreed, by: str) -> Message:
    """To whoever commented: what came of it, with the words that hold now."""
    lead = say(
        "You said of {called}: “{text}”. It {states}.",
        called=say(CALLED[remark.what]),
        text=escape(remark.text),
        states=say(STATES[remark.came]),
    )
    who = name(by) if by else say("A facilitator")
    word = f"{who}: “{escape(remark.word)}”" if remark.word else ""
    lines = [line for line in (lead, word, f"{since_version(now)} {stands(now)}") if line]
    return Message(text="\n".join(lines), blocks=tuple(b.section(line) for line in lines))


def since_version(now: Agreed) -> str:
    return say("Version {version} holds now.", version=now.version)
