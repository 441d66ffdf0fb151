"""The emoji that people use most: Slack's names for them and the signs they stand for."""

import re

EMOJI = {
    "+1": "👍",
    "-1": "👎",
    "100": "💯",
    "bell": "🔔",
    "blush": "😊",
    "book": "📖",
    "bulb": "💡",
    "calendar": "📅",
    "clap": "👏",
    "coffee": "☕",
    "cry": "😢",
    "eyes": "👀",
    "fire": "🔥",
    "green_heart": "💚",
    "grinning": "😀",
    "handshake": "🤝",
    "heart": "❤️",
    "heavy_check_mark": "✔️",
    "hourglass_flowing_sand": "⏳",
    "hugging_face": "🤗",
    "joy": "😂",
    "link": "🔗",
    "mag": "🔍",
    "memo": "📝",
    "muscle": "💪",
    "ok_hand": "👌",
    "point_right": "👉",
    "pray": "🙏",
    "pushpin": "📌",
    "question": "❓",
    "raised_hand": "✋",
    "raised_hands": "🙌",
    "rocket": "🚀",
    "seedling": "🌱",
    "slightly_smiling_face": "🙂",
    "smile": "😄",
    "sob": "😭",
    "sparkles": "✨",
    "speech_balloon": "💬",
    "star": "⭐",
    "tada": "🎉",
    "telephone_receiver": "📞",
    "thinking_face": "🤔",
    "thumbsup": "👍",
    "thumbsdown": "👎",
    "warning": "⚠️",
    "wastebasket": "🗑️",
    "wave": "👋",
    "white_check_mark": "✅",
    "wink": "😉",
    "x": "❌",
}
CODE = re.compile(r":([a-z0-9_+'-]{1,60}):")


def with_signs(words: str) -> str:
    """Words with the codes we know as signs; the others stay as they were written."""
    return CODE.sub(lambda found: EMOJI.get(found[1], found[0]), words)
