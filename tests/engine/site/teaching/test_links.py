"""Words that are taken to another page lead where they led before."""

import pytest

from workbook.site.teaching.links import moved, without_links

FROM, TO = "01-minimal/4-a-form.md", "teach/01-minimal/plan.md"


@pytest.mark.parametrize(
    ("link", "there"),
    [
        ("[a](2-the-factory.md#start-it)", "[a](../../01-minimal/2-the-factory.md#start-it)"),
        ("[a](../setup.md)", "[a](../../setup.md)"),
        ("[a](#here)", "[a](../../01-minimal/4-a-form.md#here)"),
        ("[`f` of](../plan.md)", "[`f` of](../../plan.md)"),
        ("[a](https://example.org/x.md)", "[a](https://example.org/x.md)"),
        ("`[a](b.md)` is code", "`[a](b.md)` is code"),
    ],
)
def test_a_link_leads_where_it_led_before(link: str, there: str) -> None:
    assert moved(link, FROM, TO) == there


def test_words_without_links_keep_their_words() -> None:
    assert without_links("See [`f`\nhere](a.md), and `[x](y)`.") == "See `f`\nhere, and `[x](y)`."
