"""What the app remembers of tasks."""

from datetime import UTC, date, datetime

from sqlalchemy import Column, ForeignKey, Index, Table, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..database import db
from ..days import today

OPEN, DONE = text("done_at IS NULL"), text("done_at IS NOT NULL")

task_tag = Table(
    "task_tag",
    db.metadata,
    Column("task_id", ForeignKey("task.id", ondelete="CASCADE"), primary_key=True),
    Column("tag_id", ForeignKey("tag.id", ondelete="CASCADE"), primary_key=True),
    Index(None, "tag_id", "task_id"),
)


class Tag(db.Model):
    """A word that a user puts on tasks."""

    __table_args__ = (UniqueConstraint("owner_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    name: Mapped[str]


class Task(db.Model):
    """One thing to do."""

    __table_args__ = (
        Index(None, "owner_id", "id"),
        Index("ix_task_open", "owner_id", "id", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_task_done", "owner_id", "id", sqlite_where=DONE, postgresql_where=DONE),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    title: Mapped[str]
    notes: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC))
    done_at: Mapped[datetime | None]
    tag_rows: Mapped[list[Tag]] = relationship(secondary=task_tag)

    @property
    def tags(self) -> list[str]:
        """Return the names of its tags, in order of the alphabet."""
        return sorted(tag.name for tag in self.tag_rows)

    @property
    def done(self) -> bool:
        """Say whether the task is done."""
        return self.done_at is not None

    @done.setter
    def done(self, done: bool) -> None:
        if done != self.done:
            self.done_at = datetime.now(UTC) if done else None

    @property
    def overdue(self) -> bool:
        """Say whether the task is open after its day."""
        return not self.done and self.due_on is not None and self.due_on < today()
