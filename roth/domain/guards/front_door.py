"""Guards from a contact to the decision on its referral."""

from typing import Final

from roth.domain.guards.base import Guard

FRONT_DOOR: Final = (
    Guard(
        "subject",
        "Say which young person or which context the worry is about.",
        "form",
        lambda f: f.subject_named,
    ),
    Guard("source_code", "Say who tells us (8866).", "form", lambda f: bool(f.source_code), boxes=("source_code",)),
    Guard(
        "consent",
        "Say whether the parents know and agree, or why they were not asked.",
        "form",
        lambda f: f.consent_settled,
    ),
    Guard(
        "referrer_told",
        "Say when the person who told us heard what happens next, or why they were not told.",
        "form",
        lambda f: f.referrer_told,
    ),
    Guard(
        "referral_written",
        "Write down what the worry is: the referral has no words yet.",
        "referral",
        lambda f: f.referral_written,
    ),
    Guard(
        "nothing_followed",
        "An assessment, a section 47 enquiry or a plan is recorded, so this referral was acted on (8831, 8832, 4000)."
        " Choose another decision.",
        "form",
        lambda f: not f.activity_recorded,
        boxes=("decision",),
    ),
    Guard(
        "family_agreed",
        "Family help needs the family's agreement. Say who agreed and how, or choose another decision.",
        "form",
        lambda f: f.family_agreed,
    ),
    Guard(
        "lead_practitioner",
        "Name the lead practitioner for family help.",
        "form",
        lambda f: f.lead_practitioner_named,
    ),
    Guard("worker", "Say which social worker is allocated.", "allocate", lambda f: f.worker_allocated),
    Guard(
        "one_assessment",
        "An assessment is open already (8896). Finish that one first.",
        "assessment",
        lambda f: not f.other_assessment_open,
    ),
)
