"""Invented Italian persons and the ways in which people are entered a second time."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from random import Random

from faker.providers.person.en_IN import Provider as Indian
from faker.providers.person.it_IT import Provider as Italian
from faker.providers.person.ro_RO import Provider as Romanian

from aia.people.linkage import Record

COMMON_WOMEN = [
    "Maria", "Anna", "Giuseppina", "Rosa", "Angela", "Giovanna", "Teresa", "Lucia", "Francesca",
    "Laura",
]  # fmt: skip
COMMON_MEN = [
    "Giuseppe", "Antonio", "Giovanni", "Mario", "Luigi", "Francesco", "Marco", "Andrea", "Paolo",
    "Luca",
]  # fmt: skip
FOREIGN_WOMEN = [
    "Fatima", "Khadija", "Aicha", "Amina", "Elira", "Drita", "Olena", "Nadia", "Mercy", "Blessing",
]  # fmt: skip
FOREIGN_MEN = [
    "Mohamed", "Ahmed", "Youssef", "Hassan", "Arben", "Altin", "Xhevdet", "Ibrahima", "Mamadou",
    "Omar",
]  # fmt: skip
FOREIGN_FAMILIES = [
    "El Idrissi", "Ben Ali", "Hoxha", "Shehu", "Diop", "Ndiaye", "Traore", "Chen", "Hu",
    "Kovalenko", "Haddad", "Benali", "Prifti", "Dervishi",
]  # fmt: skip
ENDINGS = ("ini", "etti", "oni", "elli", "ucci", "ato", "ari", "aldi", "azzi", "igo")
TOWNS = {
    "Cremona": (70, "26100"), "Castelverde": (6, "26022"), "Vescovato": (4, "26039"),
    "Soresina": (9, "26015"), "Pizzighettone": (6.5, "26026"), "Sospiro": (3, "26048"),
    "Casalbuttano ed Uniti": (4, "26011"), "Persico Dosimo": (3.4, "26043"),
    "Malagnino": (1.7, "26030"),
    "Ostiano": (3, "26032"), "Piadena Drizzona": (4, "26034"), "Sesto ed Uniti": (3.2, "26028"),
    "San Bassano": (2.2, "26020"), "Grumello Cremonese ed Uniti": (1.8, "26023"),
    "Paderno Ponchielli": (1.4, "26024"), "Annicco": (2, "26021"), "Gussola": (2.8, "26040"),
}  # fmt: skip
STREETS = [
    "Via Roma", "Via Garibaldi", "Via Mazzini", "Corso Matteotti", "Via Dante",
    "Viale Trento e Trieste", "Via Verdi", "Piazza della Libertà", "Via XX Settembre",
    "Via Bergamo", "Via Brescia", "Via Mantova", "Via Ghinaglia", "Via Giuseppina", "Viale Po",
    "Via Milano", "Via Castelleone", "Via del Giordano", "Via Sesto", "Via Platina",
]  # fmt: skip
LETTERS = "abcdefghilmnopqrstuvz"


class People:
    """Invented persons with names, towns and streets as unevenly common as real ones."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.last: Record | None = None
        self.cumulated: dict[int, list[float]] = {}
        self.families = _families(self.random)
        self.women = [*COMMON_WOMEN, *Italian.first_names_female[:150], *FOREIGN_WOMEN]
        self.men = [*COMMON_MEN, *Italian.first_names_male[:150], *FOREIGN_MEN]
        self.streets = STREETS + [f"Via {name}" for name in self.families[100:500]]

    def person(self, number: int) -> Record:
        """Return a person with every attribute known; every second one joins the last home."""
        alone, before = self._alone(number), self.last
        self.last = alone
        if before is None or self.random.random() < 0.5:
            return alone
        family = before.family_name if self.random.random() < 0.7 else alone.family_name
        phone = before.phone if self.random.random() < 0.4 else alone.phone
        self.last = replace(
            alone, family_name=family, phone=phone, street=before.street,
            street_number=before.street_number, municipality=before.municipality,
            postcode=before.postcode,
        )  # fmt: skip
        return self.last

    def _alone(self, number: int) -> Record:
        choose = self.random
        sex = choose.choice("FM")
        names = self.women if sex == "F" else self.men
        given = self._ranked(names, 3, 1.0)
        if choose.random() < 0.1:
            given += " " + self._ranked(names, 3, 1.0)
        family = self._ranked(self.families, 30, 0.8)
        born = dt.date(1930, 1, 1) + dt.timedelta(days=choose.randrange(33_000))
        towns = list(TOWNS)
        town = choose.choices(towns, [TOWNS[name][0] for name in towns])[0]
        return Record(
            id=f"p{number}",
            given_name=given,
            family_name=family,
            birth_date=born.isoformat(),
            sex=sex,
            birth_place=choose.choices(["Cremona", *towns, "Milano", "Brescia", "Casablanca"])[0],
            municipality=town,
            postcode=TOWNS[town][1],
            region="CR",
            street=self._ranked(self.streets, 10, 0.7),
            street_number=str(choose.randrange(1, 120)),
            phone=f"3{choose.randrange(10**8, 10**9)}",
            identifiers=(_tax_code(given, family, born, sex, choose),),
        )

    def _ranked(self, values: list[str], flatness: int, slope: float) -> str:
        if id(values) not in self.cumulated:
            self.cumulated[id(values)] = _cumulated(len(values), flatness, slope)
        return self.random.choices(values, cum_weights=self.cumulated[id(values)])[0]


