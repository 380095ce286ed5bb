"""What an action in a plan sets out to change, how, who owns it and how far it has got.

An action is coded by the thing it would change, not by where it happens or which agency does it. Which agencies and
contexts exist belongs in `codes`; what is missing from a plan belongs in `coverage`.
"""

from typing import Final

from roth.domain.labelled import Labelled


class Target(Labelled):
    """The thing that an action would change."""

    YOUNG_PERSON_NEED = (
        "young_person_need",
        "A need of the young person",
        "Meets something the young person needs, or gives them more to choose from.",
    )
    YOUNG_PERSON_BEHAVIOUR = (
        "young_person_behaviour",
        "What the young person does",
        "Asks the young person to change what they do, or to comply.",
    )
    PARENT_BEHAVIOUR = ("parent_behaviour", "What parents do", "Asks a parent or carer to act or to supervise.")
    FAMILY_SUPPORT = ("family_support", "Help for the family", "Helps the family to cope.")
    PEER_GROUP = ("peer_group", "A peer group", "Changes a group's norms, safety or what it has to draw on.")
    SCHOOL = ("school", "A school or college", "Changes a school's culture, policy, practice or space.")
    PLACE = ("place", "A place", "Changes a place: who looks out for young people there, or how it is designed.")
    ONLINE_SPACE = ("online_space", "An online space", "Changes the space, or the way in for people who exploit.")
    SOURCE_OF_HARM = ("source_of_harm", "Those causing harm", "Acts on whoever causes the harm, not on those harmed.")
    SYSTEM = ("system", "A service or rule", "Changes a service, or a rule that stands in the way.")
    PROCESS = ("process", "Process only", "A meeting, referral, assessment or sharing of information, by itself.")


CONTEXTUAL: Final = frozenset(
    {Target.PEER_GROUP, Target.SCHOOL, Target.PLACE, Target.ONLINE_SPACE, Target.SOURCE_OF_HARM, Target.SYSTEM}
)
INDIVIDUAL: Final = frozenset({Target.YOUNG_PERSON_BEHAVIOUR, Target.PARENT_BEHAVIOUR})
WELFARE: Final = frozenset({Target.YOUNG_PERSON_NEED, Target.FAMILY_SUPPORT})
PROCESS: Final = frozenset({Target.PROCESS})

# These change one particular group or space, so a plan has to say which. Harm and systems may have no single place.
NEEDS_A_CONTEXT: Final = frozenset({Target.PEER_GROUP, Target.SCHOOL, Target.PLACE, Target.ONLINE_SPACE})


class TargetGroup(Labelled):
    """What kind of change a plan leans on. Every target is in exactly one group."""

    CONTEXTUAL = ("contextual", "Changes a context", "The place would be safer if this young person left tomorrow.")
    INDIVIDUAL = ("individual", "Asks a person to change", "The work falls on the young person or a parent.")
    WELFARE = ("welfare", "Meets needs", "Listens, builds relationships or meets a need.")
    PROCESS = ("process", "Process only", "Activity that has no effect of its own, so it is counted apart.")


_GROUPS: Final = (
    (TargetGroup.CONTEXTUAL, CONTEXTUAL),
    (TargetGroup.INDIVIDUAL, INDIVIDUAL),
    (TargetGroup.WELFARE, WELFARE),
    (TargetGroup.PROCESS, PROCESS),
)


def group_of(target: str) -> TargetGroup:
    """The group that a target belongs to. Raises ValueError for a code that is no target."""
    for group, targets in _GROUPS:
        if target in targets:
            return group
    raise ValueError(f"{target!r} is not a target")


