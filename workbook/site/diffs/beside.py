"""The button of a diff page that runs both of its sides beside each other."""

from html import escape

from workbook.course.chapters import Step

BLOCK = """<div class="live" {} hidden>
<button type="button">Run both sides</button>
<span>The app before and after, beside each other in your browser: what changes for a visitor?
The first press fetches up to 20 MB, or about half of that if the host compresses files.</span>
</div>"""


def run_both(before: Step, after: Step, *, stages: bool) -> str:
    """Return the button, as HTML; a site without live does not show it.

    Args:
        before: the step on the left.
        after: the one on the right.
        stages: whether they stand for their stages, whose last steps they are.
    """
    told = []
    for side, word, step in (("", "Before", before), ("beside-", "After", after)):
        stage = f"stage {step.stage.number}, {step.stage.title}"
        name = f"{word}: {stage if stages else f'step {step.name}, {step.heading}'}"
        path = f"../../live/?step={step.stage.name}/{step.path.stem}"
        told.append(f'data-{side}page="{path}" data-{side}name="{escape(name)}"')
    return BLOCK.format(" ".join(told))
