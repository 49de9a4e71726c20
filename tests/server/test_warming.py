"""What a process does before anybody asks it for a page."""

from pathlib import Path

import pytest
from flask import Flask

from graph.generations.directory import DataDirectory
from graph.generations.settings import DirectorySettings
from graph.questions.library import load_library
from graph.register import load_register
from server.app import SERVED, create_app
from server.settings import read_settings
from server.snapshot import Served
from server.warming import warm_up


@pytest.fixture
def fresh(sample_data: Path) -> Flask:
    return create_app(read_settings({"data": str(sample_data)}, {}))


def test_templates_are_compiled_and_the_columns_are_read_before_the_first_request(
    fresh: Flask,
) -> None:
    served: Served = fresh.extensions[SERVED]
    warm_up(fresh, served).join()
    assert "index" in vars(served.now())
    assert vars(served.now().index)["_columns"].words.cache_info().currsize > 0
    cache = fresh.jinja_env.cache
    assert cache is not None
    assert len(cache) == len(fresh.jinja_env.list_templates()) > 50


def test_while_nothing_is_published_the_rest_is_made_ready(fresh: Flask, tmp_path: Path) -> None:
    settings = DirectorySettings(register=load_register("sample"))
    empty = Served(DataDirectory.create(tmp_path / "data", settings), load_library())
    warm_up(fresh, empty).join()
    cache = fresh.jinja_env.cache
    assert cache is not None
    assert len(cache) > 50
