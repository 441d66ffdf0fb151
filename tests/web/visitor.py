"""Somebody with a link to their own page and a browser without scripts: reads, follows links, fills in and presses."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

import requests

IN_LINE = frozenset(
    {"a", "span", "strong", "em", "bdi", "button", "label", "input", "code", "title"}
)


@dataclass
class Field:
    """One input of a form. `label` is what stands beside it, `asked` what stands above a group."""

    name: str
    kind: str
    value: str
    label: str = ""
    asked: str = ""
    id: str = ""
    on: bool = False
    options: dict[str, str] = field(default_factory=dict)


@dataclass
class Form:
    action: str
    fields: list[Field] = field(default_factory=list)
    buttons: list[dict[str, str]] = field(default_factory=list)


class Page(HTMLParser):
    """What stands on a page, for a person."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.links, self.forms = "", {}, []
        self.form = self.held = self.area = self.option = None
        self.legend = self.label = ""
        self.marks: list[str] = []
        self.labels: dict[str, str] = {}
        self.feed(html)
        for each in (one for form in self.forms for one in form.fields):
            each.label = each.label or self.labels.get(each.id, "")

    def handle_starttag(self, tag, attrs):
        told = {name: value or "" for name, value in attrs}
        self.text += "" if tag in IN_LINE else "\n"
        if tag == "form":
            self.form = Form(told["action"])
            self.forms.append(self.form)
        elif tag in {"a", "button"}:
            self.held = told | {"tag": tag, "label": told.get("aria-label", ""), "words": ""}
        elif tag in {"label", "legend"}:
            self.marks.append(tag)
            self.label, self.label_of = "", told.get("for", "")
        elif tag in {"input", "textarea", "select"} and self.form is not None:
            self._field(tag, told)
        elif tag == "option" and self.area:
            self.option = (told["value"], "selected" in told)

    def _field(self, tag, told):
        kind = told.get("type", tag)
        made = Field(told["name"], kind, told.get("value", ""), id=told.get("id", ""))
        made.on, made.asked = "checked" in told, self.legend
        self.form.fields.append(made)
        self.area = made if tag != "input" else None
        self.beside = made if kind in {"radio", "checkbox"} else None

    def handle_endtag(self, tag):
        if tag in {"a", "button"} and self.held:
            known = {self.held["words"].strip(), self.held["label"]}
            if tag == "a" and "href" in self.held:
                for one in filter(None, known):
                    self.links.setdefault(one, self.held["href"])
            elif self.form is not None:
                self.form.buttons.append(self.held)
            self.held = None
        elif tag in {"label", "legend"} and self.marks:
            words = " ".join(self.label.split())
            if self.marks.pop() == "legend":
                self.legend = words
            elif getattr(self, "beside", None):
                self.beside.label, self.beside = words, None
            else:
                self.labels[self.label_of] = words
        elif tag == "fieldset":
            self.legend = ""
        elif tag == "form":
            self.form = None
        elif tag in {"textarea", "select"}:
            self.area = None

    def handle_data(self, data):
        if self.area and self.area.kind == "textarea":
            self.area.value += data.removeprefix("\n")
        elif self.option and self.area:
            value, chosen = self.option
            self.area.options[data.strip()] = value
            self.area.value = value if chosen else self.area.value
            self.option = None
        elif self.held is not None:
            self.held["words"] += data
        if self.marks:
            self.label += data
        self.text += data

    @property
    def words(self) -> str:
        """All that can be read, a line for each thing."""
        return re.sub(r"\s*\n\s*", "\n", re.sub(r"[ \t]+", " ", self.text)).replace("\u2060", "")


class Visitor:
    """One person, from the link they were sent."""

    def __init__(self, link: str) -> None:
        self.asked, self.typed = requests.Session(), {}
        self.goes(link)

    def goes(self, address: str) -> None:
        self._came(self.asked.get(address, timeout=20))

    def _came(self, answer: requests.Response) -> None:
        self.answer, self.address, self.typed = answer, answer.url, {}
        self.page = Page(answer.text)

    @property
    def reads(self) -> str:
        return self.page.words

    def follows(self, label: str) -> None:
        """Follow the first link that is called so."""
        href = next(href for words, href in self.page.links.items() if words.startswith(label))
        self.goes(urljoin(self.address, href))

    def fills(self, fields: dict[str, str]) -> None:
        """Write or choose; sent with the next button."""
        self.typed |= fields

    def presses(self, label: str) -> None:
        """Press the first button that is called so."""
        for form in self.page.forms:
            for button in form.buttons:
                if button["words"].strip() == label or (button["label"] or " ").startswith(label):
                    return self._sends(form, button)
        raise AssertionError(f"no button “{label}” on:\n{self.reads}")

    def _sends(self, form: Form, button: dict[str, str]) -> None:
        data = [(one.name, value) for one in form.fields for value in self._given(one)]
        if button.get("name"):
            data.append((button["name"], button["value"]))
        action = button.get("formaction") or form.action
        self._came(self.asked.post(urljoin(self.address, action), data=data, timeout=20))

    def _given(self, one: Field) -> list[str]:
        asked = self.typed.get((one.asked or one.label).removesuffix(" (if you like)"))
        if one.kind in {"radio", "checkbox"}:
            chosen = one.on if asked is None else one.label in asked.split("|")
            return [one.value] if chosen else []
        if asked is None or one.kind == "hidden":
            return [one.value]
        return [one.options.get(asked, asked)]
