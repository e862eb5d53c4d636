"""Show what an app remembers. Runs in the app's own environment.

It prints JSON: each entity with its fields, of the tables that SQLAlchemy knows; without them, of
the classes in the app's own modules whose objects have an id.
"""

import dataclasses
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, get_type_hints

from flask.cli import ScriptInfo

if TYPE_CHECKING:
    from sqlalchemy import Column, Index, Table


def of_table(table: "Table") -> dict[str, Any]:
    """Return a table with its columns."""
    constraints: list[Any] = list(table.constraints)
    rules = [each for each in constraints if type(each).__name__ == "UniqueConstraint"]
    return {
        "name": table.name,
        "fields": [of_column(column) for column in table.columns],
        "unique": sorted(each.columns.keys() for each in rules),
        "indexes": sorted(map(of_index, table.indexes), key=lambda index: index["name"]),
    }


def of_index(index: "Index") -> dict[str, Any]:
    """Return an index with its columns, and of which rows it is; nothing: of all."""
    where = index.dialect_options["sqlite"]["where"]
    literal = {"literal_binds": True}
    return {
        "name": str(index.name),
        "columns": index.columns.keys(),
        "where": "" if where is None else str(where.compile(compile_kwargs=literal)),
    }


def of_column(column: "Column[Any]") -> dict[str, Any]:
    """Return a column, and the column of another table that it points to."""
    return {
        "name": column.name,
        "type": getattr(column.type, "impl", column.type).python_type.__name__,
        "key": column.primary_key,
        "optional": bool(column.nullable),
        "points_to": [key.target_fullname for key in column.foreign_keys],
        "goes_with_it": any(key.ondelete == "CASCADE" for key in column.foreign_keys),
    }


def of_class(found: type) -> dict[str, Any]:
    """Return a class with its fields."""
    return {
        "name": found.__name__,
        "fields": [of_field(name, hint) for name, hint in get_type_hints(found).items()],
        "unique": [],
        "indexes": [],
    }


def of_field(name: str, hint: Any) -> dict[str, Any]:
    """Return a field of a class, as a column would be."""
    words = hint.__name__ if isinstance(hint, type) and "[" not in str(hint) else str(hint)
    return {
        "name": name,
        "type": words.replace("datetime.date", "date").removesuffix(" | None"),
        "key": name == "id",
        "optional": words.endswith(" | None"),
        "points_to": [],
        "goes_with_it": False,
    }


def is_own(module: ModuleType) -> bool:
    """Say whether a module is the app's."""
    file = getattr(module, "__file__", None)
    return bool(file) and Path(file or "").is_relative_to(Path.cwd())


def classes() -> list[type]:
    """Return the classes that the app has objects with an id of."""
    found = [
        each
        for module in list(sys.modules.values())
        if is_own(module)
        for each in vars(module).values()
        if dataclasses.is_dataclass(each) and isinstance(each, type)
    ]
    return [each for each in dict.fromkeys(found) if "id" in each.__dataclass_fields__]


app = ScriptInfo().load_app()  # finds it as `flask run` does
if database := app.extensions.get("sqlalchemy"):
    entities = [of_table(table) for table in database.metadata.tables.values()]
else:
    entities = [of_class(each) for each in classes()]
kept = "tables" if database else "memory"
print(json.dumps({"kept": kept, "entities": sorted(entities, key=lambda each: each["name"])}))
