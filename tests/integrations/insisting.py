"""Asks as the ledger does: what was certainly not done again, what may have been done only after looking it up."""

from datetime import timedelta

from bot.ports import ComeBack, Uncertain

TRIES = 60


def insist(clock, act, look_up=None):
    """What `act` gives in the end; a doubt is settled by `look_up`, where there is one."""
    for _ in range(TRIES):
        try:
            return act()
        except ComeBack as later:
            clock.advance(later.at - clock.now() if later.at else later.wait)
        except Uncertain:
            clock.advance(timedelta(seconds=1))
            found = insist(clock, look_up) if look_up else None
            if found is not None:
                return found
    raise AssertionError("it never came to be")
