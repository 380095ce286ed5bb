"""Sites, teams, users and memberships: who may change them, and what is refused."""


def test_the_cast_is_nineteen_people_at_two_sites(cast):
    assert len(cast.everyone()) == 19
    assert cast.social_worker.standing.home.team_id == cast.team.pk
    assert cast.other_site_worker.standing.sites_where("young_person.add") == {cast.other_site.pk}
