"""Take the pictures of the site."""

import json
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize

from workbook.apps.environments import environment
from workbook.apps.ports import HOST, free_port
from workbook.apps.serving import start, stop
from workbook.core.errors import WorkbookError
from workbook.core.paths import relative
from workbook.course.chapters import Step, all_steps
from workbook.replay.player import Player, player
from workbook.site.browser import browser
from workbook.site.pictures import (
    FIGURES,
    MADE_FROM,
    SCHEMES,
    SHOTS,
    Shot,
    digest_of,
    drawings,
    shots,
)

SIZE: ViewportSize = {"width": 720, "height": 300}


def take_all() -> None:
    """Play the chapters, and take each picture when its step is reached.

    Raises:
        WorkbookError: if a chapter cannot be played, or there is no browser.
    """
    FIGURES.mkdir(parents=True, exist_ok=True)
    for path, svg in drawings().items():
        path.write_text(svg, encoding="utf-8", newline="\n")
        print(f"drew {relative(path)}")
    SHOTS.mkdir(parents=True, exist_ok=True)
    known = {}
    with player() as hands, browser() as window:
        for step in _pictured_steps():
            hands.play_step(step)
            for shot in shots():
                if shot.step == step.name:
                    known[shot.name] = take(hands, window, step, shot)
    MADE_FROM.write_text(json.dumps(known, indent=2, sort_keys=True) + "\n", newline="\n")


def _pictured_steps() -> list[Step]:
    """Return the steps up to the last one that has a picture."""
    pictured = {shot.step for shot in shots()}
    every = all_steps()
    while every and every[-1].name not in pictured:
        every.pop()
    return every


def take(hands: Player, window: Browser, step: Step, shot: Shot) -> dict[str, str]:
    """Take a picture in both colour schemes, and return what it was made from."""
    taken = {"app": shot.made_from(hands.folder, hands.done.history.commits[step])}
    packages = environment(hands.folder / "requirements.txt")
    for scheme in SCHEMES:
        port = free_port()
        app = start(hands.folder, packages, port, hands.scratch / f"{shot.name}.log")
        try:
            page = window.new_page(viewport=SIZE, color_scheme=scheme, device_scale_factor=2)
            page.goto(f"http://{HOST}:{port}/")
            for action in shot.actions:
                act(page, *action)
            write(shot.path(scheme), page.screenshot(full_page=True))
        finally:
            stop(app)
        taken[scheme] = digest_of(shot.path(scheme))
        print(f"took {relative(shot.path(scheme))} at step {step.name}", flush=True)
    return taken


def write(path: Path, screenshot: bytes) -> None:
    """Write a picture as WebP, in which each pixel is as it was, in a third of the bytes.

    Args:
        path: of the picture.
        screenshot: a PNG.
    """
    with Image.open(BytesIO(screenshot)) as picture:
        picture.convert("RGB").save(path, "WEBP", lossless=True, method=6)


def act(page: Page, verb: str, *words: str) -> None:
    """Do what a line of pictures.toml says.

    Raises:
        WorkbookError: for a verb that nobody knows.
    """
    if verb == "fill":
        page.get_by_label(words[0], exact=True).fill(words[1])
    elif verb == "press":
        page.get_by_role("button", name=words[0], exact=True).click()
    elif verb == "follow":
        page.get_by_role("link", name=words[0], exact=True).first.click()
    elif verb == "open":
        page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + words[0])
    else:
        raise WorkbookError(
            f"pictures.toml: no action is called {verb!r}: fill, press, follow, open"
        )
