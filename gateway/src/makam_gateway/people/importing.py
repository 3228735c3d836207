"""People and their posts from a file: all of it or nothing."""

from collections import defaultdict

from sqlalchemy import select

from makam_gateway.lines import Lines
from makam_gateway.people.models import Person
from makam_gateway.people.schemas import PersonLine
from makam_gateway.posts.models import Holding, Post


def import_file(tx, text):
    """Take the file in; how many people were created, changed (themselves or in what they hold) and unchanged."""
    lines = Lines(text, PersonLine)
    roll = Roll(tx, lines)
    for line, facts in lines.rows:
        roll.take(line, facts)
    roll.check()
    return roll.keep()


class Roll:
    """The people of a file and the posts that they hold, as they are to become."""

    def __init__(self, tx, lines):
        self.tx, self.lines = tx, lines
        rows = [facts for _, facts in lines.rows]
        known = select(Person).where(Person.login.in_({facts["login"] for facts in rows}))
        self.people = {one.login: one for one in tx.session.scalars(known.order_by(Person.id).with_for_update())}
        posts = select(Post).where(Post.code.in_({facts.get("post_code") for facts in rows} - {None}))
        self.posts = {post.code: post for post in tx.session.scalars(posts)}
        self.held = defaultdict(list)
        held = select(Holding).where(Holding.person_id.in_([person.id for person in self.people.values()]))
        for holding in tx.session.scalars(held):
            self.held[holding.person_id].append(holding)
        self.known = set(self.people)
        self.wanted = {}
        self.given = []

    def take(self, line, facts):
        """What one line says of a person and of a post of theirs."""
        login, who = facts["login"], {name: facts[name] for name in ("name", "title") if name in facts}
        if self.wanted.setdefault(login, who) != who:
            self.lines.wrong("differs", line, "name")
        person = self.people.setdefault(login, Person(login=login))
        if code := facts.get("post_code"):
            post = self.posts.get(code)
            if post is None:
                self.lines.wrong("post_unknown", line, "post_code")
            elif not facts.get("from_on"):
                self.lines.wrong("required", line, "from_on")
            else:
                self._hold(line, person, post, facts)

    def _hold(self, line, person, post, facts):
        held, from_on = self.held[person.id], facts["from_on"]
        holding = next((one for one in held if (one.post_id, one.from_on) == (post.id, from_on)), None)
        before = holding and holding.until_on
        until_on = facts.get("until_on", before)
        if until_on and until_on < from_on:
            self.lines.wrong("ends_before_it_begins", line, "until_on")
        if holding is None:
            holding = Holding(person_id=person.id, post_id=post.id, post=post, from_on=from_on)
            held.append(holding)
        elif until_on == before:
            return
        holding.until_on = until_on
        self.given.append((line, person, holding))

    def check(self):
        """Refuse the file if anything in it is wrong."""
        for line, person, holding in self.given:
            if any(holding.doubles(other) for other in self.held[person.id]):
                self.lines.wrong("overlaps", line, "from_on")
        self.lines.check()

    def keep(self):
        """Keep what is new or other than before; how much that was."""
        met = {person.login for _, person, _ in self.given}
        for login, facts in self.wanted.items():
            person, is_known = self.people[login], login in self.known
            facts = {"title": person.title, "active": person.active if is_known else True} | facts
            if any(getattr(person, name) != value for name, value in facts.items()):
                met.add(login)
                action = "person.changed" if is_known else "person.created"
                self.tx.add(person, person.set(**facts), action=action)
        self.tx.session.flush()
        for _, _, holding in self.given:
            self.tx.add(holding, holding.fact())
        new = self.wanted.keys() - self.known
        return {"created": len(new), "changed": len(met - new), "unchanged": len(self.wanted.keys() - met - new)}
