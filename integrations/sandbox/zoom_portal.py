"""Zoom's own web pages, where a host changes or removes a meeting behind the product's back."""

from integrations.sandbox.zoom_account import Account
from integrations.sandbox.zoom_checks import body_errors
from integrations.sandbox.zoom_meetings import change
from integrations.sandbox.zoom_news import News
from integrations.sandbox.zoom_refusal import invalid
from integrations.sandbox.zoom_things import Json, ZoomMeeting, zulu


class Portal:
    """What a host does on Zoom's web pages; the app is told of it."""

    def __init__(self, account: Account, news: News) -> None:
        self.account, self.news = account, news

    def changes(self, meeting_id: int | str, **body: object) -> None:
        """Give a meeting another time, topic or list of rooms. Raises ZoomRefusal."""
        meeting = self.account.meeting(str(meeting_id))
        errors = body_errors(body)
        if errors:
            raise invalid(errors)
        before = self._told(meeting)
        with self.account.lock:
            change(self.account, meeting, dict(body))
        self.account.bell.ring("zoom", [str(meeting.id)])
        after = self._told(meeting)
        changed = {name: after[name] for name in after if after[name] != before[name]}
        old = {name: before[name] for name in changed}
        stamp = int(self.account.clock.now().timestamp() * 1000)
        more = {**self._operator(meeting), "scope": "all", "time_stamp": stamp}
        mark = {"id": meeting.id}
        self.news.tell("meeting.updated", mark | changed, old_object=mark | old, **more)

    def removes(self, meeting_id: int | str) -> None:
        """Delete a meeting."""
        meeting = self.account.meeting(str(meeting_id))
        meeting.deleted = True
        self.account.bell.ring("zoom", [str(meeting.id)])
        told = {**self._told(meeting), "uuid": meeting.uuid, "host_id": meeting.host.id}
        self.news.tell("meeting.deleted", told, **self._operator(meeting))

    def _operator(self, meeting: ZoomMeeting) -> Json:
        return {"operator": meeting.host.email, "operator_id": meeting.host.id}

    def _told(self, meeting: ZoomMeeting) -> Json:
        return {
            "id": meeting.id,
            "topic": meeting.topic,
            "type": meeting.kind,
            "start_time": zulu(meeting.starts_at),
            "duration": meeting.minutes,
            "timezone": meeting.zone,
        }
