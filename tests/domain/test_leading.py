"""Who leads an organisation: the roles of which the plan says so."""

from bot.domain.perspectives import Perspectives
from bot.domain.programme import LEADING, Role, RoomRules, leading
from bot.domain.roster import Participant
from bot.domain.seating_gathering import Gathering
from bot.domain.seating_weights import LEADERS, room_weights

NURSE = Role(key="nurse", label="Nurse", perspective="professional")
HEAD = Role(key="head", label="Head", perspective="professional", leads=True)


def cost_of_two_heads(*roles: Role) -> int:
    two = [
        Participant(
            id=name,
            name=name,
            email=f"{name}@example.org",
            role="head",
            organisation=name,
            zone=zone,
        )
        for name, zone in {"Ada": "Europe/London", "Bo": "Asia/Tokyo"}.items()
    ]
    gathering = Gathering(people=tuple(two), rules=RoomRules(), perspectives=Perspectives.of(roles))
    return room_weights(gathering)[0][1]


def test_where_a_plan_says_nothing_executives_lead():
    assert leading([NURSE]) == LEADING == {"executive"}
    assert leading([NURSE, HEAD]) == {"head"}


def test_leaders_are_spread_over_the_rooms_whatever_their_role_is_called():
    assert cost_of_two_heads(NURSE, HEAD) - cost_of_two_heads(NURSE) == LEADERS
