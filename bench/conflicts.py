"""Conflict detection on generated pairs of a reviewer and a case: planted ties found, and false alarms.

python bench/conflicts.py [--pairs 10000] [--seed 1] [--show 10]
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from openimr.case import Party, PartyRole
from openimr.panel import Reviewer, Tie
from openimr.panel.conflict import find

GIVEN = """Aaron Abigail Adele Alan Alice Amara Amelia Andre Angela Anita Anton Arthur Beatriz Benjamin Bianca Boris Brenda Brian Calvin
Camille Carlos Carmen Cecilia Charles Chloe Claire Clara Conrad Cyrus Dalia Daniel Deborah Delphine Derek Diana Dmitri Dolores Donald
Edith Edward Elena Elizabeth Emil Emma Enrique Eric Esther Eugene Farah Felix Fiona Frances Francisco Frederick Gabriel Gemma Gerald
Grace Gregory Hannah Harold Hassan Helen Henry Hugo Ibrahim Ingrid Irene Isaac Isabel Ivan Jacob James Janet Jasmine Jennifer Jerome
Joanna Joseph Joshua Juan Judith Julia Karen Katherine Keith Kenji Laila Laura Lawrence Leila Leonard Lillian Linda Lorenzo Louis Lucia
Luis Magnus Marcus Margaret Maria Marta Matthew Maya Megan Michael Miguel Miriam Nadia Naomi Natalie Nicholas Nina Noah Olga Oliver
Omar Oscar Pamela Patricia Patrick Paul Pedro Peter Philip Priya Rachel Rafael Raymond Rebecca Renee Richard Robert Rosa Ruth Samuel
Sandra Sanjay Sarah Sergei Simon Sofia Stephen Susan Sylvia Tamara Teresa Thomas Timothy Tobias Ursula Valerie Victor Vincent Virginia
Walter Wendy William Xavier Yasmin Yolanda Yuri Zachary Zoe""".split()
STEMS = """Ab Ack Ald Alv Amb And Ar Ash Bak Bar Bas Beck Bel Ber Bish Blan Bor Brad Bren Bro Bur Cab Cal Can Car Cas Chan Cor Crow
Dal Dan Dav Del Don Dor Dun Eck Ell Em Es Fair Fal Fen Fer Fin Fos Gal Gar Gil Glen Gon Gran Gut Hal Ham Har Has Hen Her Hol Hor
Hud Ing Jan Jen Kal Kar Kel Ken Kim Kir Lam Lan Lar Law Len Lin Lom Lor Mac Mal Man Mar Mas Mel Mer Mil Mon Mor Nak Nel Nor Oak Ol
Or Pac Pal Par Pem Per Pin Pol Por Quin Ram Ran Red Ren Rich Rob Rom Ros Sal San Sch Sel Shel Sim Sor Stan Sul Tal Tan Tem Thorn
Tor Ul Val Van Var Vel Vil Wal War Web Wel Whit Wil Win Wor Yar Zam Zel""".split()
ENDS = """acher aldi ander anez arro ashi asov berg beck bert borne bury by combe dano der dez don dorf ell enko er eros erton es ester
etti ez feld ford gard ham hurst ian icki idge iero ieux ikova ilton ings ini insky ison land lefield ley lin lock man mere mond mont
more nault ner ney nick ofsky oni or osa ova ovic quist rick rell rose sen shaw son stein stock sworth tano ters thal ton uchi ukian
ura vale vey via vidson wald well wick wood worth yan zalez""".split()
PLACES = """Alder Almond Amber Anchor Arroyo Aspen Bayside Beacon Bluff Briar Bridgeport Canyon Cardinal Cedar Chaparral Cobalt Copper
Coral Crescent Cypress Delta Dogwood Eagle Ember Falcon Fernwood Foothill Garnet Granite Grove Harbor Hawthorn Heron Hillcrest Ironwood
Jasper Juniper Keystone Lakeside Lantern Laurel Lighthouse Madrone Magnolia Manzanita Marigold Meadow Mesa Mission Monarch Oakmont
Ocotillo Orchard Osprey Palisade Pebble Pelican Pinecone Pioneer Prairie Quail Quarry Redstone Redwood Ridgeline Riverbend Sagebrush
Salinas Sandpiper Sequoia Sierra Silver Sparrow Summit Sycamore Talon Tamarack Thistle Timber Tolay Trident Tule Valley Verdugo Vista
Walnut Westlake Willow Yarrow Zephyr""".split()
SECOND = """Arch Basin Bay Bend Bluff Creek Crest Cross Field Glen Hills Hollow Isle Knoll Lane Mill Oaks Park Pass Peak Point Pond Ridge
Rock Run Shore Springs Stone Terrace View Wells Woods""".split()
TRADES = {
    PartyRole.EMPLOYER: "Freight Lines|Foods|Construction|Hotel|Packing Company|School District|Staffing|Electric|Vineyards|Roofing",
    PartyRole.CLAIMS_ADMINISTRATOR: "Insurance Company|Claims Management|Casualty Company|Administrators|Mutual Insurance|Indemnity",
    PartyRole.UR_ORGANIZATION: "Utilization Review|Utilization Services|Medical Review Partners|Review Associates",
    PartyRole.REQUESTING_GROUP: "Medical Group|Orthopedic Group|Pain Center|Spine Institute|Physical Medicine Associates|Neurology Clinic",
    PartyRole.FACILITY: "Hospital|Surgery Center|Imaging Center|Medical Center|Rehabilitation Hospital",
    PartyRole.MANUFACTURER: "Device Works|Pharmaceuticals|Biologics|Therapeutics|Medical Devices",
}
STREETS = "Street Avenue Boulevard Road Drive Lane Court Way".split()
TOWNS = "Fresno Oakland Stockton Salinas Redding Visalia Pomona Chico Merced Ventura".split()


@dataclass(frozen=True)
class Pair:
    """kind: of the tie planted, or None."""

    reviewer: Reviewer
    parties: tuple[Party, ...]
    kind: str | None


class World:
    """Names and addresses drawn by chance."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def surname(self) -> str:
        return self.chance.choice(STEMS) + self.chance.choice(ENDS)

    def person(self) -> str:
        return f"{self.chance.choice(GIVEN)} {self.surname()}"

    def firm(self, role: PartyRole) -> str:
        first = self.chance.choice(PLACES) + (f" {self.chance.choice(SECOND)}" if self.chance.random() < 0.6 else "")
        return f"{first} {self.chance.choice(TRADES[role].split('|'))}"

    def address(self) -> str:
        street = f"{self.chance.choice(PLACES)} {self.chance.choice(STREETS)}"
        number = self.chance.randint(10, 9999)
        return f"{number} {street}, Suite {self.chance.randint(2, 400)}, {self.chance.choice(TOWNS)}, CA"

    def reviewer(self) -> Reviewer:
        roles = self.chance.sample(list(TRADES), 3)
        return Reviewer(
            id="R1", name=self.person(), degree="MD", licenses=(), boards=(), years=10, hours=30, disciplined=False,
            qualified_medical_evaluator=False, ties=tuple(Tie(name=self.firm(role)) for role in roles),
            addresses=(self.address(),), load=0, capacity=9, verified_on=None,
        )  # fmt: skip

    def parties(self) -> tuple[Party, ...]:
        people = (PartyRole.EMPLOYEE, PartyRole.UR_REVIEWER, PartyRole.REQUESTING_PHYSICIAN, PartyRole.PROVIDER)
        found = [Party(role=role, name=self.written(self.person(), role)) for role in people]
        found += [Party(role=role, name=self.firm(role), address=self.address()) for role in TRADES]
        found.append(Party(role=PartyRole.ATTORNEY, name=f"{self.surname()} & {self.surname()}, Attorneys at Law"))
        return tuple(found)

    def written(self, name: str, role: PartyRole) -> str:
        if role is PartyRole.EMPLOYEE:
            return name
        given, family = name.split(" ", 1)
        middle = f" {self.chance.choice('ABCDEFGHJKLMNPRSTW')}." if self.chance.random() < 0.5 else ""
        return self.chance.choice(
            (f"{given}{middle} {family}, MD", f"Dr. {given} {family}", f"{family}, {given}{middle}")
        )

    def slip(self, text: str) -> str:
        """One letter of one long word changed, left out, doubled or swapped, as hands and scanners do."""
        words = text.split()
        place = self.chance.choice([n for n, word in enumerate(words) if len(word) >= 5 and word.isalpha()] or [0])
        word = words[place]
        at = self.chance.randrange(1, len(word) - 1)
        words[place] = self.chance.choice(
            (
                word[:at] + self.chance.choice("aeionrst") + word[at + 1 :],
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            )
        )
        return " ".join(words)


