"""The command that tries the newest releases: what is pinned, what is newer, which tests failed."""

from tests import newest


def test_every_pinned_dependency_is_tried_with_its_extras():
    pins = newest.pinned(newest.ROOT / "requirements.txt", newest.ROOT / "requirements-dev.txt")
    assert pins["pandera[pandas]"]
    assert {"streamlit", "streamlit-folium", "geopandas", "pytest", "authlib", "XStatic-Leaflet"} <= set(pins)
    lines = [
        x for f in ("requirements.txt", "requirements-dev.txt") for x in (newest.ROOT / f).read_text().splitlines()
    ]
    assert len(pins) == sum("==" in line for line in lines)


def test_only_what_differs_is_newer_whatever_signs_a_name_has():
    pins = {"pandera[pandas]": "1", "prometheus_client": "2", "XStatic-Leaflet": "3", "gone": "4"}
    assert newest.newer(pins, {"pandera": "1", "prometheus-client": "2.1", "xstatic-leaflet": "3"}) == [
        ("prometheus_client", "2", "2.1")]  # fmt: skip


def test_tests_that_failed_or_could_not_run_are_named_as_pytest_names_them(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(
        '<testsuites><testsuite><testcase classname="tests.geo.test_a" name="test_one[x]"/>'
        '<testcase classname="tests.geo.test_a" name="test_two"><failure message="m"/></testcase>'
        '<testcase classname="tests.geo.test_b" name="test_three"><error message="m"/></testcase>'
        '<testcase classname="tests.geo.test_b" name="test_four"><skipped/></testcase></testsuite></testsuites>'
    )
    assert newest.failed_tests(report) == (["tests/geo/test_a.py::test_two", "tests/geo/test_b.py::test_three"], 4)
