"""The data files of the demonstration, and how dates are said in Turkish."""

import tomllib
from functools import cache
from pathlib import Path

MONTHS = "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık".split()
SOFT = {"Eylül", "Ekim"}


@cache
def data(name):
    """What a data file of this folder holds."""
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))


def until(day):
    """The day as the end of a term is said: ``30 Ekim'e``."""
    month = MONTHS[day.month - 1]
    return f"{day.day} {month}'{'e' if month in SOFT else 'a'}"
