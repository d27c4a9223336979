"""Real tables of other countries, where they are at hand: each is read, and no place of theirs is one of ours."""

import pytest

from geo.intake import bring, kind_of, match_places
from geo.places import index_places
from tests.conftest import SHARED

FORMATS = SHARED / "formats"
KINDS = {
    "3w_french_SAMPLE_tcd.xlsx": "presence", "dtm_global_csv_hxl_SAMPLE_head.csv": "displacement",
    "dtm_v3_displacement_admin1_SAMPLE_tcd.json": "displacement", "fts_incoming_funding_SAMPLE_afg.csv": "flows",
    "fts_requirements_funding_SAMPLE_afg.csv": "funding", "fts_requirements_funding_cluster_SAMPLE_afg.csv": "funding",
    "fts_v1_groupby_cluster_SAMPLE.json": "funding", "hapi_funding_SAMPLE.csv": "funding",
    "hapi_idps_SAMPLE_head.csv": "displacement", "hapi_operational_presence_SAMPLE_head.csv": "presence",
}  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_a_real_table_of_another_country_is_read_and_no_place_of_it_is_matched(atlas, name):
    if not (FORMATS / name).exists():
        pytest.skip(f"{name} is not at hand")
    index = index_places("MLI", atlas.regions["2023"], atlas.cercles)
    tables = bring((FORMATS / name).read_bytes(), name).tables
    assert kind_of(tables[0]) == KINDS[name]
    for table in tables:
        report = match_places(table, index)
        assert report.placed == 0
        assert all(line.match.reason for line in report.to_answer)
        if report.lines:
            assert sum(line.rows for line in report.lines) == len(table.frame)