def _initials(world: World, reviewer: Reviewer) -> tuple[Reviewer, Party]:
    given, family = reviewer.name.split(" ", 1)
    middle = world.chance.choice("ABCDEFGHJKLMNPRSTW")
    name = world.chance.choice(
        (
            f"{given[0]}. {family}",
            f"{given[0]}. {middle}. {family}, M.D.",
            f"{family}, {given[0]}",
            f"{given[0]}{middle} {family} MD",
            f"{given} {middle}. {family}",
        )
    )
    return reviewer, _person(world, name)


def _maiden(world: World, reviewer: Reviewer) -> tuple[Reviewer, Party]:
    given, family = reviewer.name.split(" ", 1)
    other = world.surname()
    way = world.chance.randrange(4)
    if way == 0:
        return replace(reviewer, other_names=(f"{given} {other}",)), _person(world, f"{given} {other}, MD")
    if way == 1:
        return replace(reviewer, name=f"{given} {family} (née {other})"), _person(world, f"{other}, {given}")
    if way == 2:
        return reviewer, _person(world, f"{given} {other}-{family}")
    return replace(reviewer, name=f"{given} {other}-{family}"), _person(world, f"Dr. {given} {other}")


def _person(world: World, name: str) -> Party:
    roles = (PartyRole.UR_REVIEWER, PartyRole.REQUESTING_PHYSICIAN, PartyRole.PROVIDER, PartyRole.EMPLOYEE)
    return Party(role=world.chance.choice(roles), name=name)


