"""`convener sandbox`."""


def keep_open(*, port, roster, plan, fresh): ...
