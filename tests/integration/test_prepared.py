"""A prepared read gives what its queryset would, whatever it is given, and works its SQL out once for each shape."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q, QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from roth.accounts.models import Membership, User
from roth.demo.cast import Cast
from roth.prepared import Texts, prepared

pytestmark = pytest.mark.django_db


@prepared
def held(*, user: Any, today: Any) -> QuerySet[Membership]:
    found = Membership.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today), user=user, starts_on__lte=today)
    return found.select_related("site", "user")


@prepared
def some(order: str, only: int | None, /, *, keys: Any) -> QuerySet[User, tuple[int, str]]:
    return User.objects.filter(pk__in=keys).order_by(order).values_list("pk", "name")[:only]


@prepared
def nobody(*, user: Any) -> QuerySet[User]:
    return User.objects.filter(pk=user, pk__in=[])


@prepared
def joined(*, before: Any, now: Any) -> QuerySet[User]:
    return User.objects.filter(Q(last_login__isnull=True) | Q(last_login__lte=now), joined_on__lte=before)


def test_it_gives_the_rows_of_its_queryset_with_what_is_joined_to_them(cast: Cast) -> None:
    today = timezone.localdate()
    for user in (cast.social_worker, cast.team_manager, cast.social_worker):
        with CaptureQueriesContext(connection) as captured:
            [found] = held(user=user.pk, today=today)
            assert (found.user, found.site) == (user, cast.site)
        assert len(captured) == 1
    assert held(user=cast.social_worker.pk, today=date(1999, 1, 1)) == []


def test_dates_and_moments_are_bound_as_the_database_keeps_them(cast: Cast) -> None:
    User.objects.filter(pk=cast.chair.pk).update(last_login=timezone.now() + timedelta(hours=1))
    today, now = timezone.localdate(), timezone.now()
    expected = set(User.objects.filter(joined_on__lte=today)) - {cast.chair}
    assert set(joined(before=today, now=now)) == expected
    assert cast.chair in joined(before=today, now=now + timedelta(hours=2))


def test_any_number_of_keys_is_one_sql(cast: Cast) -> None:
    every = list(User.objects.order_by("name").values_list("pk", "name"))
    keys = [key for key, _ in every]
    before = some._worked_out.cache_info().misses
    assert some("name", None, keys=keys) == every
    assert some("name", None, keys={keys[0]}) == every[:1]
    assert some("name", None, keys=[]) == []
    assert some._worked_out.cache_info().misses == before + 1


@prepared
def called(*, names: Any) -> QuerySet[User]:
    return User.objects.filter(name__in=names).order_by("name")


def test_any_number_of_texts_is_one_sql_and_each_is_only_a_text(cast: Cast) -> None:
    ours = [cast.chair, cast.team_manager]
    before = called._worked_out.cache_info().misses
    assert called(names=Texts(each.name for each in ours)) == sorted(ours, key=lambda each: each.name)
    assert called(names=Texts()) == called(names=Texts(["'); --", '","', "%s"])) == []
    assert called._worked_out.cache_info().misses == before + 1


def test_each_shape_has_its_own_sql_and_none_forgets_another(cast: Cast) -> None:
    keys = [cast.social_worker.pk, cast.team_manager.pk]
    forwards = some("name", None, keys=keys)
    assert some("-name", None, keys=keys) == forwards[::-1]
    assert some("name", 1, keys=keys) == forwards[:1]
    assert some("name", None, keys=keys) == forwards
    assert some.first("-name", None, keys=keys) == forwards[-1]


def test_it_counts_what_it_would_give(cast: Cast) -> None:
    keys = list(User.objects.values_list("pk", flat=True))
    assert some.count("name", None, keys=keys) == len(keys)
    assert some.count("name", 2, keys=keys) == 2
    assert some.count("name", None, keys=[]) == 0


def test_a_read_that_can_find_nothing_asks_nothing(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as captured:
        assert nobody(user=cast.chair.pk) == []
        assert nobody.count(user=cast.chair.pk) == 0
        assert nobody.first(user=cast.chair.pk) is None
    assert not captured.captured_queries


def test_what_comes_from_outside_is_a_value_and_never_sql(cast: Cast) -> None:
    @prepared
    def by_name(*, name: Any) -> QuerySet[User]:
        return User.objects.filter(name=name)

    assert by_name(name="' OR 1=1 --") == []
    assert by_name(name=cast.chair.name) == [cast.chair]