SHORT = {"Group": "Grp", "Medical": "Med", "Center": "Ctr", "Associates": "Assoc.", "Insurance": "Ins.", "Company": "Co.",
         "Services": "Svcs", "Hospital": "Hosp.", "Orthopedic": "Ortho", "Management": "Mgmt", "Institute": "Inst."}  # fmt: skip


def _group(world: World, reviewer: Reviewer) -> tuple[Reviewer, Party]:
    role = world.chance.choice(list(TRADES))
    name = world.firm(role)
    form = world.chance.choice((", Inc.", " LLC", ", a Medical Corporation", ", P.C.", " Corp", ""))
    short = " ".join(SHORT.get(word, word) for word in name.split())
    joined = name.replace(" ", "", 1)
    written = world.chance.choice((name + form, short + form, name.upper(), f"The {name}{form}", joined + form))
    return replace(reviewer, ties=(*reviewer.ties, Tie(name=name))), Party(role=role, name=written)


def _suite(world: World, reviewer: Reviewer) -> tuple[Reviewer, Party]:
    number, rest = reviewer.addresses[0].split(" ", 1)
    street, suite, town, state = (part.strip() for part in rest.split(","))
    unit = suite.split()[1]
    kind = street.split()[-1]
    brief = street.replace(
        kind,
        {
            "Street": "St.",
            "Avenue": "Ave",
            "Boulevard": "Blvd.",
            "Road": "Rd",
            "Drive": "Dr",
            "Lane": "Ln",
            "Court": "Ct",
        }.get(kind, kind),
    )
    suites = (f", Ste {unit}", f" #{unit}", f", Suite {int(unit) + 1}", "", f", Ste. {unit}-A", f" Suite {unit}")
    address = f"{number} {world.chance.choice((street, brief))}{world.chance.choice(suites)}, {town}, {state}"
    role = world.chance.choice((PartyRole.REQUESTING_GROUP, PartyRole.FACILITY))
    return reviewer, Party(role=role, name=world.firm(role), address=world.chance.choice((address, address.upper())))


