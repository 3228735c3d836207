"""Imagined citizens and where they live."""

from makam_tools.demonstration.texts import data

HOW_MANY = 190
PHONE = "+90 555 000 {:02d} {:02d}"
PLAIN = str.maketrans("çğıöşüâÇĞİÖŞÜ", "cgiosuacgiosu")


class Citizens:
    """A town's worth of people; some of them write again."""

    def __init__(self, chance):
        self._chance = chance
        names = data("names")
        given = [*names["women"], *names["men"]]
        pairs = [(first, last) for first in given for last in names["surnames"]]
        self._people = [_citizen(place, *pair) for place, pair in enumerate(chance.sample(pairs, HOW_MANY))]

    def somebody(self):
        """One of them, by chance."""
        return self._chance.choice(self._people)


class Addresses:
    """Addresses of the town, each given once."""

    def __init__(self, chance):
        self._chance, self._given = chance, set()

    def somewhere(self, outside=()):
        """A neighbourhood and a street with a number."""
        town = data("town")
        while True:
            neighbourhood = self._chance.choice([one for one in town["neighbourhoods"] if one not in outside])
            street = f"{self._chance.choice(town['streets'])} No:{self._chance.randint(1, 79)}"
            if (neighbourhood, street) not in self._given:
                self._given.add((neighbourhood, street))
                return neighbourhood, street


def phone(place):
    """The telephone number of an imagined person; no such numbers are given out."""
    return PHONE.format(*divmod(place, 100))


def _citizen(place, first, last):
    citizen = {"name": f"{first} {last}", "phone": phone(100 + place)}
    if place % 4 == 0:
        citizen["email"] = f"{first}.{last}@example.org".lower().translate(PLAIN).replace("\u0307", "")
    return citizen
