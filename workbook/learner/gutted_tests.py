"""Tests that prove nothing, made of ones that do: the check of a test has to refuse each."""

import ast
from collections.abc import Callable

Change = Callable[[ast.FunctionDef], None]
NOTHING_RAISED = ast.parse('__import__("contextlib").suppress(Exception)', mode="eval").body


def gutted(before: str, after: str) -> dict[str, str]:
    """Return a test file with its new tests made useless, in each way that is told apart.

    Args:
        before: the file as it was; empty, if it is new.
        after: the file with the tests that were written.

    Returns:
        The file, under what is wrong with its tests (``an empty test``); nothing, if none is new.
    """
    old = {ast.dump(test) for test in _functions(ast.parse(before))}
    new = {ast.dump(test) for test in _functions(ast.parse(after))} - old
    if not any(test.name.startswith("test_") for test in _new(ast.parse(after), new)):
        return {}
    return {what: _changed(after, new, change) for what, change in FAULTS.items()}


def _functions(tree: ast.Module) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def _new(tree: ast.Module, new: set[str]) -> list[ast.FunctionDef]:
    return [each for each in _functions(tree) if ast.dump(each) in new]


def _changed(text: str, new: set[str], change: Change) -> str:
    tree = ast.parse(text)
    for function in _new(tree, new):
        if function.name.startswith("test_") or change is _without_asserts:
            change(function)
    return ast.unparse(ast.fix_missing_locations(tree)) + "\n"


def _emptied(test: ast.FunctionDef) -> None:
    test.body = [ast.Pass()]


def _without_asserts(test: ast.FunctionDef) -> None:
    test.body = [_Asserts().visit(line) for line in test.body]


def _failing(test: ast.FunctionDef) -> None:
    test.body.append(ast.Assert(ast.Constant(value=False)))


class _Asserts(ast.NodeTransformer):
    """Takes away what makes a test fail, and leaves all else that it does."""

    def visit_Assert(self, node: ast.Assert) -> ast.Pass:
        return ast.copy_location(ast.Pass(), node)

    def visit_With(self, node: ast.With) -> ast.With:
        self.generic_visit(node)
        for item in node.items:
            if ast.unparse(item.context_expr).startswith("pytest."):
                item.context_expr = NOTHING_RAISED
        return node


FAULTS: dict[str, Change] = {
    "an empty test": _emptied,
    "a test that asserts nothing": _without_asserts,
    "a test that always fails": _failing,
}
