"""What holds for every text: it makes no tag of its own, and reads as the pretend Slack reads it."""

from hypothesis import given
from hypothesis import strategies as st

from bot.demo.live.drawing import mrkdwn_html
from bot.voice.words import escape, name
from integrations.sandbox.slack_reading import words_of_text
from tests.live.drawn import MARKED, NAMES, NOW, Drawing, seer

ATTRIBUTES = {
    "a": {"class", "href", "rel", "target"},
    "time": {"datetime"},
    "span": {"class", "role", "aria-label", "title", "aria-hidden"},
    "ul": {"class", "role"},
    "li": {"dir"},
    "blockquote": {"class", "dir"},
}
HOSTILE = st.sampled_from(
    [
        "<", ">", "&", '"', "'", "`", "```", "*", "_", "~", "|", "\n", " ", "&lt;", "&gt;", "&amp;",
        "<script>", "</strong>", "<!--", "<@U1>", "<@U1|x>", "<!here>", "<#C1>", "<!date^1^{date}|",
        "<javascript:alert(1)|x>", "<https://a.example/\"onclick=\"x|y>", "https://a.example/'\"><b>",
        "onerror=", ":wave:", "• ", "\0", "\r", "\u2060", "\u202e", "א", "x", "9",
    ]
)  # fmt: skip
ANY_TEXT = st.one_of(st.text(max_size=60), st.lists(HOSTILE, max_size=25).map("".join))


@given(ANY_TEXT)
def test_no_text_makes_a_tag_or_an_attribute_of_its_own(text: str):
    for tag in Drawing(mrkdwn_html(text, seer())).all():
        assert tag.name in MARKED
        assert set(tag.attrs) <= ATTRIBUTES.get(tag.name, {"class"})
        assert tag.attrs.get("href", "https:").startswith(("http:", "https:", "mailto:", "tel:"))
        assert tag.attrs.get("target", "_blank") == "_blank"


@given(ANY_TEXT)
def test_what_people_wrote_makes_no_link_and_mentions_nobody(text: str):
    unlinked = escape(text.replace("http", ""))
    assert {tag.name for tag in Drawing(mrkdwn_html(unlinked, seer())).all()}.isdisjoint(
        {"a", "bdi", "time"}
    )


@given(st.lists(HOSTILE.filter(lambda piece: not set(piece) & set("\0\r`*_~•")), max_size=25))
def test_what_people_wrote_reads_as_they_wrote_it(pieces: list[str]):
    text = "." + "".join(pieces).replace("\n", "\n.")  # a bracket that begins a line quotes it
    text = text.replace(":wave:", "")
    assert Drawing(mrkdwn_html(escape(text), seer())).words() == text


@given(st.text(alphabet="*_~`ab ", min_size=1, max_size=12))
def test_nothing_in_a_name_reads_as_emphasis(text: str):
    drawing = Drawing(mrkdwn_html(f"*{name('x' + text)}* is here", seer()))
    assert {tag.name for tag in drawing.all()} <= {"strong"}
    assert len(drawing.all()) == 1


LETTERS = st.text(alphabet="abcåß漢א09.,!?()“”'\"#/", min_size=1, max_size=8)
SIGNS = st.sampled_from(["&amp;", "&lt;", "&gt;", "&amp;lt;", "it's", "10:30"])
DATE = st.builds(
    lambda at, shape: f"<!date^{at}^{shape}|then>",
    st.integers(0, 4_000_000_000),
    st.sampled_from(
        [
            "{date}",
            "{date_num} {time}",
            "{date_short_pretty} at {time_secs}",
            "{date_slash} {ago}",
            "{day_divider_pretty}",
        ]
    ),
)
REFERENCE = st.one_of(
    DATE,
    st.sampled_from([f"<@{id}>" for id in ("U1", "U2", "W3", "U404")]),
    st.sampled_from(["<#C1>", "<#C404|gone>", "<!here>", "<!subteam^S1|@hosts>"]),
    st.sampled_from(["<https://a.example/?x=1&amp;y=2>", "<https://a.example|the &amp; notes>"]),
    st.sampled_from(["<mailto:a@b.example|Ann>", "<mailto:a@b.example>", "<ftp://x|odd>"]),
)
PLAIN = st.one_of(LETTERS, SIGNS, REFERENCE)


def phrase(words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(words, min_size=1, max_size=4).map(" ".join)


def marked(sign: str, words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return phrase(st.one_of(words, words.map(lambda inside: f"{sign}{inside}{sign}")))


CODE = st.text(alphabet="abc12 =", min_size=1, max_size=6).map(str.strip).filter(bool)
LINE = phrase(
    st.one_of(
        marked("*", marked("_", PLAIN)), marked("_", marked("~", PLAIN)),
        CODE.map("`{}`".format), st.just("https://a.example/b_c."),
    )
).filter(lambda line: not line.startswith("&gt;"))  # fmt: skip
ZONES = st.sampled_from(["UTC", "Europe/Stockholm", "Pacific/Auckland", "America/St_Johns"])


@given(
    st.lists(LINE, min_size=1, max_size=4).map("\n".join),
    ZONES,
    st.sampled_from(["en-US", "sv-SE"]),
)
def test_what_is_drawn_reads_as_the_pretend_slack_reads_it(text: str, zone: str, locale: str):
    who = seer(zone=zone, locale=locale, names=NAMES, now=NOW)
    heard = words_of_text({"type": "mrkdwn", "text": text}, who)
    assert Drawing(mrkdwn_html(text, who)).words() == heard


@given(st.lists(st.tuples(st.booleans(), LINE), min_size=1, max_size=6))
def test_lists_read_so_too(lines: list[tuple[bool, str]]):
    text = "\n".join(f"• {line}" if bullet else line for bullet, line in lines)
    heard = words_of_text({"type": "mrkdwn", "text": text}, seer())
    assert Drawing(mrkdwn_html(text, seer())).line() == " ".join(heard.split())


@given(st.text(alphabet="*_~ ab", max_size=30))
def test_no_letter_is_lost_whatever_is_opened_and_never_closed(text: str):
    words = Drawing(mrkdwn_html(text, seer())).words()
    assert [c for c in words if c in "ab "] == [c for c in text if c in "ab "]
