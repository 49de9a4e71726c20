import pytest

from graph.errors import SettingsError
from server.settings import SETTINGS, Settings, read_settings


def test_without_anything_said_each_setting_has_its_default() -> None:
    settings = read_settings({}, {})
    assert all(getattr(settings, row.name) == row.default for row in SETTINGS)


def test_the_environment_is_stronger_than_the_default() -> None:
    assert read_settings({}, {"SALKKU_PORT": "9000"}).port == 9000


def test_an_option_is_stronger_than_the_environment() -> None:
    assert read_settings({"port": 9001}, {"SALKKU_PORT": "9000"}).port == 9001


def test_an_option_that_is_not_given_says_nothing() -> None:
    assert read_settings({"port": None}, {"SALKKU_PORT": "9000"}).port == 9000


def test_a_number_that_is_none_is_refused_by_name() -> None:
    with pytest.raises(SettingsError, match="SALKKU_PORT: 'http' is not a whole number"):
        read_settings({}, {"SALKKU_PORT": "http"})


def test_every_row_of_the_table_is_a_field_and_every_field_a_row() -> None:
    assert [row.name for row in SETTINGS] == list(Settings.__struct_fields__)


@pytest.mark.parametrize(
    ("word", "meant"), [("1", True), ("Yes", True), ("off", False), ("", False)]
)
def test_a_switch_is_on_or_off_in_the_environment(word: str, *, meant: bool) -> None:
    assert read_settings({}, {"SALKKU_LOG_QUERIES": word}).log_queries is meant


def test_a_switch_that_is_neither_on_nor_off_is_refused() -> None:
    with pytest.raises(SettingsError, match="SALKKU_LOG_QUERIES: 'perhaps' is neither yes nor no"):
        read_settings({}, {"SALKKU_LOG_QUERIES": "perhaps"})
