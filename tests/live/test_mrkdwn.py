"""Slack's formatted text as people see it: marks, mentions, dates, links, quotations and code."""

import pytest

from bot.demo.live.drawing import Seer, mrkdwn_html
from tests.live.drawn import Drawing, seer

EVENING = 1802885400  # 17 February 2027, 17:30 UTC


def shown(text: str, **more: str) -> str:
    return str(mrkdwn_html(text, seer(**more)))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*bold*", "<strong>bold</strong>"),
        ("_it_, ~gone~", "<em>it</em>, <del>gone</del>"),
        ("*bold _and ~so~ on_*", "<strong>bold <em>and <del>so</del> on</em></strong>"),
        ("_*both*_", "<em><strong>both</strong></em>"),
        ("(*bold*)", "(<strong>bold</strong>)"),
        ("*a*, *b*", "<strong>a</strong>, <strong>b</strong>"),
        ("**bold**", "<strong>bold</strong>"),
        ("`*code*`", '<code class="b-code">*code*</code>'),
        ("*`code`*", '<strong><code class="b-code">code</code></strong>'),
        ("`a &lt;b&gt;`", '<code class="b-code">a &lt;b&gt;</code>'),
    ],
)
def test_marks_become_what_they_mean(text: str, html: str):
    assert shown(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "2 * 3 * 4",
        "a*b*c",
        "*a*b c",
        "5*_a_",
        "snake_case_name",
        "*never closed",
        "closed*",
        "_one *two",
        "*a\nb*",
        "* spaced *",
        "****four****",
        "`open",
        "``",
        "~",
        "***",
        "a `",
        "\u2060*\u2060Ada\u2060*\u2060",
    ],
)
def test_signs_that_mark_nothing_stay_as_they_were_written(text: str):
    drawing = Drawing(shown(text))

    assert drawing.words() == text
    assert {each.name for each in drawing.all()} <= {"br"}


def test_a_mark_that_is_never_closed_leaves_those_around_it_alone():
    assert shown("*bold _open*") == "<strong>bold _open</strong>"
    assert shown("_it *open_ rest*") == "<em>it *open</em> rest*"


def test_lines_stay_lines():
    assert shown("one\ntwo\r\n\nfour") == "one<br>two<br><br>four"


def test_text_from_people_can_be_read_and_does_nothing():
    said = shown("&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; &amp;lt; \"'")
    assert Drawing(said).words() == "<script>alert(1)</script> &amp; &lt; \"'"
    assert Drawing(said).all() == []


def test_a_raw_bracket_is_a_letter():
    assert Drawing(shown("2 > 1\na < b")).line() == "2 > 1 a < b"


def test_a_mention_is_a_name_and_stands_out_if_it_is_me():
    drawing = Drawing(shown("<@U1> and <@U2> and <@U9|someone> in <#C1|old-name>"))
    assert [each.words() for each in drawing.all("bdi")] == [
        "@Marlene Voskuil", "@Darrow Tesch", "@someone", "#general",
    ]  # fmt: skip
    assert [each.words() for each in drawing.all(of="b-mine")] == ["@Marlene Voskuil"]


def test_a_mention_of_everyone_is_mine_too():
    drawing = Drawing(shown("<!here> <!channel> <!everyone|@everyone> <!subteam^S1|@hosts>"))
    assert [each.words() for each in drawing.all(of="b-mine")] == ["@here", "@channel", "@everyone"]
    assert drawing.words() == "@here @channel @everyone @hosts"


def test_nobody_in_particular_is_never_meant():
    assert "b-mine" not in shown("<@U1> <@>", me="")


def test_a_sign_that_html_cannot_hold_is_shown_as_missing():
    assert Drawing(shown("a\0b\r\nc")).words() == "a\N{REPLACEMENT CHARACTER}b\nc"


def test_a_name_is_text_whatever_is_in_it():
    drawing = Drawing(shown("*<@W3>*", names={"W3": "<b>*Ruth* & _Sons_</b>"}))
    assert drawing.words() == "@<b>*Ruth* & _Sons_</b>"
    assert [each.name for each in drawing.all()] == ["strong", "bdi"]


def test_a_link_opens_elsewhere_and_tells_nobody_where_from():
    link = Drawing(shown("<https://a.example/?x=1&amp;y=_2_|the &lt;notes&gt;>")).one("a")
    assert link.words() == "the <notes>"
    assert link.attrs["href"] == "https://a.example/?x=1&y=_2_"
    assert (link.attrs["rel"], link.attrs["target"]) == ("noreferrer", "_blank")


def test_a_bare_address_is_a_link_up_to_its_last_letter():
    drawing = Drawing(shown("See (https://a.example/b_c_d?e=1&amp;f=2), or *https://b.example*."))
    hrefs = [each.attrs["href"] for each in drawing.all("a")]
    assert hrefs == ["https://a.example/b_c_d?e=1&f=2", "https://b.example"]
    assert drawing.words() == "See (https://a.example/b_c_d?e=1&f=2), or https://b.example."
    assert Drawing(shown("&lt;https://c.example&gt;")).one("a").attrs["href"] == "https://c.example"