def _cumulated(size: int, flatness: int, slope: float) -> list[float]:
    total, found = 0.0, []
    for rank in range(size):
        total += (rank + flatness) ** -slope
        found.append(total)
    return found


def _families(random: Random) -> list[str]:
    """Return some 10,000 family names: listed ones first, then stems with Italian endings."""
    listed = [*Italian.last_names, *Romanian.last_names[:150], *Indian.last_names[:150]]
    stems = sorted({name.rstrip("aeiou") for name in Italian.last_names if len(name) > 4})
    invented = [stem + ending for stem in stems for ending in ENDINGS]
    random.shuffle(invented)
    mixed = [*listed, *FOREIGN_FAMILIES]
    random.shuffle(mixed)
    return list(dict.fromkeys(mixed + invented))


def _tax_code(given: str, family: str, born: dt.date, sex: str, random: Random) -> str:
    """Return a code shaped like the real one, with an invented town and control letter."""

    def three(name: str) -> str:
        plain = [c for c in name.lower() if c.isascii() and c.isalpha()]
        return ("".join(sorted(plain, key=lambda c: c in "aeiou")) + "xxx")[:3]

    day = born.day + (40 if sex == "F" else 0)
    letters = f"{three(family)}{three(given)}{born:%y}{'abcdehlmprst'[born.month - 1]}{day:02}"
    town = f"{random.choice('dhgi')}{random.randrange(100, 999)}"
    return f"{letters}{town}{random.choice(LETTERS)}".upper()


def mistyped(text: str, random: Random) -> str:
    """Return the text with one letter dropped, doubled, changed or exchanged with the next."""
    if len(text) < 3:
        return text
    at = random.randrange(1, len(text) - 1)
    one, two = text[at], text[at + 1]
    dropped, doubled, exchanged = text[at + 1 :], one + text[at:], two + one + text[at + 2 :]
    changed = random.choice(LETTERS) + text[at + 1 :]
    return text[:at] + random.choice([dropped, doubled, changed, exchanged])


def wrong_digit(date: str, random: Random) -> str:
    """Return an ISO date with one digit of its last two of the year, its month or day changed."""
    at = random.choice([2, 3, 6, 9])
    return date[:at] + random.choice([d for d in "0123456789" if d != date[at]]) + date[at + 1 :]


def day_month_swapped(date: str) -> str:
    """Return an ISO date with day and month exchanged."""
    year, month, day = date.split("-")
    return f"{year}-{day}-{month}"


def entered_again(person: Record, random: Random, people: People) -> Record:
    """Return the person as another office may have entered them: each slip with its own chance."""
    other = people._alone(0)
    slips: list[tuple[float, dict[str, object]]] = [
        (0.06, {"given_name": mistyped(person.given_name, random)}),
        (0.07, {"family_name": mistyped(person.family_name, random)}),
        (0.05, {"given_name": person.given_name.split()[0]}),
        (0.02, {"given_name": person.family_name, "family_name": person.given_name}),
        (0.02, {"family_name": other.family_name}),
        (0.004, {"given_name": other.given_name}),
        (0.015, {"birth_date": day_month_swapped(person.birth_date)}),
        (0.01, {"birth_date": other.birth_date}),
        (0.03, {"birth_date": wrong_digit(person.birth_date, random)}),
        (0.01, {"sex": "M" if person.sex == "F" else "F"}),
        (0.1, {"birth_place": other.birth_place}),
        (0.02, {"identifiers": (mistyped(person.identifiers[0], random),)}),
        (0.25, {"phone": other.phone}),
        (0.1, {"street": mistyped(person.street, random)}),
        (0.15, {"street": other.street, "street_number": other.street_number}),
        (0.08, {"municipality": other.municipality, "postcode": other.postcode}),
        (0.05, {"birth_date": ""}), (0.3, {"birth_place": ""}), (0.3, {"phone": ""}),
        (0.3, {"identifiers": ()}), (0.05, {"sex": ""}),
        (0.15, {"street": "", "street_number": ""}),
    ]  # fmt: skip
    for chance, change in slips:
        if random.random() < chance:
            person = replace(person, **change)  # type: ignore[arg-type]
    return person


ALTERATIONS: dict[str, Callable[[Record, Random], Record]] = {
    "typo in given name": lambda p, r: replace(p, given_name=mistyped(p.given_name, r)),
    "typo in family name": lambda p, r: replace(p, family_name=mistyped(p.family_name, r)),
    "names swapped": lambda p, r: replace(p, given_name=p.family_name, family_name=p.given_name),
    "day and month swapped": lambda p, r: replace(p, birth_date=day_month_swapped(p.birth_date)),
    "one wrong digit of birth": lambda p, r: replace(p, birth_date=wrong_digit(p.birth_date, r)),
    "no birth date": lambda p, r: replace(p, birth_date=""),
    "no tax code": lambda p, r: replace(p, identifiers=()),
    "married name": lambda p, r: replace(p, family_name=r.choice(Italian.last_names)),
    "other town": lambda p, r: replace(p, municipality="Crema", postcode="26013"),
    "other home, no tax code": lambda p, r: replace(
        p, municipality="Crema", postcode="26013", street="Via Mercato", street_number="9",
        identifiers=(), phone="",
    ),
}  # fmt: skip
