"""The first person of a site: its operator, who lets everybody else in."""

from datetime import date
from pathlib import Path

from sqlalchemy import func, select

from makam_gateway.people import passwords
from makam_gateway.people.models import Person
from makam_gateway.posts.models import Holding, Post
from makam_kernel.actor import service_actor

NAME = "Sistem Yöneticisi"
SINCE = date(2000, 1, 1)
"""Before all that is told: a demonstration moves its clock back, and its operator still has to move it on."""


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
    person, post = Person(login=login), Post(code="OPERATOR")
    passwords.check(password, login)
    person.set_password(password)
    tx.add(person, person.set(name=NAME, title=None, active=True), action="person.created")
    tx.add(post, post.set(title=NAME, unit_id=None, roles=["operator"], valid_from=SINCE, valid_to=None))
    tx.session.flush()
    holding = Holding(person_id=person.id, post_id=post.id, post=post, from_on=SINCE)
    tx.add(holding, holding.begin())
