"""From files of records to a table: blocks, bad files, records that stand twice, a cluster whose worker is killed."""

import contextlib
import re
import subprocess
import sys
import threading

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from geo.cli import app
from geo.core import DataError
from geo.monitoring.layers import Work, blocks, blocks_of, load_profiles, run_here, run_on_cluster, summarise_parts
from geo.monitoring.layers import summarise as summarising
from geo.monitoring.layers.placing import shape_placer
from geo.monitoring.layers.summary import Grid
from tests import squareland
from tests.patience import SECONDS

PROFILE = load_profiles()["transhumance"]
PLACER = shape_placer(squareland.regions().frame, [])
WORK = Work(PROFILE, PLACER, "month", pd.Timestamp("2024-06-01"))
GRID = Grid(PLACER.codes, "region", "month")
RUN = CliRunner()


def herds(n, seed=1):
    rng = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "id": np.arange(n) + seed * 1_000_000, "lon": rng.uniform(-0.1, 3.1, n), "lat": rng.uniform(0, 1, n),
            "date": pd.Timestamp("2023-01-01") + pd.to_timedelta(rng.integers(0, 360, n), unit="D"),
            "heads": rng.integers(1, 90, n),
        }
    )  # fmt: skip


def table_of(part):
    return summarise_parts(part, PROFILE, GRID).csv()


def run(files, work=WORK):
    return run_here(blocks_of(files), work, lambda: None)


def write(folder, name, text, encoding="utf-8"):
    file = folder / name
    file.write_bytes(text.encode(encoding))
    return file


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("lon,lat,date,heads\n0.5,0.5,2024-01-03,7\n1.5,0.5,2024-01-04,8\n", "utf-8"),
        ("lon;lat;date;têtes;à noter\n0,5;0,5;03/01/2024;7;é\n1,5;0,5;13/01/2024;8;\n", "cp1252"),
        ("sep=;\nlon;lat;date;têtes\n0,5;0,5;03/01/2024;7\n1,5;0,5;13/01/2024;8\n", "utf-8-sig"),
        ("lon\tlat\tdate\theads\n#x\t#y\t#date\t#\n0.5\t0.5\t2024-01-03\t7\n1.5\t0.5\t2024-01-04\t8\n", "utf-8"),
    ],
)  # fmt: skip
def test_a_csv_of_any_spreadsheet_is_read(tmp_path, text, encoding):
    part = run([write(tmp_path, "herds.csv", text, encoding)])
    assert (part.read, part.placed) == (2, 2)
    assert summarise_parts(part, PROFILE, GRID).table["value"].tolist()[:3] == [7, 8, 15]


def test_a_cell_that_is_no_number_and_a_row_with_too_many_cells_cost_themselves_alone(tmp_path):
    rows = "".join(f"0.5,0.5,2024-01-03,{n}\n" for n in range(1, 6))
    part = run(
        [write(tmp_path, "herds.csv", f"lon,lat,date,heads\n{rows}0.5,0.5,2024-01-03,9,9\nx,0.5,2024-01-03,9\n")]
    )
    assert (part.read, part.placed) == (7, 5)
    assert part.reasons.counts == {"no-place": 1, "broken-row": 1}


def test_a_record_that_stands_in_two_files_counts_once_and_two_that_differ_in_any_column_count_both(tmp_path):
    first, second = herds(40), herds(40)
    second["id"] += 100
    second.loc[:9, "id"] -= 100  # ten of the first file
    for name, frame in (("a.parquet", first), ("b.parquet", second)):
        frame.to_parquet(tmp_path / name, index=False)
    part = run([tmp_path / "a.parquet", tmp_path / "b.parquet"])
    assert part.read == 80
    assert part.reasons.counts["duplicate"] == 10
    assert part.placed + part.reasons.counts["outside"] == 70


def test_a_file_in_pieces_gives_what_it_gives_as_a_whole(tmp_path, monkeypatch):
    frame = herds(3000)
    frame = pd.concat([frame, frame.tail(5)])
    frame.to_csv(tmp_path / "herds.csv", index=False)
    frame.to_parquet(tmp_path / "herds.parquet", index=False, row_group_size=700)
    whole = table_of(run([tmp_path / "herds.csv"]))
    monkeypatch.setattr(blocks, "BLOCK", 1000)
    monkeypatch.setattr(summarising, "BLOCK", 1000)
    monkeypatch.setattr(blocks, "_PIECE", 20_000)
    assert len(blocks_of([tmp_path / "herds.parquet"])) == 4
    for name in ("herds.csv", "herds.parquet"):
        part = run([tmp_path / name])
        assert table_of(part) == whole
        assert part.reasons.counts["duplicate"] == 5


def test_records_beyond_what_is_compared_are_compared_in_their_block_alone(tmp_path, monkeypatch):
    herds(20).to_parquet(tmp_path / "a.parquet", index=False)
    herds(20).to_parquet(tmp_path / "b.parquet", index=False)
    monkeypatch.setattr(summarising, "COMPARED", 30)
    assert "duplicate" not in run([tmp_path / "a.parquet", tmp_path / "b.parquet"]).reasons.counts


def test_files_that_are_no_table_are_named(tmp_path):
    with pytest.raises(DataError) as error:
        blocks_of([write(tmp_path, "herds.txt", "a")])
    assert error.value.problems[0].file == "herds.txt"
    with pytest.raises(DataError):
        blocks_of([write(tmp_path, "herds.parquet", "a")])


def summarise(*words):
    return RUN.invoke(app, ["summarise", *map(str, words)])


