"""What a reader has of a page: ticks that stay in the browser, keys, and where blocks belong."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.conftest import steps_to_open
from tests.browser.test_site import is_wider
from tests.support.accessible import findings
from workbook.course.chapters import all_steps, steps
from workbook.course.exercises import exercises
from workbook.course.pace import in_words
from workbook.course.stages import find_stage
from workbook.site.addresses import address
from workbook.site.source.trees import page_at

STORE = "taskmaster.progress"
CHAPTER = "02-blueprints/"
FIRST, SECOND = f"{CHAPTER}1-a-package/", f"{CHAPTER}2-a-card/"
EXERCISE = "exercises/01-undo-delete/"
DAY = "2026-11-29T12:00:00.000Z"
TICKED = {"02-blueprints/a-package": DAY}
# What the site, or somebody, may have stored once.
DAMAGED = (
    *("", "{", "null", "[]", '"x"', "7", '{"done": null}', '{"done": "02-blueprints/a-package"}'),
    *('{"done": ["02-blueprints/a-package"]}', '{"done": {"02-blueprints/a-package": "soon"}}'),
    '{"done": {"02-blueprints/a-package": {}, "<b>": 1}}',
)
NO_STORE = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })"
NO_ROOM = "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }"
TITLES = """() => [...document.querySelectorAll("article .filename")].map(
    (title) => [title.textContent, title.firstChild.href, title.firstChild.title])"""
FOLDERS = """() => [...document.querySelectorAll("article pre > code")].map(
    (code) => [code.textContent, code.closest(".highlight")])
    .map(([text, block]) => [text, block.querySelector(".folder")?.textContent])"""


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A window, in which reader.js may not fail; the theme does, where nothing can be stored."""
    errors: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(error.stack or ""))
    yield page
    assert [error for error in errors if "reader.js" in error] == []


def button(page: Page) -> Locator:
    return page.get_by_role("button", name="Done with this ")


def status(page: Page) -> Locator:
    return page.locator("article").get_by_role("status")


def tick(page: Page, url: str) -> None:
    """Go to a step and press its button, as somebody without a mouse does."""
    page.goto(url)
    button(page).focus()
    page.keyboard.press("Enter")


def store(context: BrowserContext, text: str) -> None:
    """Have something stored before any page is opened."""
    context.add_init_script(
        f"if (!localStorage.getItem('{STORE}')) localStorage.setItem('{STORE}', {json.dumps(text)})"
    )


def stored(page: Page) -> dict[str, str]:
    found = json.loads(page.evaluate(f"localStorage.getItem('{STORE}')"))
    return dict(found["done"])


def minutes_of(number: str) -> list[int]:
    """Return the minutes that the pages of a stage's steps say."""
    found = [re.search(r"^\*(\d+) minutes", each.text, re.M) for each in steps(find_stage(number))]
    return [int(each[1]) for each in found if each]


def test_a_tick_is_told_where_the_chapter_and_the_site_begin(site: str, page: Page) -> None:
    minutes = minutes_of("02")
    tick(page, site + FIRST)
    expect(status(page)).to_have_text(f"1 of {len(minutes)} steps of this chapter is done.")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    tick(page, site + SECOND)
    page.wait_for_timeout(100)
    assert [url for url in asked if not url.startswith((site, "data:"))] == []
    assert sum(url == site + SECOND for url in asked) == 1
    expect(button(page)).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".md-nav--primary").get_by_label("done")).to_have_count(2)

    page.goto(site + CHAPTER)

    left = f"2 of {len(minutes)} steps are done, {in_words(sum(minutes[2:]))} left."
    expect(page.locator(".chapter-done")).to_contain_text(left)
    bar = page.locator("article").get_by_role(
        "progressbar", name="Steps of this chapter that are done"
    )
    assert bar.evaluate("bar => [bar.value, bar.max]") == [2, len(minutes)]
    ticks = page.locator("article td:has(> [aria-label=done]) > a")
    assert ticks.all_inner_texts() == ["1. A package", "2. A card"]
    page.goto(site)
    expect(page.locator(".go-on")).to_have_text(
        f"Go on with 02.3 A base template. 2 of {len(all_steps())} steps are done."
    )
    page.locator(".go-on a").click()
    assert page.url == f"{site}{CHAPTER}3-a-base-template/"