def _typo(world: World, reviewer: Reviewer) -> tuple[Reviewer, Party]:
    if world.chance.random() < 0.5:
        given, family = reviewer.name.split(" ", 1)
        return reviewer, _person(world, f"{given} {world.slip(family)}, MD" if len(family) >= 5 else reviewer.name)
    role = world.chance.choice(list(TRADES))
    name = world.firm(role)
    return replace(reviewer, ties=(*reviewer.ties, Tie(name=name))), Party(role=role, name=world.slip(name))


def _dba(world: World, reviewer: Reviewer) -> tuple[Reviewer, Party]:
    role = world.chance.choice(list(TRADES))
    name, other = world.firm(role), world.firm(role)
    word = world.chance.choice(("dba", "d/b/a", "DBA", "doing business as", "a.k.a.", "formerly", "a division of"))
    if world.chance.random() < 0.5:
        return replace(reviewer, ties=(*reviewer.ties, Tie(name=name))), Party(role=role, name=f"{other} {word} {name}")
    tie = Tie(name=f"{name}, Inc. {word} {other}")
    return replace(reviewer, ties=(*reviewer.ties, tie)), Party(role=role, name=world.chance.choice((name, other)))


PLANTED: dict[str, Callable[[World, Reviewer], tuple[Reviewer, Party]]] = {
    "initials": _initials,
    "maiden name": _maiden,
    "group name": _group,
    "suite number": _suite,
    "typing slip": _typo,
    "dba name": _dba,
}


def pairs(count: int, seed: int) -> list[Pair]:
    """Half of them tied, every kind of tie as often; the tie hides among the case's other parties."""
    world = World(seed)
    made = []
    for number in range(count):
        reviewer, parties = world.reviewer(), world.parties()
        kind = list(PLANTED)[number // 2 % len(PLANTED)] if number % 2 else None
        if kind:
            reviewer, party = PLANTED[kind](world, reviewer)
            parties = (*parties, party)
        made.append(Pair(reviewer=reviewer, parties=parties, kind=kind))
    return made


def measure(made: list[Pair], show: int) -> None:
    tied, found, alarms, sure = Counter[str](), Counter[str](), 0, 0
    for pair in made:
        conflicts = find(pair.reviewer, pair.parties)
        if pair.kind is None:
            alarms += bool(conflicts)
            sure += any(one.sure for one in conflicts)
            if conflicts and alarms <= show:
                print("false alarm:", conflicts[0].says, conflicts[0].likeness)
            continue
        tied[pair.kind] += 1
        # the planted party stands last: another party's chance likeness is no catch
        caught = bool(find(pair.reviewer, pair.parties[-1:]))
        found[pair.kind] += caught
        if not caught and tied[pair.kind] - found[pair.kind] <= show:
            print(
                "missed:",
                pair.kind,
                pair.reviewer.name,
                pair.reviewer.other_names,
                pair.reviewer.ties[-1].name,
                pair.reviewer.addresses,
                pair.parties[-1],
            )
    free = len(made) - tied.total()
    print(f"{'':24}{'asked':>10}{'measured':>12}")
    print(f"{'ties found':24}{'>= 99.5 %':>10}{100 * found.total() / tied.total():>10.2f} %  of {tied.total()}")
    for kind in tied:
        print(f"{'  ' + kind:24}{'':>10}{100 * found[kind] / tied[kind]:>10.2f} %  of {tied[kind]}")
    print(f"{'false alarms':24}{'< 2 %':>10}{100 * alarms / free:>10.2f} %  of {free}, near misses shown included")
    print(f"{'  called sure':24}{'':>10}{100 * sure / free:>10.2f} %")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="print so many misses of each kind and false alarms")
    chosen = parser.parse_args()
    started = time.perf_counter()
    made = pairs(chosen.pairs, chosen.seed)
    begun = time.perf_counter()
    measure(made, chosen.show)
    print(f"{len(made)} pairs: made in {begun - started:.1f} s, tested in {time.perf_counter() - begun:.1f} s")


if __name__ == "__main__":
    main()