def test_a_letter_and_a_telephone_are_links_a_script_is_mere_words():
    letter = Drawing(shown("<mailto:a@b.example|Ann>")).one("a")
    assert (letter.attrs["href"], letter.words()) == ("mailto:a@b.example", "Ann")
    assert Drawing(shown("<tel:+44|ring>")).one("a").attrs["href"] == "tel:+44"
    for script in ("javascript:alert(1)", " https://x", "data:text/html,x", "JaVaScRiPt:x", "//x"):
        assert shown(f"<{script}|press me>") == "press me"


@pytest.mark.parametrize(
    ("zone", "locale", "words"),
    [
        ("Europe/Stockholm", "en-GB", "Wednesday, February 17, 2027 at 18:30"),
        ("Pacific/Auckland", "en-GB", "Thursday, February 18, 2027 at 06:30"),
        ("America/New_York", "en-US", "Wednesday, February 17, 2027 at 12:30 PM"),
        ("Asia/Kolkata", "de-DE", "Wednesday, February 17, 2027 at 23:00"),
        ("", "en-US", "Wednesday, February 17, 2027 at 5:30 PM"),
    ],
)
def test_a_date_is_on_the_clock_of_who_reads(zone: str, locale: str, words: str):
    text = f"<!date^{EVENING}^{{date_long}} at {{time}}|long ago>"
    time = Drawing(shown(text, zone=zone, locale=locale)).one("time")
    assert time.words() == words
    assert Seer.moment(seer(), f"!date^{EVENING}").timestamp() == EVENING
    assert time.attrs["datetime"].startswith(("2027-02-17T", "2027-02-18T06:30"))


def test_a_near_date_is_today_where_it_is_today():
    text = f"<!date^{EVENING}^{{date_pretty}}|x>"
    assert Drawing(shown(text)).words() == "today"
    assert Drawing(shown(text, zone="Pacific/Auckland")).words() == "tomorrow"


def test_a_date_can_be_a_link():
    link = Drawing(shown(f"<!date^{EVENING}^{{time}}^https://a.example/|x>")).one("a")
    assert (link.attrs["href"], link.words()) == ("https://a.example/", "18:30")


@pytest.mark.parametrize("seconds", ["soon", "", "9" * 30, "9" * 5000, "-" + "9" * 20, "²"])
def test_a_date_that_is_none_reads_as_its_fallback(seconds: str):
    assert shown(f"<!date^{seconds}^{{date}}|on Monday>") == "on Monday"


def test_bullets_are_a_list_and_still_read_as_written():
    drawing = Drawing(shown("Bring:\n• a *pen*\n• _time_\nThank you"))
    assert [each.words() for each in drawing.one("ul", role="list").tags() if each.name == "li"] == [
        "• a pen", "• time",
    ]  # fmt: skip
    assert drawing.line() == "Bring: • a pen • time Thank you"


def test_a_quotation_is_one_block_until_a_line_without_its_sign():
    drawing = Drawing(shown("She said:\n&gt; *one*\n&gt;two\n&gt; • three\nand left"))
    assert drawing.one("blockquote").words() == "one\ntwo\n\n• three\n\n"
    assert drawing.line().endswith("and left")


def test_three_signs_quote_all_the_rest():
    drawing = Drawing(shown("before\n&gt;&gt;&gt; one\n\n&gt; two\nthree"))
    assert " ".join(drawing.one("blockquote").words().split()) == "one > two three"


def test_a_thousand_signs_are_one_quotation():
    assert len(Drawing(shown("&gt; " * 5000)).all("blockquote")) == 1


def test_fenced_code_is_as_it_was_typed():
    drawing = Drawing(shown("before\n```\n*a* = _b_ &lt; 1\n  :wave: <@U2>\n```\nafter"))
    assert drawing.one("pre").words() == "*a* = _b_ < 1\n  :wave: @Darrow Tesch"
    assert drawing.words() == "before\n*a* = _b_ < 1\n  :wave: @Darrow Tesch\nafter"
    assert "<br>" not in shown("before\n```\na\n```\nafter")


def test_a_fence_that_is_never_closed_is_three_signs():
    assert Drawing(shown("```\nnever")).words() == "```\nnever"


def test_the_commonest_emoji_are_signs_with_names_and_the_others_stay_codes():
    drawing = Drawing(shown("*:white_check_mark:* :no_such_thing: 10:30:45"))
    assert drawing.one(of="b-emoji").attrs["aria-label"] == "white check mark"
    assert drawing.words() == "✅ :no_such_thing: 10:30:45"


def test_names_that_run_the_other_way_do_not_turn_the_line():
    drawing = Drawing(shown("<@U5>, <@U2>", names={"U5": "דנה לוי", "U2": "Bo"}))
    assert [each.words() for each in drawing.all("bdi")] == ["@דנה לוי", "@Bo"]


@pytest.mark.parametrize(
    "piece", ["*a ", "_*~a ", "`a ", "<a ", "&gt; ", "https://a.b/....", ":a", "*_*_"]
)
def test_very_long_texts_are_drawn_whole_and_soon(piece: str):
    text = piece * (40_000 // len(piece))
    words = Drawing(shown(text)).words()
    assert words.count("a") == text.count("a")
