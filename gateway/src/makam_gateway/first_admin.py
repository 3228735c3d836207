"""The first person of a site: its operator, who lets everybody else in."""

from pathlib import Path

from sqlalchemy import func, select

from makam_gateway.people.models import Person
from makam_kernel.actor import service_actor


def make(process, setting):
    """Make the operator named by ``login:password-file``, if nobody is there yet."""
    if not setting:
        return
    login, _, file = setting.partition(":")
    password = Path(file).read_text(encoding="utf-8").strip()
    process.work(service_actor(process.name, cause="first start"), lambda tx: _add(tx, login, password))


def _add(tx, login, password):
    if tx.session.scalar(select(func.count()).select_from(Person)):
        return
    person = Person(login=login)
    person.set(name="Sistem Yöneticisi", title=None, roles=["operator"], unit_ids=[], active=True)
    person.set_password(password)
    tx.add(person, action="person.created")
