"""What the key of an entry in the ledger tells: whom it is for, which session, which question, and what it changes."""

from dataclasses import dataclass

from bot.demo.community import Community
from bot.domain.programme import Prompt

QUESTIONS = {"ask": "prompt", "remind": "reminder"}
LAST_PARTS = {
    "agreed": "action-agreed",
    "asked": "action-asked",
    "post": "branch",
    "ripe": "branch-ripe",
    "opened": "subgroup-opened",
    "closed": "subgroup-closed",
    "beyond": "subgroup-closed",
    "pulse": "subgroup-pulse",
    "word": "subgroup-word",
    "kept": "subgroup-kept",
    "digest": "subgroup-digest",
    "meets": "subgroup-meets",
    "met": "help-met",
    "told": "remark-told",
    "help": "help-wanted",
}


@dataclass(frozen=True, kw_only=True)
class Key:
    """One key, taken apart. That of an edit is the key of the message which is changed."""

    text: str
    kind: str
    is_edit: bool = False

    @classmethod
    def of(cls, text: str, kind: str) -> "Key":
        """The key of an entry of this kind."""
        if kind != "edit":
            return cls(text=text, kind=kind)
        changed = text.removeprefix("edit:").rpartition(":")[0]
        return cls(text=changed, kind=kind_behind(changed), is_edit=True)

    @property
    def effect(self) -> str:
        """The kind of the entry itself."""
        return "edit" if self.is_edit else self.kind

    @property
    def parts(self) -> list[str]:
        return self.text.split(":")

    @property
    def month(self) -> int | None:
        """The session's month, where the key names one."""
        named = (p for p in self.parts if p[:1] == "s" and p[1:].isdigit())
        return next((int(p[1:]) for p in named), None)

    @property
    def third(self) -> str:
        """What stands after the session and the kind, or after the kind and the session."""
        return self.parts[2] if len(self.parts) > 2 else ""

    def person(self, community: Community) -> str:
        """Whom it is for, by their id in the roster; empty where the key does not say."""
        return next((p for p in reversed(self.parts) if p in community.people), "")

    def prompt(self, community: Community) -> Prompt | None:
        """The question it puts."""
        every = community.plan.prompts_of(self.month) if self.month else ()
        return next((p for p in every if p.key == self.third), None)


def kind_behind(key: str) -> str:
    """The kind of a message, as far as its key alone tells it; empty where it does not."""
    parts = key.split(":")
    if parts[0] in QUESTIONS:
        return QUESTIONS[parts[0]]
    if parts[0] in {"action", "branch", "subgroup"}:
        return next((LAST_PARTS[p] for p in reversed(parts) if p in LAST_PARTS), "")
    return parts[1] if parts[0][:1] == "s" and parts[0][1:].isdigit() else parts[0]
