"""Contracts were read from a scenario file, but not written into one."""

from pathlib import Path

from support.command import small_scenario

from models.contract import Contract
from models.files import load_scenario, save_scenario


def test_what_is_written_of_a_scenario_with_contracts_reads_back_the_same(tmp_path: Path) -> None:
    small = small_scenario(jobs=2)
    jobs = (small.jobs[0].model_copy(update={"contract_id": "gold"}), small.jobs[1])
    asked = small.model_copy(update={"contracts": (Contract(id="gold"),), "jobs": jobs})
    save_scenario(asked, tmp_path / "day.json")
    assert load_scenario(tmp_path / "day.json").scenario == asked