class Approach(Labelled):
    """The way in which an action works."""

    SUPPORT = ("support", "Support", "Gives practical or emotional help.")
    RELATIONSHIP = ("relationship", "Relationship", "Builds or protects a relationship that the young person trusts.")
    CHANGE_ENVIRONMENT = ("change_environment", "Change the surroundings", "Changes a space or who looks after it.")
    CHANGE_POLICY = ("change_policy", "Change a policy", "Changes a rule or the way it is applied.")
    EDUCATION = ("education", "Education", "Helps people to know or understand something.")
    ADVOCACY = ("advocacy", "Advocacy", "Speaks up with the young person or family to those who decide.")
    DISRUPT_SOURCE = ("disrupt_source", "Stop those causing harm", "Stops or hinders people who cause harm.")
    MONITOR = ("monitor", "Monitor", "Watches or checks on someone.")
    RESTRICT = ("restrict", "Restrict", "Limits where someone goes, whom they see or what they do.")
    ENFORCE = ("enforce", "Enforce", "Uses powers or sanctions.")
    REFER = ("refer", "Refer", "Passes on to another service.")
    ASSESS = ("assess", "Assess", "Finds out more.")


CONTROL: Final = frozenset({Approach.MONITOR, Approach.RESTRICT, Approach.ENFORCE})
# Support is what reaches people as help. Changing surroundings or policy is neither; nor are referral and assessment.
SUPPORT: Final = frozenset({Approach.SUPPORT, Approach.RELATIONSHIP, Approach.EDUCATION, Approach.ADVOCACY})


class ActionStatus(Labelled):
    """How far an action has got."""

    PROPOSED = ("proposed", "Proposed", "Written down; its owner has not yet said yes.")
    ACCEPTED = ("accepted", "Accepted", "Its owner has said yes.")
    STARTED = ("started", "Started", "Under way.")
    DONE = ("done", "Done", "Carried out. Whether anything changed is for the measures to say.")
    CHANGED = ("changed", "Changed", "Tried, and done differently after review.")
    BLOCKED = ("blocked", "Blocked", "Something stands in the way; the reason is recorded.")
    DECLINED = ("declined", "Declined", "Its owner has said no; the reason is recorded.")
    DROPPED = ("dropped_with_reason", "Dropped", "No longer part of the plan; the reason is recorded.")


# A done action still answers what was found, and a blocked one still has an owner. What nobody does leaves a gap.
LIVE: Final = frozenset(ActionStatus) - {ActionStatus.DROPPED, ActionStatus.DECLINED}
# Nothing more is asked of the owner of one of these.
FINISHED: Final = frozenset({ActionStatus.DONE, ActionStatus.DECLINED, ActionStatus.DROPPED})
# An owner has said yes to one of these, or nobody could say that it is under way.
TAKEN_ON: Final = LIVE - {ActionStatus.PROPOSED}


class OwnerType(Labelled):
    """Who has taken an action on."""

    CSC = ("csc", "Children's social care", "A worker of the local authority's children's social care.")
    YOUNG_PERSON = ("young_person", "Young person", "The young person, for something they chose to do.")
    PARENT_CARER = ("parent_carer", "Parent or carer", "A parent or carer, for something they agreed to do.")
    POLICE = ("police", "Police", "Police, exploitation and neighbourhood teams included.")
    EDUCATION = ("education", "Education", "A school, college or education service.")
    HEALTH = ("health", "Health", "A health service, mental health included.")
    YOUTH_SERVICE = ("youth_service", "Youth service", "Youth work or youth justice.")
    HOUSING = ("housing", "Housing", "A landlord or housing service.")
    COMMUNITY_SAFETY = ("community_safety", "Community safety", "Community safety, licensing or wardens.")
    VCS = ("vcs", "Voluntary or community organisation", "A charity, faith or community organisation.")
    BUSINESS = ("business", "Business", "A shop, venue or transport operator.")
    RESIDENT_GUARDIAN = ("resident_guardian", "Resident or guardian", "Someone with caring intent who is often there.")
    OTHER_SYSTEM = ("other_system", "Another service", "A service or body not named above.")


