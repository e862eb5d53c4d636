"""What a class looks like as a table: for people, for a sheet, and for programs."""

import csv
import io
import json
import xml.etree.ElementTree as ET

from workbook.classroom.likeness import Pair
from workbook.classroom.standing import Standing
from workbook.learner.verdict import PASSED

NOT_HANDED_IN = "not handed in"
ABSENT = ("-", NOT_HANDED_IN, "-", "-")  # a row, behind the name
HEADS = ("Name", "Step", "Starts", "Stories", "Exercises")


def row(standing: Standing) -> tuple[str, ...]:
    """Return the cells of a submission.

    Args:
        standing: where it is.
    """
    step = f"{standing.step}{'' if standing.whole else ' begun'}" if standing.step else "-"
    starts = standing.problem or standing.why or "yes"
    stories = f"{standing.held} of {len(standing.due)}" if standing.due else "-"
    count = len(standing.passed)
    none = "not begun" if standing.not_begun else "-"
    exercises = f"{count} of {len(standing.exercises)}" if standing.exercises else none
    return (standing.name, step, starts, stories, exercises)


def as_text(class_: list[Standing], absent: list[str]) -> str:
    """Return a table to print.

    Args:
        class_: where each one is.
        absent: who has handed nothing in.
    """
    rows = [HEADS, *map(row, class_), *((name, *ABSENT) for name in absent)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(map(str.ljust, each, widths)).rstrip() for each in rows)


def as_csv(class_: list[Standing], absent: list[str]) -> str:
    """Return a sheet: a line a learner, and a column for each exercise that anybody has begun.

    Args:
        class_: where each one is.
        absent: who has handed nothing in.
    """
    asked = {each.not_begun for each in class_ if each.not_begun}
    names = sorted(asked.union(*(each.exercises for each in class_)))
    file = io.StringIO()
    heads = ["name", "step", "whole", "starts", "stories_held", "stories_due", "problem", *names]
    sheet = csv.writer(file, lineterminator="\n")
    sheet.writerow(heads)
    for each in class_:
        runs = "" if each.problem else "no" if each.why else "yes"
        stories = [each.held, len(each.due)] if each.due else ["", ""]
        states = [each.exercises.get(name, "") for name in names]
        whole = "yes" if each.whole else "no"
        said = each.problem or each.why
        words = [each.name, each.step, whole if each.step else "", runs, *stories, said, *states]
        sheet.writerow([_harmless(str(word)) for word in words])
    for name in absent:
        sheet.writerow([_harmless(name), "", "", "", "", "", NOT_HANDED_IN, *[""] * len(names)])
    return file.getvalue()


def as_csv_of_pairs(alike: list[Pair]) -> str:
    """Return a sheet of who are alike: a line for each passage.

    Args:
        alike: the pairs.
    """
    file = io.StringIO()
    sheet = csv.writer(file, lineterminator="\n")
    sheet.writerow(["one", "percent_of_one", "other", "percent_of_other", "in_one", "in_other"])
    for pair in alike:
        who = [word for both in zip(pair.names, pair.shares, strict=True) for word in both]
        for sides in pair.passages:
            where = [f"{side.path}:{side.first}" for side in sides]
            sheet.writerow([_harmless(str(word)) for word in [*who, *where]])
    return file.getvalue()


def as_json(class_: list[Standing], absent: list[str], alike: list[Pair]) -> str:
    """Return all that is known, for programs; nobody's code.

    Args:
        class_: where each one is.
        absent: who has handed nothing in.
        alike: who are alike.
    """
    submissions = [{k: v for k, v in each.as_json().items() if k != "code"} for each in class_]
    pairs = [pair.as_json() for pair in alike]
    whole = {"submissions": submissions, "not_handed_in": absent, "alike": pairs}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def as_junit(class_: list[Standing], absent: list[str]) -> str:
    """Return what test runners write: a suite a learner, a case for each thing that is due.

    Args:
        class_: where each one is.
        absent: who has handed nothing in.
    """
    root = ET.Element("testsuites", name="class")
    for each in class_:
        cases = {"starts": each.problem or each.why}
        cases |= {name: "does not hold" if name in each.broken else "" for name in each.due}
        cases |= {n: "" if said == PASSED else said for n, said in each.exercises.items()}
        wrong = sum(bool(said) for said in cases.values())
        suite = ET.SubElement(
            root, "testsuite", name=each.name, tests=str(len(cases)), failures=str(wrong)
        )
        for name, said in cases.items():
            case = ET.SubElement(suite, "testcase", classname=each.name, name=name)
            if said:
                ET.SubElement(case, "failure", message=said)
    for name in absent:
        suite = ET.SubElement(root, "testsuite", name=name, tests="1", failures="0", skipped="1")
        case = ET.SubElement(suite, "testcase", classname=name, name="handed in")
        ET.SubElement(case, "skipped", message=NOT_HANDED_IN)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _harmless(word: str) -> str:
    """Return a cell that no program for sheets takes for a formula."""
    return f"'{word}" if word[:1] in ("=", "+", "-", "@") else word
