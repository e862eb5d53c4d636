"""The navigation that every page shows; each feature brings its entries."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NavItem:
    """One entry: what it says, where it leads, and who sees it."""

    label: str
    endpoint: str
    signed_in: bool = True
    method: str = "get"
