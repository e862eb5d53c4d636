"""The pages of facts say what was found out, whole."""

import re

from packaging.utils import canonicalize_name

from workbook.apps.facts.kept import kept
from workbook.course.stages import Stage, stages
from workbook.site.facts.costs import costs
from workbook.site.facts.pages import SELDOM, facts_pages


def test_an_address_is_parted_at_its_slashes_alone() -> None:
    told = facts_pages()["facts/02-blueprints.md"]

    assert "DELETE <code>/api/<wbr>tasks/<wbr>&lt;int:task_id&gt;</code>" in told


def test_an_index_of_some_rows_says_of_which() -> None:
    told = facts_pages()["facts/03-models.md"]

    indexes = re.findall("index `(ix_task_o.+)", told)

    assert indexes == [
        "ix_task_open` on `owner_id`, `id`, of the rows where `done_at IS NULL`",
        "ix_task_owner_id_id` on `owner_id`, `id`",
    ]


def test_as_many_packages_are_told_of_as_are_installed_where_costs_are_measured() -> None:
    rows = re.findall(r"^\| packages that .+", facts_pages()["facts/index.md"], re.MULTILINE)
    asked, brought = ([int(n) for n in re.findall(r"\d+", row)] for row in rows)

    measured = [len(usual_ones(each)) for each in stages()]

    assert [one + other for one, other in zip(asked, brought, strict=True)] == measured


def usual_ones(stage: Stage) -> set[str]:
    """Return the packages that were measured, without those that only some machines need."""
    seldom = {each["name"] for each in kept(stage)["packages"] if each["where"] in SELDOM}
    measured = costs()["stages"][stage.name]["packages"]
    return {str(canonicalize_name(name)) for name in measured} - seldom
