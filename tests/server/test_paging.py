import pytest

from server.lists.paging import page_of


def test_a_page_tells_the_whole_and_its_own_place() -> None:
    page = page_of(range(60), 2)
    assert (page.total, page.last, page.first_item, page.last_item) == (60, 3, 26, 50)
    assert page.items == tuple(range(25, 50))


def test_the_last_page_may_be_short() -> None:
    page = page_of(range(60), 3)
    assert len(page.items) == 10
    assert page.last_item == 60


@pytest.mark.parametrize(("asked", "given"), [(0, 1), (-5, 1), (99, 3)])
def test_a_number_out_of_range_means_the_nearest_page(asked: int, given: int) -> None:
    assert page_of(range(60), asked).number == given


def test_an_empty_list_has_one_empty_page() -> None:
    page = page_of("", 1)
    assert (page.last, page.total, page.first_item, page.last_item) == (1, 0, 0, 0)
