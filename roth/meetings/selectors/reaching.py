"""Which contexts weigh, and which agency can change them."""

from collections import defaultdict

from django.db.models import OuterRef, Q, Subquery

from roth.assessments.models import Assessment, ContextWeight
from roth.contexts.models import Context
from roth.contexts.selectors import links_of
from roth.domain.conference import AgencyReach, WeightedContext
from roth.pathway.models import Episode
from roth.people.models import YoungPerson


# --- Who can change what ----------------------------------------------------------------------------------------------
def contexts_and_reach(young_person: YoungPerson, episode: Episode) -> tuple[list[WeightedContext], list[AgencyReach]]:
    """The contexts with their agreed weights, and the agencies that can change any of them: one query.

    Before weights are agreed, the contexts that are linked to the young person. Which assessment counts is as
    `assessments.selectors.current_assessment` has it.
    """
    newest = Assessment.objects.filter(episode=episode).order_by("from_census", "-started_on", "-pk").values("pk")[:1]
    agreed = ContextWeight.objects.filter(view="agreed", assessment=Subquery(newest))
    rows = (
        Context.objects.filter(Q(pk__in=agreed.values("context")) | Q(pk__in=links_of(young_person).values("context")))
        .annotate(weight=Subquery(agreed.filter(context=OuterRef("pk")).values("weight")[:1]))
        .values_list("pk", "name", "kind", "weight", "reach__agency", "reach__agency__name")
    )
    contexts, reach, names = {}, defaultdict(set), {}
    weighed = any(row[3] is not None for row in rows)
    for key, name, kind, weight, agency, agency_name in rows:
        if weighed and weight is None:
            continue
        contexts[key] = WeightedContext(key, name, kind, weight)
        if agency is not None:
            reach[agency].add(key)
            names[agency] = agency_name
    found = [AgencyReach(key, names[key], frozenset(reach[key])) for key in sorted(names, key=names.__getitem__)]
    return sorted(contexts.values(), key=lambda one: (-(one.weight or 0), one.name)), found
