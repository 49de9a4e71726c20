"""What researchers ask, answered about the sample: each answer is worked out a second time here.

The second way is plain Python over the questions that list what stands on the pages.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import chain
from typing import Any

import pytest

from graph.build.building import build
from graph.build.options import BuildOptions
from graph.generations.directory import DataDirectory
from graph.questions.library import Library
from graph.register import load_register
from graph.sample import sample_pages
from graph.store import EmbeddedStore, select
from graph.values import plain

Row = dict[str, Any]
Ask = Callable[..., list[Row]]

OWN = {"national", "municipal", "private", "other"}
"""The instruments that are not the Union's."""


@pytest.fixture(scope="module")
def ask(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Ask the built sample; entities come back as their slug, concepts as their word."""
    data = tmp_path_factory.mktemp("sample") / "data"
    with sample_pages() as pages:
        build(data, BuildOptions(sources=(pages,), register=load_register("sample")))
    generation = DataDirectory.open(data).generation()
    store = EmbeddedStore(generation.open_store())

    def answer(name: str, **values: str) -> list[Row]:
        table = select(store, library[name].bind(values, generation.iris))
        return [{column: short(plain(row[column])) for column in table.columns} for row in table]

    return answer


def short(value: object) -> object:
    is_iri = isinstance(value, str) and "://" in value and "/" in value
    return str(value).rpartition("/")[2] if is_iri else value


def sums(rows: Iterable[Row], *keys: str) -> dict[Any, Decimal]:
    """The amounts of *rows* added up by the values of *keys*."""
    found: dict[Any, Decimal] = defaultdict(Decimal)
    for row in rows:
        found[key_of(row, keys)] += row["amount"]
    return dict(found)


def counts(rows: Iterable[Row], of: str, *keys: str) -> dict[Any, int]:
    """How many different values of the column *of* there are for the values of *keys*."""
    found: dict[Any, set[object]] = defaultdict(set)
    for row in rows:
        found[key_of(row, keys)].add(row[of])
    return {key: len(values) for key, values in found.items()}


def key_of(row: Row, keys: tuple[str, ...]) -> object:
    return row[keys[0]] if len(keys) == 1 else tuple(row[key] for key in keys)


def column(rows: Iterable[Row], value: str, *keys: str) -> dict[Any, Any]:
    """The values of a column by the values of *keys*, each of which stands once."""
    found = [(key_of(row, keys), row[value]) for row in rows]
    assert len(dict(found)) == len(found)
    return dict(found)


def percent(part: Decimal, whole: Decimal) -> Decimal:
    return rounded(100 * part / whole, "0.1")


def rounded(value: Decimal, step: str) -> Decimal:
    return value.quantize(Decimal(step), ROUND_HALF_UP)


def with_portfolio(ask: Ask) -> list[Row]:
    """The rows of ``project_funding``, each with the portfolio of its project."""
    portfolios = column(ask("projects"), "portfolio", "project")
    return [{**row, "portfolio": portfolios[row["project"]]} for row in ask("project_funding")]


def implementers(ask: Ask) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in ask("organisation_projects"):
        if row["role"] == "implementer":
            found[row["project"]].add(row["organisation"])
    return found


def money_of_projects(ask: Ask) -> dict[str, Decimal]:
    return sums(ask("project_funding"), "project")


def kinds(ask: Ask) -> Mapping[str, str]:
    return column(ask("organisations"), "kind", "organisation")


def is_eu(row: Row) -> bool:
    return row["instrument"] is not None and row["instrument"] not in OWN


def months(row: Row) -> int:
    start: date = row["start"]
    end: date = row["end"]
    return 12 * (end.year - start.year) + end.month - start.month + 1


def average(numbers: list[int]) -> Decimal:
    return rounded(Decimal(sum(numbers)) / len(numbers), "0.1")


def is_largest_first(rows: list[Row], by: str) -> bool:
    return [row[by] for row in rows] == sorted((row[by] for row in rows), reverse=True)


def test_the_largest_funders_give_most_of_their_own(ask: Ask) -> None:
    rows, own = ask("top_funders"), [row for row in ask("project_funding") if row["organisation"]]
    assert column(rows, "amount", "organisation") == sums(own, "organisation")
    assert column(rows, "projects", "organisation") == counts(own, "project", "organisation")
    assert is_largest_first(rows, "amount")
    of_kind = [row["organisation"] for row in rows if kinds(ask)[row["organisation"]] == "ministry"]
    assert of_kind == [row["organisation"] for row in ask("top_funders", kind="ministry")] != []


def test_the_largest_funders_of_a_portfolio_are_those_of_its_projects(ask: Ask) -> None:
    own = [row for row in with_portfolio(ask) if row["organisation"]]
    for portfolio in {row["portfolio"] for row in own} - {None}:
        rows = ask("top_funders", portfolio=portfolio)
        chosen = [row for row in own if row["portfolio"] == portfolio]
        assert column(rows, "amount", "organisation") == sums(chosen, "organisation")


def test_the_largest_implementers_have_the_money_of_whole_projects(ask: Ask) -> None:
    rows, money = ask("top_implementers"), money_of_projects(ask)
    expected: dict[str, Decimal] = defaultdict(Decimal)
    for project, organisations in implementers(ask).items():
        for organisation in organisations if project in money else ():
            expected[organisation] += money[project]
    assert column(rows, "amount", "organisation") == expected
    assert is_largest_first(rows, "amount")


def test_funding_by_instrument_adds_up_and_can_be_bounded_by_years(ask: Ask) -> None:
    money = [row for row in ask("project_funding") if row["instrument"]]
    assert column(ask("funding_by_instrument"), "amount", "instrument") == sums(money, "instrument")
    late = [row for row in money if row["start"] and 2015 <= row["start"].year <= 2018]
    rows = ask("funding_by_instrument", from_year="2015", to_year="2018")
    assert column(rows, "amount", "instrument") == sums(late, "instrument")
    assert column(rows, "projects", "instrument") == counts(late, "project", "instrument")


def test_money_stands_in_the_programming_period_in_which_it_begins(ask: Ask) -> None:
    starts = (1995, 2000, 2007, 2014, 2021, 2028)
    expected: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in ask("project_funding"):
        if row["instrument"] and row["start"]:
            first = max(year for year in starts if year <= row["start"].year)
            end = starts[starts.index(first) + 1] - 1 if first < starts[-1] else 0
            if end:
                expected[f"{first}-{end}", row["instrument"]] += row["amount"]
    assert column(ask("funding_by_period"), "amount", "period", "instrument") == expected


def test_the_share_of_the_union_in_a_portfolio_is_that_of_its_funds(ask: Ask) -> None:
    money = [row for row in with_portfolio(ask) if row["portfolio"]]
    whole, eu = sums(money, "portfolio"), sums(filter(is_eu, money), "portfolio")
    shares = {key: percent(eu.get(key, Decimal(0)), amount) for key, amount in whole.items()}
    rows = ask("eu_share_by_portfolio")
    assert column(rows, "eu_share_percent", "portfolio") == shares
    assert is_largest_first(rows, "eu_share_percent")
    assert len(set(shares.values())) > 1


def test_funding_of_portfolios_by_year(ask: Ask) -> None:
    money = [
        {**row, "year": row["start"].year}
        for row in with_portfolio(ask)
        if row["portfolio"] and row["start"]
    ]
    rows = ask("funding_by_portfolio_and_year")
    assert column(rows, "amount", "portfolio", "year") == sums(money, "portfolio", "year")
    late = {row["year"] for row in ask("funding_by_portfolio_and_year", from_year="2020")}
    assert late == {row["year"] for row in money if row["year"] >= 2020}


def test_money_of_a_fund_for_a_subject_by_implementer_and_year(ask: Ask) -> None:
    told = [(row["project"], row["text"]) for row in ask("project_sections")]
    told += [(row["project"], row["name"]) for row in ask("projects")]
    about = {project for project, text in told if "työllis" in text.lower()}
    expected: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for row in ask("project_funding", instrument="ESF"):
        if row["project"] in about and row["start"] and 2014 <= row["start"].year <= 2020:
            for organisation in implementers(ask)[row["project"]]:
                expected[organisation, row["start"].year] += row["amount"]
    asked = {"word": "Työllis", "instrument": "ESF", "from_year": "2014", "to_year": "2020"}
    rows = ask("funding_by_subject", **asked)
    assert column(rows, "amount", "organisation", "year") == expected
    assert expected
    assert len(rows) < len(ask("funding_by_subject", **{**asked, "word": ""}))


def test_funders_of_an_organisation_are_those_of_what_it_implements(ask: Ask) -> None:
    done = implementers(ask)
    expected: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in ask("project_funding"):
        for organisation in done[row["project"]] - {row["organisation"]}:
            if row["organisation"]:
                expected[organisation, row["organisation"]] += row["amount"]
    rows = ask("organisation_funders")
    assert column(rows, "amount", "organisation", "funder") == expected
    one = rows[0]["organisation"]
    assert ask("organisation_funders", organisation=one) == [
        row for row in rows if row["organisation"] == one
    ]


def test_the_largest_projects_have_most_money_in_all(ask: Ask) -> None:
    rows, money = ask("largest_projects"), money_of_projects(ask)
    assert column(rows, "amount", "project") == money
    assert is_largest_first(rows, "amount")
    large = ask("largest_projects", at_least="1000000")
    assert {row["project"] for row in large} == {p for p, m in money.items() if m >= 1_000_000}
    assert 0 < len(large) < len(rows)


def test_money_of_several_years_is_that_whose_years_differ(ask: Ask) -> None:
    rows = ask("multi_year_funding")
    expected = [
        (row["project"], row["start"], row["end"], row["amount"])
        for row in ask("project_funding")
        if row["start"] and row["end"] and row["start"].year < row["end"].year
    ]
    found = [(row["project"], row["start"], row["end"], row["amount"]) for row in rows]
    assert sorted(found) == sorted(expected) != []
    assert all(row["years"] == row["end"].year - row["start"].year + 1 for row in rows)


def test_the_ten_largest_funders_have_their_share(ask: Ask) -> None:
    own = sums((r for r in ask("project_funding") if r["organisation"]), "organisation")
    ten, whole = sum(sorted(own.values())[-10:], Decimal(0)), sum(own.values(), Decimal(0))
    assert ask("funding_concentration") == [
        {
            "organisations": len(own),
            "amount": whole,
            "largest_ten_amount": ten,
            "share_percent": percent(ten, whole),
            "currency": "EUR",
        }
    ]


def test_co_financing_is_what_is_not_the_unions_in_projects_with_its_money(ask: Ask) -> None:
    money = ask("project_funding")
    whole, eu = sums(money, "project"), sums(filter(is_eu, money), "project")
    rows = ask("national_cofinancing")
    assert column(rows, "national_amount", "project") == {p: whole[p] - eu[p] for p in eu}
    assert column(rows, "national_share_percent", "project") == {
        project: percent(whole[project] - eu[project], whole[project]) for project in eu
    }


def test_projects_without_money_have_neither_a_table_nor_a_sentence_of_it(ask: Ask) -> None:
    told = {row["project"] for row in [*ask("project_funding"), *ask("project_amounts")]}
    expected = {row["project"] for row in ask("projects")} - told
    rows = ask("projects_without_funding")
    assert {row["project"] for row in rows} == expected != set()
    for asked in ("project", "portfolio"):
        for value in {row[asked] for row in rows if row[asked]}:
            chosen = ask("projects_without_funding", **{asked: value})
            assert chosen == [row for row in rows if row[asked] == value]


def test_the_size_of_projects_by_the_year_of_their_start(ask: Ask) -> None:
    money, groups = money_of_projects(ask), defaultdict[int, list[Decimal]](list)
    for row in ask("projects"):
        if row["start"] and row["project"] in money:
            groups[row["start"].year].append(money[row["project"]])
    found = {
        row["year"]: (row["projects"], row["smallest_amount"], row["largest_amount"])
        for row in ask("project_size_by_year")
    }
    assert found == {year: (len(all_), min(all_), max(all_)) for year, all_ in groups.items()}
    assert column(ask("project_size_by_year"), "average_amount", "year") == {
        year: rounded(sum(all_, Decimal(0)) / len(all_), "1") for year, all_ in groups.items()
    }


@pytest.mark.parametrize(
    ("question", "key", "group"),
    [
        ("project_length_by_phase", "phase", lambda row: row["phase"]),
        ("project_length_by_decade", "decade", lambda row: row["start"].year // 10 * 10),
    ],
)
def test_the_length_of_projects_counts_begun_months(
    question: str, key: str, group: Callable[[Row], object], ask: Ask
) -> None:
    groups: dict[object, list[int]] = defaultdict(list)
    for row in ask("projects"):
        if row["start"] and row["end"] and row["end"] >= row["start"]:
            groups[group(row)].append(months(row))
    found = {
        row[key]: (row["projects"], row["average_months"], row["shortest_months"])
        for row in ask(question)
    }
    assert found == {
        name: (len(lengths), average(lengths), min(lengths)) for name, lengths in groups.items()
    }


def test_projects_run_on_a_day_between_their_dates(ask: Ask) -> None:
    day = date(2016, 6, 1)
    expected = {
        row["project"]
        for row in ask("projects")
        if row["start"] and row["start"] <= day and (row["end"] is None or row["end"] >= day)
    }
    rows = ask("projects_running_on", day=day.isoformat())
    assert {row["project"] for row in rows} == expected != set()


def test_projects_started_and_their_phases_are_counted(ask: Ask) -> None:
    projects = ask("projects")
    started = Counter((row["start"].year, row["portfolio"]) for row in projects if row["start"])
    rows = ask("projects_started_by_year")
    assert column(rows, "projects", "year", "portfolio") == started
    phases = Counter((row["portfolio"], row["phase"]) for row in projects if row["phase"])
    assert column(ask("projects_by_phase"), "projects", "portfolio", "phase") == phases


def test_projects_about_a_word_have_it_in_their_name_or_text(ask: Ask) -> None:
    told = [(row["project"], row["text"]) for row in ask("project_sections")]
    told += [(row["project"], row["name"]) for row in ask("projects")]
    expected = {project for project, text in told if "kirjasto" in text.lower()}
    assert {row["project"] for row in ask("projects_about", word="KIRJASTO")} == expected != set()


def test_projects_about_a_word_are_the_same_whatever_else_they_are_chosen_by(ask: Ask) -> None:
    rows, everybody = ask("projects_about", word="kirjasto"), ask("projects_about")
    assert {row["project"] for row in everybody} == {row["project"] for row in ask("projects")}
    for asked in ("project", "portfolio"):
        for value in {row[asked] for row in everybody if row[asked]}:
            chosen = ask("projects_about", **{"word": "kirjasto", asked: value})
            assert chosen == [row for row in rows if row[asked] == value]


def test_pairs_implement_projects_together_and_stand_once(ask: Ask) -> None:
    expected = Counter(
        (one, other)
        for organisations in implementers(ask).values()
        for one in organisations
        for other in organisations
        if one < other
    )
    rows = ask("implementer_pairs")
    assert column(rows, "projects", "organisation", "partner") == expected
    assert is_largest_first(rows, "projects")
    one = rows[0]["partner"]
    asked = ask("implementer_pairs", organisation=one)
    assert {row["partner"] for row in asked} == {
        partner for pair in expected if one in pair for partner in pair if partner != one
    }


def test_organisations_in_both_roles(ask: Ask) -> None:
    roles: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in ask("organisation_projects"):
        roles[row["organisation"]][row["role"]].add(row["project"])
    expected = {
        organisation: (len(found["funder"]), len(found["implementer"]), len(both))
        for organisation, found in roles.items()
        if found["funder"] and found["implementer"]
        for both in [found["funder"] & found["implementer"]]
    }
    names = ("funded_projects", "implemented_projects", "same_projects")
    found = {
        row["organisation"]: tuple(row[name] for name in names)
        for row in ask("organisations_in_both_roles")
    }
    assert found == expected != {}


def test_municipalities_with_their_projects_and_years(ask: Ask) -> None:
    of_kind = kinds(ask)
    taken = [
        r for r in ask("organisation_projects") if of_kind[r["organisation"]] == "municipality"
    ]
    rows = ask("municipalities")
    assert column(rows, "projects", "organisation") == counts(taken, "project", "organisation")
    years = years_of(taken)
    assert column(rows, "first_year", "organisation") == {o: min(y) for o, y in years.items()}
    assert column(rows, "last_year", "organisation") == {o: max(y) for o, y in years.items()}


def years_of(rows: Iterable[Row]) -> dict[str, list[int]]:
    years: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        if row["start"]:
            years[row["organisation"]].append(row["start"].year)
    return years


def test_the_first_and_the_last_year_of_an_organisation(ask: Ask) -> None:
    years = years_of(ask("organisation_projects"))
    found = {
        r["organisation"]: (r["first_year"], r["last_year"]) for r in ask("organisation_years")
    }
    assert found == {name: (min(all_), max(all_)) for name, all_ in years.items()}


def test_newcomers_are_counted_in_their_first_year(ask: Ask) -> None:
    first = {name: min(all_) for name, all_ in years_of(ask("organisation_projects")).items()}
    assert column(ask("newcomers_by_year"), "organisations", "year") == Counter(first.values())
    of_kind = kinds(ask)
    companies = Counter(year for name, year in first.items() if of_kind[name] == "company")
    rows = ask("newcomers_by_year", kind="company")
    assert column(rows, "organisations", "year") == companies != {}


def test_kinds_of_organisations_by_role(ask: Ask) -> None:
    of_kind = kinds(ask)
    taken = [{**row, "kind": of_kind[row["organisation"]]} for row in ask("organisation_projects")]
    rows = ask("organisation_kinds")
    assert column(rows, "organisations", "kind", "role") == counts(
        taken, "organisation", "kind", "role"
    )
    assert column(rows, "projects", "kind", "role") == counts(taken, "project", "kind", "role")
    assert {row["role"] for row in ask("organisation_kinds", role="funder")} == {"funder"}


def test_people_are_counted_and_not_named(ask: Ask) -> None:
    expected = Counter(row["projects"] for row in ask("people"))
    rows = ask("people_by_number_of_projects")
    assert column(rows, "people", "projects") == expected
    assert set(rows[0]) == {"projects", "people"}


def test_findings_are_counted_by_kind(ask: Ask) -> None:
    findings = ask("findings")
    rows = ask("findings_by_kind")
    assert column(rows, "findings", "kind") == Counter(row["kind"] for row in findings)
    assert column(rows, "projects", "kind") == counts(findings, "project", "kind")


def test_sums_that_differ_are_those_with_a_difference(ask: Ask) -> None:
    expected = [row for row in ask("project_funding_totals") if row["difference"]]
    rows = ask("sums_that_differ")
    told = ("project", "source_as_printed", "printed", "computed", "difference")
    assert sorted(str([row[name] for name in told]) for row in rows) == sorted(
        str([row[name] for name in told]) for row in expected
    )
    assert is_largest_first([{"by": abs(row["difference"])} for row in rows], "by")
    assert rows


def test_participants_without_organisation_are_neither_known_nor_funds(ask: Ask) -> None:
    unknown = [
        row
        for row in ask("project_participants")
        if not row["organisation"] and not row["instrument"]
    ]
    rows = ask("participants_without_organisation")
    expected = counts(unknown, "project", "as_printed", "role")
    assert column(rows, "projects", "as_printed", "role") == expected != {}


def test_the_money_of_an_organisation_by_role_and_year_is_that_of_its_projects(ask: Ask) -> None:
    money, parts = defaultdict(list), ask("organisation_projects")
    for row in ask("project_funding"):
        money[row["project"]].append(row)
    listed = {(part["organisation"], part["project"]) for part in parts}
    paid = {(row["organisation"], row["project"]) for row in chain(*money.values())}
    unlisted = {(who, project) for who, project in paid - listed if who}
    assert unlisted
    parts += [{"organisation": who, "project": what, "role": None} for who, what in unlisted]
    taken = [
        {
            **given,
            "organisation": part["organisation"],
            "role": part["role"],
            "year": given["start"] and given["start"].year,
            "own": given["amount"] if given["organisation"] == part["organisation"] else Decimal(0),
        }
        for part in parts
        for given in money[part["project"]]
    ]
    keys = ("organisation", "role", "year", "currency")
    rows = ask("organisation_money_by_year")
    assert column(rows, "project_amount", *keys) == sums(taken, *keys) != {}
    own = sums(({**row, "amount": row["own"]} for row in taken), *keys)
    assert column(rows, "amount", *keys) == own
    one = max(rows, key=lambda row: row["amount"])["organisation"]
    chosen = [row for row in rows if row["organisation"] == one]
    assert ask("organisation_money_by_year", organisation=one) == chosen


def test_money_by_source_is_that_of_organisations_and_of_funds_behind_which_none_stands(
    ask: Ask,
) -> None:
    money = ask("project_funding")
    own = sums((row for row in money if row["organisation"]), "organisation")
    funds = [row for row in money if not row["organisation"] and row["instrument"]]
    rows = ask("funding_by_source")
    told = [row for row in rows if row["organisation"]]
    assert column(told, "amount", "organisation") == own != {}
    told = [row for row in rows if not row["organisation"]]
    assert column(told, "amount", "instrument") == sums(funds, "instrument") != {}
    assert is_largest_first(rows, "amount")


def test_roles_of_organisations_count_the_projects_of_each(ask: Ask) -> None:
    known = [row for row in ask("project_participants") if row["organisation"]]
    expected = counts(known, "project", "organisation", "role")
    rows = ask("organisation_roles")
    assert column(rows, "projects", "organisation", "role") == expected != {}
    one = max(expected, key=expected.__getitem__)[0]
    assert {row["organisation"] for row in ask("organisation_roles", organisation=one)} == {one}
