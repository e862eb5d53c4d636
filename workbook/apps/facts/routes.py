"""Who may call a route, judged by what each caller got."""

from typing import Any

from workbook.core.errors import WorkbookError

Answers = dict[str, str]
# In the order in which they are asked for; the first one who gets more than a refusal may call.
CALLERS = {
    "nobody": "anybody",
    "account": "who is signed in",
    "password": "who sends a name and a password",
    "token": "who sends a token",
}


def routes(asked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the routes of an app, sorted, each method with who may call it.

    Args:
        asked: what ``ask_routes.py`` printed.

    Raises:
        WorkbookError: if the app breaks when it is asked, which says nothing of who may call.
    """
    for route in asked:
        for method, answers in route["answers"].items():
            _require_whole(f"{method} {route['path']}", answers)
    found = [
        {
            "path": route["path"],
            "endpoint": route["endpoint"],
            "method": method,
            "who": who(answers),
            "to_nobody": answers["nobody"],
        }
        for route in asked
        for method, answers in route["answers"].items()
    ]
    return sorted(found, key=lambda route: (route["path"], route["method"]))


def who(answers: Answers) -> str:
    """Return who may call a route.

    Args:
        answers: for each caller the status that they got, and what came with it.

    Returns:
        One of the values of ``CALLERS``, or ``nobody that was tried``.
    """
    if len(set(answers.values())) == 1 and not answers["nobody"].startswith("401"):
        return CALLERS["nobody"]
    let_in = [name for name in CALLERS if name in answers and not _refused(answers[name])]
    return CALLERS[let_in[0]] if let_in else "nobody that was tried"


def _require_whole(request: str, answers: Answers) -> None:
    broken = [name for name, answer in answers.items() if answer.startswith("5")]
    if broken:
        raise WorkbookError(f"{request} answers {answers[broken[0]]} to {broken[0]}. Mend the app.")


def _refused(answer: str) -> bool:
    return answer.startswith("401") or answer.endswith("to log in")
