"""Register numbers: per book and year, unique, without gaps, never used again."""

from sqlalchemy.orm import Mapped, mapped_column

from makam_kernel.db import Base
from makam_kernel.upsert import insert_into


class NumberBook(Base):
    """The last number given in a book's year. The row is locked until the transaction that took it ends, so a number
    is taken late; a transaction that fails gives its number back before anybody saw it."""

    __tablename__ = "number_books"

    book: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


def next_number(session, book, year):
    """Take the next number of this book and year, starting from 1."""
    insert = insert_into(session, NumberBook).values(book=book, year=year, last=1)
    taken = insert.on_conflict_do_update(index_elements=["book", "year"], set_={"last": NumberBook.last + 1}).returning(
        NumberBook.last
    )
    return session.scalar(taken, execution_options={"populate_existing": True})
