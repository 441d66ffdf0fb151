"""Named places where a process may be made to die, so that tests can prove that nothing is lost there."""

import os

VARIABLE = "CONVENER_FAILPOINT"
KILLED = 137


def failpoint(edge: str, kind: str) -> None:
    """Die here, as by kill -9, where the environment asks for exactly this edge of this kind of effect."""
    if os.environ.get(VARIABLE) == f"{edge}:{kind}":
        os._exit(KILLED)
