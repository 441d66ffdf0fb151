"""What looks at the pages sees what is wrong with them: otherwise a play that finds nothing means nothing."""

import pytest

from tests.browser import keys
from tests.browser.browser import PHONE
from tests.browser.looks import axe, keeps_out, looks, small_targets, spills

PAGE = """<!doctype html><html lang="en"><title>A page</title>
<meta name="viewport" content="width=device-width"><main><h1>A page</h1>{}</main>"""


def show(page, body):
    page.set_content(PAGE.format(body))
    return page


def soon(page, look):
    """What the browser tells of itself comes when it comes: look until there is something, five seconds at most."""
    looked = (look() or page.wait_for_timeout(20) for _ in range(250))
    return next(filter(None, looked), None)


@pytest.mark.parametrize(
    ("wrong", "heard"),
    [
        ("<script>console.error('it fell')</script>", "console: it fell"),
        ("<script>throw new Error('it broke')</script>", "error: it broke"),
        ("<img alt='' src='https://example.org/dot.png'>", "outside: https://example.org/dot.png"),
        ("<img alt='' src='http://192.0.2.1/dot.png'>", "outside: http://192.0.2.1/dot.png"),
        ("<script>new WebSocket('wss://example.org/')</script>", "outside: wss://example.org/"),
    ],
)
def test_errors_and_looks_outside_are_heard(page, complaints, wrong, heard):
    show(page, wrong)

    assert soon(page, lambda: [c for c in complaints.left() if heard in c])
    complaints.expect("")  # whatever else the browser says of it


def test_a_page_is_read_as_in_london_without_motion(page):
    moment = "new Date(Date.UTC(2027, 6, 1, 12)).toLocaleString()"

    assert page.evaluate(moment) == "01/07/2027, 13:00:00"
    assert page.evaluate("matchMedia('(prefers-reduced-motion: reduce)').matches")


def test_each_person_has_a_browser_of_their_own(visit):
    one, other = visit(), visit(dark=True, width=PHONE)

    assert one.context is not other.context
    assert other.evaluate("[innerWidth, matchMedia('(prefers-color-scheme: dark)').matches]") == [
        360,
        True,
    ]


def test_a_page_is_looked_at_in_four_ways_and_left_as_it_was(visit):
    page = show(visit(width=700, dark=True), "")
    seen = "[innerWidth, matchMedia('(prefers-color-scheme: dark)').matches]"

    assert [page.evaluate(seen) for _ in looks(page)] == [
        [360, False],
        [360, True],
        [1280, False],
        [1280, True],
    ]
    assert page.evaluate(seen) == [700, True]


def test_what_keeps_people_out_is_said_in_words(page):
    show(page, "<style>p { color: #999; background: #fff }</style><p>Pale</p><input>")
    found = axe(page)

    assert len(found) == 2
    assert "serious: Elements must meet minimum color contrast" in found[0]
    assert "critical: Form elements must have labels" in found[1]


def test_a_page_wrong_only_in_the_dark_or_only_on_a_phone_is_found(page):
    dark = "@media (prefers-color-scheme: dark) { p { color: #333; background: #000 } }"
    show(page, f"<style>{dark}</style><p>Words</p><p style='width: 500px'>Wide</p>")
    found = keeps_out(page)

    assert list(found) == ["360-light", "360-dark", "1280-dark"]
    assert "<p style=" in found["360-light"][0]


def test_a_wide_table_may_scroll_in_a_frame_of_its_own_and_nothing_else_may(visit):
    wide = "<div {} style='overflow: auto'><p style='width: 900px'>x</p></div>"
    framed = wide.format("role='region' aria-label='Table' tabindex='0'")
    page = show(visit(width=PHONE), framed)

    assert spills(page) == []
    (found,) = spills(show(page, wide.format("") + framed))
    assert "<p style=" in found


def test_small_controls_are_found_and_links_among_words_are_left_alone(visit):
    small = "<button>No</button><p>See <a href='#x'>there</a>.</p>"
    label = "<label style='display: block; height: 44px'><input type='checkbox'> I come</label>"
    large = "<button style='min-height: 44px'>Yes, I come</button>"
    page = show(visit(width=PHONE), small + label + large)

    assert [each.rsplit(" ", 3)[0] for each in small_targets(page)] == ["small: button “No”"]


def test_the_keyboards_way_round_a_page_is_told(page):
    show(
        page,
        "<a href='#x'>First</a><label>Name <input></label><button disabled>No</button><button>Send</button>",
    )

    assert [str(stop) for stop in keys.stops(page)] == [
        "a “First”",
        "input “Name”",
        "button “Send”",
    ]
    assert [stop.amiss for stop in keys.stops(page)] == ["", "", ""]


def test_a_stop_that_one_does_not_see_is_amiss(page):
    show(
        page,
        "<style>:focus { outline: none }</style><button>Plain</button>"
        "<button style='outline: 2px solid'></button><button style='outline: 2px solid'>Under</button>"
        "<div style='position: fixed; inset: 0; background: white'></div>",
    )
    plain, nameless, under = keys.stops(page)

    assert (
        plain.amiss
        == "button “Plain” does not show that one is there and lies under something else"
    )
    assert "has no name" in nameless.amiss
    assert under.amiss == "button “Under” lies under something else"


def test_a_trap_for_the_keyboard_is_found(page):
    show(
        page, "<button>One</button><button onblur='this.focus()'>Trap</button><button>Two</button>"
    )

    with pytest.raises(AssertionError, match="held fast"):
        keys.stops(page)


def test_a_thing_that_only_the_mouse_reaches_is_found(page):
    show(page, "<div role='button'>Press</div><button>Other</button>")

    with pytest.raises(AssertionError, match="does not lead"):
        keys.press(page, page.get_by_role("button", name="Press"), most=6)
