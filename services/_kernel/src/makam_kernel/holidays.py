"""The official holidays of Turkey, 2024-2032, with the hour at which each begins.

Sources:
- Law 2429 on the national holiday and general holidays (Official Gazette 17284 of 19.03.1981), as changed by
  laws 2818 (23 April), 5892 (1 May, since 2009) and 6752 (15 July, since 2017). The article is at each rule.
- The first days of the two religious holidays are set by the Presidency of Religious Affairs (Diyanet,
  vakithesaplama.diyanet.gov.tr); taken from the package `holidays` 0.109, which marks them confirmed up to
  2032. They are not computed: a computed calendar is a day off in some years (2026).

Leave granted by circular ("köprü", administrative leave) follows no rule: give it to `WorkCalendar`.
"""

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from itertools import chain

YEARS = range(2024, 2033)
MIDNIGHT, AFTERNOON = time(0), time(13)
ONE_DAY = timedelta(days=1)
FRIDAY = 4


class Kind(StrEnum):
    """How the law names a holiday."""

    NATIONAL = "national"  # ulusal bayram
    OFFICIAL = "official"  # resmî bayram
    RELIGIOUS = "religious"  # dinî bayram
    GENERAL = "general"  # genel tatil
    LOCAL = "local"  # added by hand: administrative leave, a correction


@dataclass(frozen=True, slots=True)
class Holiday:
    """One day, or the afternoon of one day, on which offices are closed."""

    day: date
    name: str
    kind: Kind
    starts: time = MIDNIGHT

    @property
    def whole_day(self) -> bool:
        return self.starts == MIDNIGHT


FIXED = [
    # (month, day), name, kind, start; the article of law 2429
    ((1, 1), "Yılbaşı", Kind.GENERAL, MIDNIGHT),  # art. 2/C
    ((4, 23), "Ulusal Egemenlik ve Çocuk Bayramı", Kind.OFFICIAL, MIDNIGHT),  # art. 2/A-1
    ((5, 1), "Emek ve Dayanışma Günü", Kind.GENERAL, MIDNIGHT),  # art. 2/C
    ((5, 19), "Atatürk'ü Anma, Gençlik ve Spor Bayramı", Kind.OFFICIAL, MIDNIGHT),  # art. 2/A-2
    ((7, 15), "Demokrasi ve Millî Birlik Günü", Kind.GENERAL, MIDNIGHT),  # art. 2/C
    ((8, 30), "Zafer Bayramı", Kind.OFFICIAL, MIDNIGHT),  # art. 2/A-3
    ((10, 28), "Cumhuriyet Bayramı", Kind.NATIONAL, AFTERNOON),  # art. 1: from 28 October, 13.00
    ((10, 29), "Cumhuriyet Bayramı", Kind.NATIONAL, MIDNIGHT),  # art. 1
]

RAMAZAN = ("Ramazan Bayramı", 3)  # art. 2/B-1: 3.5 days from 13.00 of the eve
KURBAN = ("Kurban Bayramı", 4)  # art. 2/B-2: 4.5 days from 13.00 of the eve

FIRST_DAYS = {
    # year: (month, day) of the first day of Ramazan Bayramı, of Kurban Bayramı
    2024: ((4, 10), (6, 16)),
    2025: ((3, 30), (6, 6)),
    2026: ((3, 20), (5, 27)),
    2027: ((3, 9), (5, 16)),
    2028: ((2, 26), (5, 5)),
    2029: ((2, 14), (4, 24)),
    2030: ((2, 4), (4, 13)),
    2031: ((1, 24), (4, 2)),
    2032: ((1, 14), (3, 22)),
}


def of_year(year: int) -> list[Holiday]:
    """Every official holiday of one year of `YEARS`, by day and hour."""
    ramazan, kurban = (date(year, *first) for first in FIRST_DAYS[year])
    named = [
        *(Holiday(date(year, *month_day), *rest) for month_day, *rest in FIXED),
        *_religious(ramazan, *RAMAZAN),
        *_religious(kurban, *KURBAN),
    ]
    return sorted([*named, *_saturdays(named)], key=lambda holiday: (holiday.day, holiday.starts))


def _religious(first: date, name: str, days: int) -> list[Holiday]:
    """The afternoon of the eve (arefe) and the days of the feast; law 2429 art. 2/B."""
    eve = Holiday(first - ONE_DAY, f"{name} arefesi", Kind.RELIGIOUS, AFTERNOON)
    return [eve, *(Holiday(first + n * ONE_DAY, name, Kind.RELIGIOUS) for n in range(days))]


def _saturdays(named: list[Holiday]) -> list[Holiday]:
    """Law 2429 art. 2: when a holiday ends on Friday evening, the whole Saturday after it is a holiday."""
    whole = {holiday.day for holiday in named if holiday.whole_day}
    return [
        Holiday(friday.day + ONE_DAY, f"{friday.name} (izleyen cumartesi)", friday.kind)
        for friday in named
        if friday.whole_day and friday.day.weekday() == FRIDAY and friday.day + ONE_DAY not in whole
    ]


OFFICIAL = tuple(chain.from_iterable(map(of_year, YEARS)))