def test_a_tick_can_be_taken_back(site: str, page: Page) -> None:
    tick(page, site + FIRST)
    page.keyboard.press("Space")

    expect(button(page)).to_have_attribute("aria-pressed", "false")
    expect(status(page)).to_contain_text("0 of ")
    assert stored(page) == {}
    page.goto(site + CHAPTER)
    expect(page.locator(".chapter-done, .tick")).to_have_count(0)
    page.goto(site)
    expect(page.locator(".go-on")).to_be_hidden()


def test_an_exercise_is_ticked_where_exercises_are_listed(site: str, page: Page) -> None:
    whole = len(exercises())

    tick(page, site + EXERCISE)

    expect(button(page)).to_have_text("Done with this exercise")
    expect(status(page)).to_have_text(f"1 of {whole} exercises is done.")
    expect(page.locator(".md-nav--primary a:has([aria-label=done])")).to_contain_text("undo a")
    page.goto(f"{site}exercises/")
    expect(page.locator("article td:has(> .tick[aria-label=done])")).to_have_text("✓01.undo-delete")
    expect(page.locator("article .tick")).to_have_count(whole)
    page.goto(f"{site}setup/")
    expect(page.locator(".keeping p")).to_have_text(
        f"Ticked in this browser: 0 of {len(all_steps())} steps, 1 of {whole} exercises."
    )
    page.goto(site)
    expect(page.locator(".go-on")).to_be_hidden()


@pytest.mark.parametrize(
    "path", ["exercises/", "exercises/solutions/01-undo-delete/", CHAPTER, "plan/"]
)
def test_what_is_neither_step_nor_exercise_has_no_button(site: str, page: Page, path: str) -> None:
    page.goto(site + path)

    expect(page.locator("h1")).to_be_visible()
    expect(button(page)).to_have_count(0)


def test_what_was_left_out_comes_after_the_last_step(
    site: str, context: BrowserContext, page: Page
) -> None:
    at = {each.name: f"{each.stage.name}/{each.path.stem.split('-', 1)[1]}" for each in all_steps()}
    done = {name: f"2026-01-01T00:00:00.{each:03}Z" for each, name in enumerate(at.values(), 1)}
    del done[at["01.2"]], done[at["02.5"]]
    store(context, json.dumps({"done": done}))

    page.goto(site)
    expect(page.locator(".go-on a")).to_have_text(re.compile("^01.2 "))
    page.goto(site + CHAPTER)
    expect(page.locator(".chapter-done a")).to_have_text(re.compile("^02.5 "))
    tick(page, f"{site}{at['02.5'].replace('/', '/5-')}/")
    expect(status(page)).to_contain_text("That was the last one: all ")
    page.goto(site + CHAPTER)
    expect(page.locator(".chapter-done")).to_have_text(
        re.compile(r"^(\d+) of \1 steps are done\.$")
    )
    tick(page, f"{site}{at['01.2'].replace('/', '/2-')}/")
    page.goto(site)
    expect(page.locator(".go-on")).to_have_text(f"You have done all {len(at)} steps.")


def test_two_windows_agree(site: str, context: BrowserContext, page: Page) -> None:
    page.goto(site + CHAPTER)

    tick(context.new_page(), site + FIRST)

    expect(page.locator(".chapter-done")).to_contain_text("1 of ")


def test_a_page_that_one_comes_back_to_knows_it(site: str, page: Page) -> None:
    page.goto(site + CHAPTER)
    page.evaluate(f"localStorage.setItem('{STORE}', {json.dumps(json.dumps({'done': TICKED}))})")

    # As when a browser kept the whole page; one that is steered keeps none.
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")

    expect(page.locator(".chapter-done")).to_contain_text("1 of ")


def test_progress_goes_to_a_file_and_comes_from_it(
    site: str, browser: Browser, page: Page, tmp_path: Path
) -> None:
    tick(page, site + FIRST)
    page.get_by_role("link", name="Where is this kept?").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save to a file").press("Enter")
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name == "task-master-progress.json"

    with browser.new_context() as elsewhere:
        there = elsewhere.new_page()
        tick(there, site + SECOND)
        there.goto(f"{site}setup/")
        with there.expect_file_chooser() as chooser:
            there.get_by_role("button", name="Load a file").press("Enter")
        chooser.value.set_files(file)

        expect(status(there)).to_have_text("Loaded: 1 tick, 1 of them new here.")
        expect(there.locator(".keeping p")).to_contain_text("2 of ")
        assert {*stored(there)} == {"02-blueprints/a-package", "02-blueprints/a-card"}


