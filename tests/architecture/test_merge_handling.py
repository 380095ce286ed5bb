"""Joining two records forgets no table: whatever points at a young person says what joining does with it."""

from roth.people.merging.handling import HANDLING, pointing_at_young_people


def test_every_field_that_points_at_a_young_person_says_what_joining_records_does_with_it() -> None:
    """A new table? Add its row to roth/people/merging/handling.py: Handling.MOVE, unless its rows are of one record."""
    missing = sorted(set(pointing_at_young_people()) - set(HANDLING))
    assert not missing, f"say in people/merging/handling.py what joining two records does with {missing}"


def test_no_table_that_is_gone_is_named() -> None:
    assert set(HANDLING) == set(pointing_at_young_people())


def test_no_table_holds_many_young_people_in_one_row() -> None:
    """A many-to-many field has no row of its own to move: give it a model."""
    assert not [label for label, field in pointing_at_young_people().items() if field.many_to_many]
