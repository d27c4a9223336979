import pytest

from geo.core import DataError, translator
from geo.plans import load_plan
from tests import plan_runs

T = translator("en")


@pytest.fixture
def folder(data):
    return data / "plans" / "mli-2023-2024"


@pytest.fixture
def problems(atlas, folder):
    def found():
        with pytest.raises(DataError) as error:
            load_plan(folder, list(atlas.regions["2023"].frame.index))
        return [p.text(T) for p in error.value.problems]

    return found


def spoil(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_shipped_plan_has_the_plans_figures(atlas):
    plan = atlas.plan
    assert plan.header["requirements_usd"] == 22_000_000
    assert list(plan.objectives["requirements_usd"]) == [6_500_000, 8_000_000, 2_500_000, 2_500_000]
    assert plan.sectors["requirements_usd"].sum() == 19_500_000
    bullets = plan.activities.groupby("sector", sort=False).size().to_dict()
    assert bullets == {
        "shelter": 2, "cccm": 5, "protection": 8, "mhpss": 5, "peacebuilding": 7, "stabilization": 5,
        "durable-solutions": 3, "disaster-prevention": 2, "preparedness": 2, "displacement-tracking": 9,
    }  # fmt: skip


def test_no_sentence_of_the_plan_is_copied(atlas):
    texts = [t for name in ("activities", "sectors", "objectives") for t in getattr(atlas.plan, name)["summary_en"]]
    copied = {text: plan_runs.of(text) & plan_runs.known() for text in texts}
    assert [text for text, runs in copied.items() if runs] == []
    # What the text says in words that are nobody's own is found: its title and date.
    assert plan_runs.of("mali crisis response plan 2023 - 2024 crp") <= plan_runs.known()


def test_every_wrong_cell_is_named_at_once(folder, problems):
    spoil(folder / "funding.csv", "436585", "-5")
    spoil(folder / "objectives.csv", "6500000", "lots")
    spoil(folder / "activities.csv", "in_kind", "gift")
    found = "\n".join(problems())
    assert "funding.csv, row 3, column amount_usd, value “-5”: expected 0 or more" in found
    assert "objectives.csv, row 2, column requirements_usd, value “lots”: expected a number" in found
    assert "activities.csv, row 14, column modality, value “gift”: expected one of in_kind" in found


def test_a_missing_file_is_named(folder, problems):
    (folder / "zones.csv").unlink()
    assert problems() == ["zones.csv: the file is missing; put it back or restore it"]


def test_a_duplicate_key_is_named(folder, problems):
    path = folder / "sectors.csv"
    path.write_text(path.read_text() + path.read_text().splitlines()[1] + "\n")
    assert any("sectors.csv, row 12" in p and "unique" in p for p in problems())


def test_an_unknown_region_is_named(folder, problems):
    spoil(folder / "places.csv", "shelter,,mopti", "shelter,,moptu")
    (found,) = problems()
    assert found.startswith("places.csv, row 2, column place, value “moptu”: unknown code; expected one of bamako")


def test_a_date_in_the_future_is_refused(folder, problems):
    spoil(folder / "funding.csv", "2024-01-12", "2924-01-12")
    assert any("future" in p for p in problems())


def test_an_ambiguous_thousands_separator_is_refused(folder, problems):
    spoil(folder / "funding.csv", "436585", '"436,585"')
    assert any("without thousands separators" in p for p in problems())


def test_a_stray_comma_is_named(folder, problems):
    spoil(folder / "funding.csv", "436585", "436585,")
    assert any("row 3" in p and "expected 5 cells" in p for p in problems())


def test_a_table_saved_by_a_french_excel_reads_the_same(atlas, folder):
    path = folder / "funding.csv"
    text = path.read_text(encoding="utf-8").replace(",", ";").replace("436585", "436 585,00")
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").replace("2024-01-13", "13/01/2024").encode())
    plan = load_plan(folder, list(atlas.regions["2023"].frame.index))
    assert plan.funding.equals(atlas.plan.funding)


def test_a_windows_1252_table_reads_the_same(atlas, folder):
    path = folder / "partners.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252"))
    plan = load_plan(folder, list(atlas.regions["2023"].frame.index))
    assert plan.partners.equals(atlas.plan.partners)


def test_a_file_that_is_no_text_is_refused(folder, problems):
    (folder / "groups.csv").write_bytes(bytes(range(256)) * 3)
    assert any("groups.csv: the file is not text" in p for p in problems())


@pytest.mark.parametrize("junk", ["", "\n\n", "a", '"', ";;;;", "group\n\n"])
def test_junk_is_refused_without_a_traceback(folder, problems, junk):
    (folder / "groups.csv").write_text(junk)
    assert problems()