# These own actions as themselves, so the question whether their agency came to the conference does not arise.
OWNS_IN_PERSON: Final = frozenset({OwnerType.YOUNG_PERSON, OwnerType.PARENT_CARER, OwnerType.RESIDENT_GUARDIAN})


class Acceptance(Labelled):
    """Whether an action has been taken on by whoever is to do it (V05)."""

    OWN = ("own", "Taken on in person", "A person owns it as themselves, so no agency is asked.")
    GIVEN = ("given", "Accepted", "Its owner has said yes, and the record says so.")
    IN_THE_ROOM = ("in_the_room", "Agreed in the room", "Its agency was there when it was planned.")
    TO_ASK = ("to_ask", "To be asked", "Its agency was not there, and has not said yes.")
    CANNOT_TELL = ("cannot_tell", "We cannot tell", "Nothing says whether its agency was there.")


def acceptance(*, owner_type: str, owner_name: str, accepted: bool, agency_present: bool | None) -> Acceptance:
    """Where an action stands with its owner (V05). `agency_present` None: the agency was not asked to the conference.

    One definition for the plan's rule, for what an action may be saved as, and for the room.
    """
    if accepted:
        return Acceptance.GIVEN
    if owner_type in OWNS_IN_PERSON and owner_name.strip():
        return Acceptance.OWN
    if agency_present is None:
        return Acceptance.CANNOT_TELL
    return Acceptance.IN_THE_ROOM if agency_present else Acceptance.TO_ASK


def against_acceptance(*, owner_type: str, agency_present: bool | None, by_its_agency: bool, how: str) -> str:
    """The sentence that stands against writing down a yes; empty where it may be (V05).

    An agency that was in the room said it there. One that was not says it itself, or somebody writes down who of it
    said yes and how. Until then its action stays proposed.
    """
    if owner_type in OWNS_IN_PERSON or owner_type == OwnerType.CSC or agency_present or by_its_agency or how.strip():
        return ""
    return "Say who there said yes, and how: they were not in the room, so it stays proposed until they do (V05)"


class ProgressState(Labelled):
    """What an owner says of an action: the word that they choose, and the state that it then has."""

    ACCEPTED = ("accepted", "Yes, we will do this", "It is ours, and has not begun.")
    DECLINED = ("declined", "No, we cannot do this", "It goes back to the core group, with your reason.")
    STARTED = ("started", "Under way", "Something has been done.")
    DONE = ("done", "Done", "Carried out. Whether anything changed is for the measures to say.")
    STUCK = ("stuck", "Stuck", "Something stands in the way.")


STATUS_AFTER: Final = {
    ProgressState.ACCEPTED: ActionStatus.ACCEPTED,
    ProgressState.DECLINED: ActionStatus.DECLINED,
    ProgressState.STARTED: ActionStatus.STARTED,
    ProgressState.DONE: ActionStatus.DONE,
    ProgressState.STUCK: ActionStatus.BLOCKED,
}
# What each word needs beside it, and the sentence that asks.
ASKED_OF_PROGRESS: Final = {
    ProgressState.DECLINED: "Say why not, so that the core group can ask somebody else",
    ProgressState.STARTED: "Say what has been done so far",
    ProgressState.DONE: "Say what was done",
    ProgressState.STUCK: "Say what stands in the way",
}


def against_progress(before: str, state: str, said: str) -> str:
    """The sentence that stands against this word about an action; empty where it may be said."""
    if before == ActionStatus.DROPPED:
        return "This action has been taken out of the plan. Ask the lead worker if it should come back."
    if before == ActionStatus.DONE and state == ProgressState.ACCEPTED:
        return "This action is done. Choose “Under way” if there is more to do."
    asked = ASKED_OF_PROGRESS.get(ProgressState(state))
    return f"{asked}." if asked and not said.strip() else ""


class MeasureKind(Labelled):
    """What a measure would show."""

    CHANGE = ("change", "Change", "Something is different for young people or in a place.")
    EFFORT = ("effort", "Effort", "Something was done; by itself it does not show a difference.")