def test_the_command_writes_the_table_and_says_what_was_read_placed_withheld_and_not_used(tmp_path):
    file = write(
        tmp_path, "herds.csv",
        "lon,lat,date,heads\n-8.0,12.65,2024-01-03,7\n-8.0,12.65,2024-01-04,5\n0,0,2024-01-04,5\n50,0,2024-01-04,5\n",
    )  # fmt: skip
    done = summarise(file, "--layer", "transhumance", "--out", tmp_path / "table.csv")
    assert done.exit_code == 0
    assert "4 records read, 2 placed, 0 figures withheld" in done.stderr
    assert "Not used: 1 at 0, 0 (0 0)" in done.stderr
    assert "Not used: 1 outside the country, or on a border (50 0)" in done.stderr
    rows = pd.read_csv(tmp_path / "table.csv")
    assert rows.loc[rows["measure"] == "heads", ["place", "value", "period"]].fillna("").to_numpy().tolist() == [
        ["bamako", 12, "2024-01-01"], ["", 12, "2024-01-01"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--layer", "herds"], 2, "mobility"),
        (["--layer", "transhumance", "--by", "region,decade"], 2, "month"),
        (["--layer", "transhumance", "--by", "village,month"], 2, "cercle"),
        (["--layer", "transhumance", "--alerts", "a.csv"], 2, "region,week"),
    ],
)
def test_a_wrong_option_is_named_with_what_is_known(tmp_path, words, code, said):
    file = write(tmp_path, "herds.csv", "lon,lat,date,heads\n-8.0,12.65,2024-01-03,7\n")
    done = summarise(file, *words)
    assert done.exit_code == code
    assert said in done.stderr


def test_a_missing_file_and_a_scheduler_that_is_not_there_are_said(tmp_path, monkeypatch):
    done = summarise(tmp_path / "none.csv", "--layer", "transhumance", "--lang", "fr")
    assert (done.exit_code, "none.csv" in done.stderr) == (2, True)
    monkeypatch.setattr(summarising, "_PATIENCE", 1)
    file = write(tmp_path, "herds.csv", "lon,lat,date,heads\n-8.0,12.65,2024-01-03,7\n")
    done = summarise(file, "--layer", "transhumance", "--scheduler", "tcp://127.0.0.1:1")
    assert done.exit_code == 1
    assert "tcp://127.0.0.1:1" in done.stderr


def test_synthetic_records_go_through_to_a_table_and_alerts_that_say_what_they_are(tmp_path):
    done = RUN.invoke(app, ["synth", str(tmp_path / "tracks.parquet"), "--years", "2019-2023", "--records", "30000"])
    assert done.exit_code == 0
    assert "SYNTHETIC: 30000 records" in done.stdout
    words = [
        "--layer",
        "transhumance",
        "--by",
        "region,week",
        "--out",
        tmp_path / "t.csv",
        "--alerts",
        tmp_path / "a.csv",
    ]
    assert summarise(tmp_path / "tracks.parquet", *words).exit_code == 0
    assert pd.read_csv(tmp_path / "t.csv")["synthetic"].all()
    alerts = pd.read_csv(tmp_path / "a.csv")
    assert list(alerts.columns) == [
        "layer",
        "measure",
        "place",
        "week",
        "kind",
        "count",
        "usual",
        "score",
        "seasons",
        "synthetic",
    ]
    assert len(alerts)
    assert alerts["synthetic"].all()


def test_check_names_what_is_wrong_with_a_layer(tmp_path):
    (tmp_path / "layers").mkdir()
    write(tmp_path / "layers", "markets.toml", 'placed_by = "guess"')
    done = RUN.invoke(app, ["check", "--data", str(tmp_path)])
    assert done.exit_code == 1
    assert "markets.toml" in done.stderr
    assert "guess" in done.stderr


@contextlib.contextmanager
def started(*words):
    """Start a Dask process and end it after; give it with its first lines that say where it listens."""
    process = subprocess.Popen([sys.executable, "-m", "distributed.cli." + words[0], *words[1:]],
                               stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.wait(timeout=SECONDS)
        process.stderr.close()


def address_of(process):
    for line in process.stderr:
        if found := re.search(r"Scheduler at:\s+(tcp://127.0.0.1:\d+)", line):
            threading.Thread(target=lambda: [None for _ in process.stderr], daemon=True).start()
            return found.group(1)
    pytest.fail("the scheduler has not started")


def worker(address):
    quiet = ["--no-nanny", "--no-dashboard", "--nthreads", "1", "--memory-limit", "0", "--host", "127.0.0.1"]
    return started("dask_worker", address, *quiet)


def test_a_cluster_gives_the_same_table_also_when_a_worker_is_killed_in_the_middle(tmp_path, monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK", 500)
    for seed in (1, 2):
        herds(6000, seed).to_parquet(tmp_path / f"{seed}.parquet", index=False, row_group_size=500)
    listed = blocks_of(sorted(tmp_path.glob("*.parquet")))
    assert len(listed) == 24
    here = run_here(listed, WORK, lambda: None)
    quiet = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show"]
    with started("dask_scheduler", *quiet) as scheduler:
        address = address_of(scheduler)
        with worker(address) as first:
            assert table_of(run_on_cluster(listed, WORK, address, lambda: None)) == table_of(here)
            with worker(address):
                done = []

                def kill_the_first():
                    done.append(first.poll())
                    first.kill()

                part = run_on_cluster(listed, WORK, address, kill_the_first)
                assert done[0] is None  # it was at work until then
                assert len(done) >= len(listed)
                assert first.wait(timeout=SECONDS) != 0
                assert table_of(part) == table_of(here)
                assert (part.read, part.reasons.counts) == (here.read, here.reasons.counts)
