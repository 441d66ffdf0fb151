"""All that is kept of somebody, asked for by their address at the machine: also after they have left."""

from bot.domain.errors import FacilitationError
from bot.domain.roster import Participant
from bot.facilitation import own_data
from bot.facilitation.setting import Setting
from bot.facilitation.traces import AT_THE_MACHINE, trace
from bot.ports import Desk


class NobodyThere(FacilitationError):
    """Nobody is known by the address {address}. If they were erased, nothing is left to do."""


def of_address(setting: Setting, address: str) -> Participant:
    """Whoever is known by this address, whatever its case, also after they have left. Raises NobodyThere."""
    found = setting.memory.people.find(email=address.strip())
    if not found or not address.strip():
        raise NobodyThere(address=address.strip())
    return min(found, key=lambda person: (person.has_left, person.id))


def written_out(desk: Desk, address: str, *, by: str = AT_THE_MACHINE) -> own_data.Facts:
    """All of it, noted in the audit by the person's id. Raises NobodyThere."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        person = of_address(setting, address)
        facts = own_data.facts(setting, person)
        trace(setting, by, "wrote all that is kept of a person to a file", person.id)
        return facts
