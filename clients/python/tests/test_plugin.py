"""The fixtures, in a run of pytest of its own."""

import os

TESTS = """
import os, pathlib, pytest

@pytest.mark.parametrize("n", range(8))
def test_is_served(tenon, tenon_account, n):
    there = pathlib.Path(os.environ["SEEN"])
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    (there / f"{worker}-{n}").write_text(f"{worker} {tenon.url} {tenon_account.account_id}")
"""


def run(pytester, monkeypatch, *args, ini=""):
    """Runs eight tests; gives the servers, accounts and workers that they met."""
    seen = pytester.mkdir("seen")
    monkeypatch.setenv("SEEN", str(seen))
    pytester.makepyfile(TESTS)
    pytester.makeini(f"[pytest]\n{ini}\n")
    result = pytester.runpytest_subprocess(*args)
    met = [file.read_text().split() for file in seen.iterdir()]
    workers, urls, accounts = (set(each) for each in zip(*met)) if met else (set(), set(), set())
    return result, workers, urls, accounts


def test_workers_share_a_server(pytester, monkeypatch):
    result, workers, urls, accounts = run(pytester, monkeypatch, "-n", "2")
    result.assert_outcomes(passed=8)
    assert (len(workers), len(urls), len(accounts)) == (2, 1, 8)


def test_workers_have_a_server_each(pytester, monkeypatch):
    result, workers, urls, _ = run(pytester, monkeypatch, "-n", "2", ini="tenon_server = worker")
    result.assert_outcomes(passed=8)
    assert (len(workers), len(urls)) == (2, 2)


def test_a_server_that_runs_is_taken(pytester, monkeypatch, server):
    monkeypatch.setenv("TENON_ENDPOINT", server.url)
    monkeypatch.setenv("TENON_COMMAND", "/no/such/tenon")
    for args in ((), ("-n", "2")):
        result, _, urls, _ = run(pytester, monkeypatch, *args)
        result.assert_outcomes(passed=8)
        assert urls == {server.url}
        for file in pytester.path.joinpath("seen").iterdir():
            file.unlink()
        os.rmdir(pytester.path / "seen")


def test_a_server_that_cannot_start_is_a_sentence(pytester, monkeypatch):
    monkeypatch.setenv("TENON_COMMAND", "/no/such/tenon")
    parallel, *_ = run(pytester, monkeypatch, "-n", "2")
    assert parallel.ret == 4
    alone = pytester.runpytest_subprocess()
    alone.assert_outcomes(errors=8)
    monkeypatch.setenv("TENON_ENDPOINT", "http://127.0.0.1:1")
    elsewhere = pytester.runpytest_subprocess()
    elsewhere.assert_outcomes(errors=8)
    for result in (parallel, alone, elsewhere):
        said = result.stdout.str() + result.stderr.str()
        assert "/no/such/tenon cannot be run" in said or "http://127.0.0.1:1 cannot be asked" in said
        assert "Traceback" not in said and "INTERNALERROR" not in said and "urllib" not in said


def test_an_unknown_tenon_server_is_refused(pytester, monkeypatch):
    result, *_ = run(pytester, monkeypatch, ini="tenon_server = wroker")
    assert result.ret == 4
    result.stderr.fnmatch_lines(["*tenon_server is session or worker, not wroker*"])
