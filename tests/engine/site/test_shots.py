"""A picture of the app is what the browser has shown."""

from io import BytesIO
from pathlib import Path

from PIL import Image

from workbook.site.shots import write


def test_a_picture_has_each_pixel_as_it_was_taken(tmp_path: Path) -> None:
    taken = Image.effect_mandelbrot((64, 48), (-2, -1.5, 1, 1.5), 100).convert("RGB")
    screenshot = BytesIO()
    taken.save(screenshot, "PNG")

    write(tmp_path / "home.webp", screenshot.getvalue())

    with Image.open(tmp_path / "home.webp") as kept:
        assert (kept.format, kept.size) == ("WEBP", taken.size)
        assert kept.convert("RGB").tobytes() == taken.tobytes()