def test_of_two_moments_the_later_one_counts(
    site: str, context: BrowserContext, page: Page
) -> None:
    store(context, json.dumps({"done": {**TICKED, "02-blueprints/a-card": DAY}}))
    later, sooner = DAY.replace("2026", "2027"), DAY.replace("2026", "2025")
    page.goto(f"{site}setup/")

    text = {"done": {"02-blueprints/a-package": later, "02-blueprints/a-card": sooner}}
    load(page, json.dumps(text))

    expect(status(page)).to_have_text("Loaded: 2 ticks, 0 of them new here.")
    assert stored(page) == {"02-blueprints/a-package": later, "02-blueprints/a-card": DAY}


def load(page: Page, text: str) -> None:
    given = {"name": "a.json", "mimeType": "application/json", "buffer": text.encode()}
    page.locator(".keeping input").set_input_files(given)  # type: ignore[arg-type]


def test_another_file_changes_nothing(site: str, context: BrowserContext, page: Page) -> None:
    store(context, json.dumps({"done": TICKED}))
    page.goto(f"{site}setup/")

    for text in DAMAGED:
        load(page, text)
        expect(status(page)).to_have_text(re.compile("^This file has no ticks"))
        assert stored(page) == TICKED, text
        status(page).evaluate("status => { status.textContent = '' }")


def test_progress_is_forgotten_if_one_means_it(
    site: str, context: BrowserContext, page: Page
) -> None:
    tick(page, site + FIRST)
    page.goto(f"{site}setup/")
    forget = page.get_by_role("button", name="Forget all")

    page.once("dialog", lambda dialog: dialog.dismiss())
    forget.click()
    assert len(stored(page)) == 1
    page.once("dialog", lambda dialog: dialog.accept())
    forget.click()

    expect(status(page)).to_have_text("Forgotten.")
    expect(forget).to_be_disabled()
    expect(page.get_by_role("button", name="Save to a file")).to_be_disabled()
    expect(page.get_by_role("button", name="Load a file")).to_be_focused()
    assert page.evaluate("localStorage.length") == page.evaluate(
        f"Object.keys(localStorage).filter((key) => key !== '{STORE}').length"
    )


def test_damaged_progress_is_none(site: str, page: Page) -> None:
    page.goto(site + FIRST)
    for text in DAMAGED:
        page.evaluate(f"localStorage.setItem('{STORE}', {json.dumps(text)})")
        page.reload(wait_until="domcontentloaded")
        expect(page.locator(".tick")).to_have_count(0)

        button(page).click()

        expect(status(page)).to_contain_text("1 of ")
        assert [*stored(page)] == ["02-blueprints/a-package"], text


def test_a_step_that_is_no_longer_there_counts_nowhere(
    site: str, context: BrowserContext, page: Page
) -> None:
    store(context, json.dumps({"done": {**TICKED, "02-blueprints/long-gone": DAY}}))

    page.goto(site + CHAPTER)

    expect(page.locator(".chapter-done")).to_contain_text("1 of ")


def test_without_a_place_to_keep_ticks_nothing_is_offered(
    site: str, context: BrowserContext, page: Page
) -> None:
    context.add_init_script(NO_STORE)
    for path in (FIRST, CHAPTER, EXERCISE, "setup/", ""):
        page.goto(site + path)
        expect(page.locator("h1")).to_be_visible()
        assert visible(page) == []
    page.goto(site + FIRST)
    expect(page.locator(".filename a").first).to_be_visible()  # the rest of the script has run


def visible(page: Page) -> list[str]:
    """Return which parts for ticks can be seen."""
    parts = page.locator(".step-done, .keeping, .go-on, .chapter-done, .tick")
    return [str(each.get_attribute("class")) for each in parts.all() if each.is_visible()]


def test_a_browser_that_is_full_is_told_of(site: str, context: BrowserContext, page: Page) -> None:
    context.add_init_script(NO_ROOM)

    tick(page, site + FIRST)

    expect(status(page)).to_have_text("Not kept: this browser has no room left for it.")
    expect(button(page)).to_have_attribute("aria-pressed", "false")
    page.goto(f"{site}setup/")
    load(page, json.dumps({"done": TICKED}))
    expect(status(page)).to_have_text("Not kept: this browser has no room left for it.")


