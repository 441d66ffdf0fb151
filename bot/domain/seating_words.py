"""Sentences about rooms: what was drawn, what could not be had, and why."""

from collections.abc import Mapping, Sequence

from bot.domain.perspectives import Group

NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


def number(count: int) -> str:
    """Small numbers in letters, larger ones in figures."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else str(count)


def counted(count: int, one: str, many: str = "") -> str:
    """A count with its noun: "one room", "three rooms"."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def listed(names: Sequence[str]) -> str:
    """Names as one says them: "A, B and C"."""
    return " and ".join(([", ".join(names[:-1])] if names[1:] else []) + list(names[-1:]))


def opened(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def nobody_yet() -> str:
    return "Nobody is to be seated yet, so there are no rooms."


def one_small_room(people: int, least: int) -> str:
    verb = "is" if people == 1 else "are"
    return (
        f"Only {counted(people, 'person', 'people')} {verb} coming. A room needs {number(least)}, "
        "so all sit in one room."
    )


def odd_sizes(people: int, sizes: Sequence[int], least: int, most: int) -> str:
    """Why rooms are smaller or larger than wished, and what one more person would change."""
    said = " and ".join(str(size) for size in sizes) if len(sizes) > 1 else str(sizes[0])
    why = f"{people} people do not divide into rooms of {least} to {most}, so there "
    are = f"are rooms of {said}." if len(sizes) > 1 else f"is one room of {said}."
    return why + are


def one_more(size: int, rooms: int) -> str:
    total = size * rooms
    place = "the tenth" if total == 10 else f"number {total}"
    return (
        f"One more person, perhaps a facilitator who joins as {place}, would make "
        f"{counted(rooms, 'room')} of {number(size)}."
    )


def beyond_the_most(rooms: int, most: int, first: str, people: int) -> str:
    return (
        f"{rooms} rooms were drawn, and the meeting can open {most}. {first} and those after it stay closed: "
        f"{counted(people, 'person', 'people')} would stay in the large meeting. Hold the session twice, or ask "
        "some to come another time."
    )


def asked_for(asked: int, people: int, lowest: int, highest: int, made: int) -> str:
    legal = number(lowest) if lowest == highest else f"{number(lowest)} to {number(highest)}"
    return (
        f"{opened(counted(asked, 'room'))} {'was' if asked == 1 else 'were'} asked for. {people} people "
        f"fill {legal} of the size the plan asks, so there {'is' if made == 1 else 'are'} {number(made)}."
    )


def asked_in_vain(asked: int, made: int) -> str:
    return (
        f"{opened(counted(asked, 'room'))} {'was' if asked == 1 else 'were'} asked for; this way of drawing "
        f"makes {number(made)}."
    )


def left_undrawn(people: int) -> str:
    """Why a session has no rooms, without a word on who is not to meet whom."""
    return (
        f"No rooms were drawn: of the {counted(people, 'person', 'people')} coming, some are not to share "
        "a room, and that cannot be kept. Everyone is left to be placed by hand."
    )


def teams_not_whole() -> str:
    return "Not everyone could sit with their own, so people sit with as many of them as can be."


def no_last_time() -> str:
    return "There are no rooms of last time for those who are coming, so these are mixed anew."


def no_lay_at_all(lived: Group) -> str:
    return f"{opened(lived.nobody)} is coming, so every room is without."


def scarce_lay(
    lay: int, shares: Mapping[int, Sequence[str]], wished: int, rooms: int, lived: Group
) -> str:
    """Too few people with lived experience for every room: the arithmetic and where they sit."""
    parts = [
        f"{listed(names)} {'has' if len(names) == 1 else 'have'} {number(count) if count else 'none'}"
        for count, names in sorted(shares.items(), reverse=True)
    ]
    return (
        f"{lay} {lived.one if lay == 1 else lived.many} over {counted(rooms, 'room')}: {'; '.join(parts)}. "
        f"{opened(number(wished))} in every room would take {wished * rooms}."
    )


def lone_lay(room: str, lived: Group) -> str:
    return f"{room} has only one {lived.one}."


def no_lay(room: str, lived: Group) -> str:
    return f"{room} has {lived.nobody}."


def with_manager(room: str, report: str, boss: str) -> str:
    return f"{room}: {report} sits with their line manager, {boss}."


def same_organisation(room: str, count: int, organisation: str, allowed: int) -> str:
    return (
        f"{room} has {counted(count, 'person', 'people')} from {organisation}; "
        f"{number(allowed)} would be the most."
    )


def too_large(room: str, size: int, most: int) -> str:
    return f"{room} has {counted(size, 'person', 'people')}; {number(most)} is the most for everyone to be heard."


def too_small(room: str, size: int, least: int) -> str:
    return f"{room} has only {counted(size, 'person', 'people')}; {number(least)} is the least."


def no_host(room: str) -> str:
    return f"{room} has nobody to host it. Ask someone in it."


def host_elsewhere(room: str, name: str, duty: str) -> str:
    return f"{name} is to {duty} in {room} but does not sit there."


def twice(name: str, rooms: Sequence[str]) -> str:
    return f"{name} is in {listed(rooms)}; nobody can be in two rooms."


def nowhere(names: Sequence[str]) -> str:
    return f"{listed(names)} {'has' if len(names) == 1 else 'have'} no room yet."


def kept_apart_by_edit(names: Sequence[str]) -> str:
    return f"{listed(names)} were to share a room and do not."


def one_login(names: Sequence[str]) -> str:
    both = "both" if len(names) == 2 else "all"
    return (
        f"{listed(names)} {both} sign in to Zoom with one address, so they are in one room. "
        "Ask them for an address each."
    )


def one_login_by_hand(names: Sequence[str]) -> str:
    return (
        f"{listed(names)} sign in to Zoom with one address, and sit in more than one room: "
        "place them by hand when the session opens."
    )


def joined_teams(names: Sequence[str], sizes: Sequence[int], room: str, least: int) -> str:
    parts = [f"{name} ({size})" for name, size in zip(names, sizes, strict=True)]
    return f"{room} brings together {listed(parts)}: a room needs {number(least)}."


def parted_team(name: str, size: int, rooms: Sequence[str], most: int) -> str:
    return (
        f"{name} has {size} people coming, more than {number(most)}, and sits in {listed(rooms)}."
    )


def lent(names: Sequence[str], room: str, least: int) -> str:
    verb = "sits" if len(names) == 1 else "sit"
    return f"{listed(names)} {verb} in {room}, so that it has {number(least)} people."


def bound_in_words(kind: str, names: Sequence[str], room: str, *, most: int, rooms: int) -> str:
    """One wish as part of a sentence about what cannot all be kept."""
    if kind == "pinned":
        return f"{names[0]} is to sit in {room}, of {number(rooms)} at most"
    if kind == "keep":
        return f"{listed(names)} are to share one room of at most {number(most)}"
    return f"{listed(names)} are not to share a room, of {number(rooms)} at most"


def why_this_room(lay: int, organisations: int, met: int, lived: Group) -> str:
    """One line about a room, as a facilitator reads it."""
    parts = [counted(lay, lived.one, lived.many)] if lay else []
    parts.append(counted(organisations, "organisation"))
    pairs = f"{counted(met, 'pair')} {'has' if met == 1 else 'have'} shared a room before"
    parts.append(pairs if met else "all new to each other")
    return opened(", ".join(parts)) + "."


def does_not_come() -> str:
    return "does not come"


def joins() -> str:
    return "comes after all"


def seated_now() -> str:
    return "can be seated now"


def given_up(room: str, least: int) -> str:
    return f"{room} would have had fewer than {number(least)} and is given up"


def would_be_short(room: str, least: int) -> str:
    return f"{room} would have had fewer than {number(least)}"


def company_or_space(source: str, target: str) -> str:
    return f"to make space in {source}, or give someone company in {target}"


def fits_better() -> str:
    """Why somebody moves for a wish, theirs or another's: it gives away nobody's."""
    return "so that the rooms fit better"


def not_all_kept() -> str:
    return "Not all that was asked of these rooms could be kept, whoever else moves."


def now_does(name: str, part: str, room: str) -> str:
    return f"{name} {part} {room} now."


def would_give_company(moves: Sequence[tuple[str, str]]) -> str:
    said = listed([f"{name} to {room}" for name, room in moves])
    return f"Moving {said} would give company there."
