"""Payloads as Slack sends them, with one part of them exchanged for something else."""

import json


def places(payload: object, path: tuple = ()) -> list[tuple]:
    """The path to each part."""
    pairs = (
        payload.items()
        if isinstance(payload, dict)
        else enumerate(payload)
        if isinstance(payload, list)
        else ()
    )
    return [place for key, inner in pairs for place in [(*path, key), *places(inner, (*path, key))]]


def with_at(payload: object, path: tuple, instead: object) -> object:
    changed = json.loads(json.dumps(payload))
    part = changed
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = instead
    return changed
