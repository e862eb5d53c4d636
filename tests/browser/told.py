"""The stories of visitors, told to an app that runs in a page."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from inspect import signature

from playwright.sync_api import BrowserContext, Error, Page, expect

from tests.acceptance.test_accounts import TAKEN_PASSWORDS, test_a_password_is_used_as_typed
from tests.acceptance.test_isolation import (
    test_a_task_of_somebody_else_is_not_found,
    test_two_users_who_take_turns_each_get_their_own_list,
)
from tests.acceptance.test_login import (
    test_an_unknown_name_is_refused_in_the_same_words_as_a_wrong_password,
)
from tests.acceptance.test_tasks import (
    test_a_blank_title_is_refused_with_a_message_beside_the_field,
    test_a_task_that_is_added_is_on_the_list,
    test_adding_answers_303_so_that_a_reload_adds_nothing,
    test_the_list_is_a_page_of_html,
)
from tests.acceptance.visitor import Visitor
from tests.acceptance.words import some_title
from tests.browser.in_page import press, turn_to, visitor_of
from workbook.classroom.stories import part_of, place
from workbook.course.chapters import Step, steps
from workbook.course.stages import Stage
from workbook.history.history import history
from workbook.site.live.steps import without_app

Story = Callable[..., None]
ADDED: Story = test_adding_answers_303_so_that_a_reload_adds_nothing
SIGNED_IN: Story = test_a_password_is_used_as_typed
# Each with what it is told of. They hold below a path, which an app in a page has.
STORIES: Mapping[Story, dict[str, str]] = {
    test_the_list_is_a_page_of_html: {},
    ADDED: {},
    test_a_task_that_is_added_is_on_the_list: {},
    test_a_blank_title_is_refused_with_a_message_beside_the_field: {"blank": "   "},
    SIGNED_IN: {"password": TAKEN_PASSWORDS[-1]},
    test_an_unknown_name_is_refused_in_the_same_words_as_a_wrong_password: {},
    test_two_users_who_take_turns_each_get_their_own_list: {},
    test_a_task_of_somebody_else_is_not_found: {},
}
# The steps from which on the database has them, and a restart leaves them there.
ACCOUNTS_STAY, TASKS_STAY = "03.3", "03.9"


class Cast:
    """Whom the stories of a step are about."""

    def __init__(self, page: Page, step: Step) -> None:
        """Take a page that runs the app of a step."""
        part = part_of(step.name)
        assert part
        self.page, self.stage = page, part.told_as
        # In the page no step loses a story: models that are ahead of migrations have their tables.
        self.due = {name for name, since in part.since.items() if place(since) <= place(step.name)}

    @cached_property
    def visitor(self) -> Visitor:
        """The reader of the page, with an account where there are any."""
        return visitor_of(self.page, self.stage, is_reader=True).arrive()

    @cached_property
    def stranger(self) -> Visitor:
        """Somebody else, with an account."""
        return visitor_of(self.page, self.stage).arrive()

    @property
    def guest(self) -> Visitor:
        """Somebody who is not signed in."""
        return visitor_of(self.page, self.stage)

    @cached_property
    def title(self) -> str:
        """The title of a task of the visitor's."""
        title = some_title("Secret")
        self.visitor.add(title)
        return title

    def knows(self, story: Story) -> bool:
        """Tell whether a story is due."""
        return name_of(story) in self.due

    def tell(self, story: Story) -> None:
        """Tell a story with those who are in it."""
        told = STORIES[story]
        story(
            **told, **{who: getattr(self, who) for who in {*signature(story).parameters} - {*told}}
        )


def name_of(story: Story) -> str:
    """Return what a story is called where it says when it is due."""
    return f"{story.__module__.rpartition('.')[2]}.{story.__name__}"


def with_app(stage: Stage) -> list[Step]:
    """Return the steps of a stage that have an app; the first one of all has none."""
    none = without_app(history())
    return [each for each in steps(stage) if f"{stage.name}/{each.path.stem}/" not in none]


def tell_due(page: Page, other: Page, url: str, step: Step, *, stop: bool = False) -> list[str]:
    """Tell the stories that are due at a step, in two tabs and past a restart.

    Args:
        page: the tab where they are told.
        other: one beside it, which is to know nothing of it.
        url: of live.
        step: one with an app.
        stop: whether Python is ended before the restart, too.

    Returns:
        The names of the stories that hold.
    """
    turn_to(page, url, step)
    cast = Cast(page, step)
    due = [story for story in STORIES if cast.knows(story)]
    for story in due:
        cast.tell(story)
    if cast.knows(ADDED):
        restart(cast, stop=stop)
        see_what_stays(cast, step)
        turn_to(other, url, step)
        see_nothing(other, cast)
    see_demo(cast)
    return [name_of(story) for story in due]


def tell_each(
    context: BrowserContext, url: str, chosen: Iterable[Step]
) -> tuple[dict[str, int], dict[str, str]]:
    """Tell the stories of some steps, in the Python of two tabs.

    Args:
        context: somebody's browser.
        url: of live.
        chosen: of one stage, each with an app.

    Returns:
        How many stories hold at each step; and what goes wrong, at each step where something does.
    """
    page, other = context.new_page(), context.new_page()
    told: dict[str, int] = {}
    wrong: dict[str, str] = {}
    for step in chosen:
        try:
            told[step.name] = len(tell_due(page, other, url, step))
        except (AssertionError, Error) as error:
            wrong[step.name] = str(error)
        print(step.name, wrong.get(step.name) or f"{told[step.name]} stories hold", flush=True)
    return told, wrong


def restart(cast: Cast, *, stop: bool) -> None:
    """Restart the app, when the visitor has a task there.

    Args:
        cast: whom it knows.
        stop: whether Python is ended before; the reader's cookies go with it.
    """
    assert cast.title in cast.visitor.tasks().text
    if stop:
        cast.page.locator("#stop").click()
    press(cast.page)
    if stop and cast.knows(SIGNED_IN):
        cast.visitor.log_in()


def see_what_stays(cast: Cast, step: Step) -> None:
    """See after a restart what a database keeps, and that nothing else is there."""
    tasks, accounts = (place(step.name) >= place(since) for since in (TASKS_STAY, ACCOUNTS_STAY))
    there = cast.title in cast.visitor.tasks().text
    assert there == tasks, f"after a restart, the task is {'' if there else 'not '}there"
    if cast.knows(SIGNED_IN):
        status = cast.guest.log_in(cast.visitor.name).status_code
        assert status == (303 if accounts else 400), f"after a restart, logging in answers {status}"
        path = cast.visitor.tasks().path
        assert path.endswith(cast.visitor.list) == accounts, f"after a restart, one is at {path}"


def see_nothing(other: Page, cast: Cast) -> None:
    """See that another tab has neither the tasks nor the account of this one."""
    reader = visitor_of(other, cast.stage, is_reader=True)
    assert cast.title not in reader.tasks().text, "another tab has the tasks of this one"
    if cast.knows(SIGNED_IN):
        status = reader.log_in(cast.visitor.name).status_code
        assert status == 400, f"an account of this tab is let in at another one: {status}"


def see_demo(cast: Cast) -> None:
    """Sign in as the account to try things on, where there is one."""
    button = cast.page.locator("#demo")
    if button.is_visible():
        button.click()
        expect(cast.page.locator("#status")).to_contain_text("Signed in as")
        assert cast.visitor.tasks().path.endswith(cast.visitor.list), "not signed in"
