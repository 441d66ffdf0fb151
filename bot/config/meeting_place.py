"""The section that says where sessions meet online: on Zoom, or behind one link that stands."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, SecretStr, model_validator

from bot.config import checks
from bot.config.section import Section

Line = Annotated[str, Field(max_length=200), AfterValidator(checks.one_line)]


class MeetingsSettings(Section):
    """Which meeting place the community has. The link lets anyone in, so it is shown by nothing that shows settings."""

    kind: Literal["zoom", "link"] = "zoom"
    link: Annotated[SecretStr, AfterValidator(checks.meeting_link)] = SecretStr("")
    name: Annotated[str, Field(max_length=40), AfterValidator(checks.one_line)] = ""
    dial_in: Line = ""
    rooms: Literal["by-hand", "choose"] = "by-hand"

    @property
    def fixed(self) -> bool:
        """Whether one link stands for all sessions."""
        return self.kind == "link"

    def link_that_stands(self) -> dict[str, Any]:
        """What is needed to send people there."""
        return {
            "link": self.link.get_secret_value(),
            "name": self.name.strip(),
            "dial_in": self.dial_in.strip(),
            "people_choose": self.rooms == "choose",
        }

    @model_validator(mode="after")
    def _whole(self) -> "MeetingsSettings":
        if self.fixed and not self.link.get_secret_value():
            raise ValueError(
                'kind = "link" needs the link itself: write it as link = "https://..."'
            )
        if self.fixed and not self.name.strip():
            raise ValueError(
                'kind = "link" needs what people call the place: write it as name, such as "Jitsi"'
            )
        if not self.fixed and self != MeetingsSettings.model_construct():
            raise ValueError(
                'link, name, dial_in and rooms are for kind = "link": write that, or leave them out'
            )
        return self
