"""Draw what an app remembers as SVG: a box for each entity, a line for each that points to another.

The colours are the page's own, so one drawing does for light and dark.
"""

from html import escape
from typing import Any

Entity = dict[str, Any]
WIDTH, ROW, HEAD, GAP, BETWEEN, EDGE = 190, 22, 30, 30, 54, 2


class Box:
    """An entity, and where it stands."""

    def __init__(self, entity: Entity, x: int, y: int) -> None:
        """Put it somewhere; ``x`` and ``y`` are its left upper corner."""
        self.entity, self.x, self.y = entity, x, y
        self.height = height(entity)
        self.middle, self.bottom = x + WIDTH // 2, y + self.height

    def drawn(self) -> list[str]:
        """Return its lines of SVG."""
        name = escape(self.entity["name"])
        return [
            f'<rect class="box" x="{self.x}" y="{self.y}" width="{WIDTH}" height="{self.height}"/>',
            f'<path class="rule" d="M{self.x} {self.y + HEAD}h{WIDTH}"/>',
            f'<text class="name" x="{self.middle}" y="{self.y + 20}">{name}</text>',
            *(line for at in range(len(self.entity["fields"])) for line in self._row(at)),
        ]

    def _row(self, at: int) -> list[str]:
        field, y = self.entity["fields"][at], self.y + HEAD + ROW * at + 17
        points = "".join(f" → {column.split('.')[0]}" for column in field["points_to"])
        key = ' class="key"' if field["key"] else ""
        kind = field["type"] + ("?" if field["optional"] else "")
        return [
            f'<text{key} x="{self.x + 10}" y="{y}">{escape(field["name"] + points)}</text>',
            f'<text class="type" x="{self.x + WIDTH - 10}" y="{y}">{escape(kind)}</text>',
        ]


def drawing(entities: list[Entity], title: str) -> str:
    """Return the drawing of some entities, as one line of HTML.

    Args:
        entities: as they are kept among the facts.
        title: what it shows, for those who cannot see it.
    """
    rows = levels(entities)
    boxes = {box.entity["name"]: box for box in _placed(rows)}
    width = max(len(row) for row in rows) * (WIDTH + GAP) - GAP + 2 * EDGE
    bottom = max(box.bottom for box in boxes.values()) + EDGE
    parts = [line for box in boxes.values() for line in [*_lines(box, boxes), *box.drawn()]]
    return (
        f'<figure class="entities"><svg viewBox="0 0 {width} {bottom}" width="{width}" role="img">'
        f"<title>{escape(title)}</title>{''.join(parts)}</svg></figure>"
    )


def levels(entities: list[Entity]) -> list[list[Entity]]:
    """Return the entities in rows: each stands below all that it points to.

    Args:
        entities: any; one that points to itself, or around in a circle, stands where it can.
    """
    left, rows, placed = list(entities), [], set[str]()
    while left:
        ready = [each for each in left if targets(each) <= placed | {each["name"]}] or left
        rows.append(ready)
        placed |= {each["name"] for each in ready}
        left = [each for each in left if each["name"] not in placed]
    return rows


def targets(entity: Entity) -> set[str]:
    """Return the names of the entities that one points to.

    Args:
        entity: as it is kept among the facts.
    """
    return {column.split(".")[0] for field in entity["fields"] for column in field["points_to"]}


def height(entity: Entity) -> int:
    """Return how high the box of an entity is.

    Args:
        entity: as it is kept among the facts.
    """
    return HEAD + ROW * len(entity["fields"]) + 6


def _placed(rows: list[list[Entity]]) -> list[Box]:
    """Return the boxes, each row in the middle."""
    widest, y, boxes = max(len(row) for row in rows), EDGE, []
    for row in rows:
        x = EDGE + (widest - len(row)) * (WIDTH + GAP) // 2
        boxes += [Box(entity, x + at * (WIDTH + GAP), y) for at, entity in enumerate(row)]
        y += max(height(entity) for entity in row) + BETWEEN
    return boxes


def _lines(box: Box, boxes: dict[str, Box]) -> list[str]:
    """Return a line from a box to each that it points to: many at its own end, one at the other."""
    above = sorted(targets(box.entity) - {box.entity["name"]}, key=lambda name: boxes[name].x)
    step = WIDTH // (len(above) + 1)
    return [_line(box.x + step * at, box.y, boxes[name]) for at, name in enumerate(above, 1)]


def _line(x: int, y: int, to: Box) -> str:
    end = min(max(x, to.x + 30), to.x + WIDTH - 30)
    bend = y - BETWEEN // 2
    path = f"M{x} {y}V{bend}H{end}V{to.bottom}"
    many, one = f"M{x - 7} {y}L{x} {y - 11}L{x + 7} {y}", f"M{end - 7} {to.bottom + 8}h14"
    return f'<path class="line" d="{path}{many}{one}"/>'