def test_without_javascript_nothing_is_shown_that_does_nothing(site: str, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        for path in (FIRST, CHAPTER, EXERCISE, "setup/", ""):
            page.goto(site + path)
            expect(page.locator("h1")).to_be_visible()
            assert visible(page) == []
            expect(page.locator("[data-key]")).to_have_count(0)


def test_keys_lead_to_the_next_page_and_back(site: str, page: Page) -> None:
    tick(page, site + FIRST)
    for way, key in (("prev", "p"), ("next", "n")):
        link = page.locator(f".md-footer__link--{way}")
        expect(link).to_have_attribute("aria-keyshortcuts", key)
        drawn = link.locator(".md-footer__direction").evaluate(
            "place => getComputedStyle(place, '::after').content"
        )
        assert drawn.startswith(f'"{key}"')

    page.keyboard.press("n")  # the button has the focus

    page.wait_for_url(site + SECOND)
    page.keyboard.press("p")
    page.wait_for_url(site + FIRST)


def test_keys_are_letters_in_the_search_field(site: str, page: Page) -> None:
    page.goto(site + FIRST, wait_until="networkidle")
    page.keyboard.press("/")
    field = page.locator("input:focus")
    expect(field).to_be_visible()

    page.keyboard.type("np")

    expect(field).to_have_value("np")
    page.wait_for_timeout(300)
    assert page.url == site + FIRST


def test_each_titled_block_leads_to_its_file_at_this_point(
    request: pytest.FixtureRequest, site: str, page: Page
) -> None:
    wrong = []
    for step in steps_to_open(request):
        page.goto(f"{site}{step.stage.name}/{step.path.stem}/", wait_until="domcontentloaded")
        titles = page.evaluate(TITLES)
        source = site + address("index.md", page_at(step)).removeprefix("./")
        with urlopen(source) as answer:
            shown = set(re.findall(r'<(?:h2|code) id="?([\w-]+)', answer.read().decode()))
        for path, href, words in titles:
            on, _, anchor = href.partition("#")
            if on != source or anchor not in shown or not words.endswith(f"step {step.name}"):
                wrong.append((step.name, path, href))

    assert wrong == []


def test_a_file_that_a_step_shows_and_leaves_alone_is_told_of(site: str, page: Page) -> None:
    page.goto(f"{site}02-blueprints/11-forms-from-elsewhere/")
    page.locator(".filename", has_text="attack.py").get_by_role("link").click()

    expect(page.locator("h1")).to_contain_text("The project after 02.11")
    expect(page.locator("li:has(#attack-py)")).to_have_text("attack.py no commit has it")
    page.goto(f"{site}source/02-blueprints/39-a-feature-goes/")
    page.locator("li:has(> #taskmaster-init-py)").get_by_role("link").click()
    expect(page.locator("#taskmaster-init-py")).to_be_in_viewport()


def test_commands_say_in_which_folder_they_are_typed(site: str, page: Page) -> None:
    page.goto(site + FIRST)
    console = page.locator(".language-console")
    assert page.locator(".language-console:has(> .folder)").count() == console.count() > 0
    expect(console.locator(".folder").first).to_have_text("in taskmaster/")
    title = page.locator(".filename").first
    assert title.evaluate("title => getComputedStyle(title, '::before').content") == '"taskmaster/"'

    page.goto(f"{site}05-deploy/49-a-stranger/")  # its commands leave the folder
    assert [folder for _, folder in page.evaluate(FOLDERS) if folder] == [
        "in the folder of the workbook"
    ]
    page.goto(f"{site}setup/")
    assert {code: folder for code, folder in page.evaluate(FOLDERS) if folder} == dict.fromkeys(
        ("python3 -m workbook -s run\n", "py -m workbook -s run\n"), "in the folder of the workbook"
    )
    page.goto(f"{site}bugs/mutable-default/")
    title = page.locator(".filename").first
    assert title.evaluate("title => getComputedStyle(title, '::before').content") == "none"


@pytest.mark.parametrize("path", [FIRST, CHAPTER, EXERCISE, "setup/", ""])
def test_it_is_legible_and_fits_a_phone(
    site: str, browser: Browser, scheme: str, path: str
) -> None:
    with browser.new_context(color_scheme=scheme, reduced_motion="reduce") as context:  # type: ignore[arg-type]
        store(context, json.dumps({"done": TICKED}))
        page = context.new_page()
        page.goto(site + path)
        expect(page.locator(".step-done, .keeping, .go-on, .chapter-done")).to_be_visible()
        found = findings(page, "article, .md-nav--primary, .md-footer")
        wide = is_wider(page, 390)

    assert found == []
    assert not wide
