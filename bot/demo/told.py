"""What people said in answer to questions, stories among it: those are kept apart, and their words under lock."""

from bot.domain.answers import Response
from bot.ports import Memory


def answers_of(memory: Memory) -> list[Response]:
    """Every answer, and every story that was told in answer to a question."""
    told = [
        Response(
            id=story.asking,
            session_id=story.session_id,
            prompt=story.asking.split(":")[1],
            person_id=story.person_id,
            text=memory.sealed.text(story.id) or "",
            visibility=story.wish,
            at=story.told_at,
            signed=story.signed,
            version=story.version,
        )
        for story in memory.stories.find(state="told")
        if story.asking
    ]
    return [*memory.responses.find(), *told]
