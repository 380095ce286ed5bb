"""The words of the invented borough: names, places, what harm does there, what people said. No place, person or
sentence is real. How they are put together belongs in `stories` and `borough`."""

from dataclasses import dataclass
from typing import Final

GIVEN: Final = [
    "Rowan",
    "Amina",
    "Tobias",
    "Keira",
    "Jayden",
    "Nadia",
    "Ellis",
    "Sofia",
    "Marcus",
    "Leah",
    "Idris",
    "Chloe",
    "Kacper",
    "Zara",
    "Dylan",
    "Freya",
    "Yusuf",
    "Maisie",
    "Tariq",
    "Imani",
    "Callum",
    "Rosie",
    "Mateo",
    "Anaya",
    "Finley",
    "Grace",
    "Ibrahim",
    "Poppy",
    "Zeke",
    "Hana",
    "Logan",
    "Niamh",
    "Kwame",
    "Tilly",
    "Arjun",
    "Esme",
    "Reuben",
    "Sana",
    "Caleb",
    "Ines",
]
FAMILY: Final = [
    "Ellery",
    "Farouk",
    "Marsh",
    "Donnelly",
    "Adebayo",
    "Sharma",
    "Whitlock",
    "Pereira",
    "Osman",
    "Tate",
    "Kowalski",
    "Haines",
    "Mensah",
    "Rourke",
    "Begum",
    "Lockett",
    "Nguyen",
    "Ashdown",
    "Santos",
    "Iqbal",
    "Thorne",
    "Bakari",
    "Vance",
    "Doyle",
    "Mirza",
    "Hartwell",
    "Okafor",
    "Pryce",
    "Lindqvist",
    "Sealy",
]
PRONOUNS: Final = ("they/them", "she/her", "he/him", "she/her", "he/him", "he/him", "she/her")
ETHNICITIES: Final = ("WBRI", "BAFR", "BCRB", "MWBC", "APKN", "ABAN", "AIND", "WOTH", "MOTH", "AOTH", "WROM", "NOBT")

OWN_WORDS: Final = (
    "I just want to get the bus home without someone shouting my name from a car.",
    "People think I choose it. I don't. If I say no they come to my house.",
    "My friends are the ones who look out for me. Don't take them away.",
    "The youth club was the only place I felt like me, and it shut.",
    "At school they only talk to me when something has gone wrong.",
    "I want my mum to stop crying. And I want to do music again.",
    "I know every way home that misses the shops. It takes me an hour.",
    "If you ask me in front of everyone I will say I'm fine. I'm not fine.",
    "He was nice to me when nobody else was. I thought he was my mate.",
    "I would like somebody to ask what I'm good at.",
)
CORE_GROUP_WORDS: Final = (
    "The man from the kiosk said hello to me. Nobody there ever did before.",
    "I want to be asked before the meeting, not after it.",
    "It is better on Mondays, because she is there on Mondays.",
    "You said the lights would be fixed. They are not fixed.",
    "",
)


@dataclass(frozen=True, slots=True)
class Place:
    """An invented context: what it is, what goes wrong there, who can change it, what they would do."""

    kind: str
    name: str
    area: str
    looked_after_by: str
    strength: str
    young_people_do: str
    dynamics: tuple[tuple[str, str], ...]  # kind of dynamic, how it works here
    reach: str  # kind of agency
    through: str
    can_change: str
    target: str  # what an action here aims at
    change: str  # what the agency will do
    goal: str
    level: str
    measure: str


PLACES: Final = (
    Place(
        "route_transport",
        "Quayside bus station",
        "Town centre",
        "Brightline station staff until seven; nobody after",
        "The tea kiosk knows most young people by name",
        "Changes buses on the way home, and waits with friends",
        (
            ("coercion_threat", "Older people in a parked car call young people over and make them carry things"),
            ("lack_of_guardian", "After seven no adult is on the platform, and the waiting room is locked"),
        ),
        "transport",
        "Station manager",
        "Staffing, lighting and opening hours of the waiting room",
        "place",
        "keep the waiting room open and staffed until the last school bus has gone",
        "Young people wait for the bus without being approached",
        "place",
        "Young people who use the station say that an adult they trust is there after seven",
    ),
    Place(
        "park_open_space",
        "Larkfield park",
        "Larkfield",
        "Parks team in the daytime",
        "The football cage brings young people of three schools together",
        "Plays football, and stays because there is nowhere else",
        (
            ("grooming", "Two adults bring food and lifts, and later ask for favours"),
            ("design_of_space", "The path behind the pavilion is unlit and cannot be seen from the road"),
        ),
        "parks",
        "Parks supervisor",
        "Lighting, planting and who is employed in the park in the evening",
        "place",
        "light the pavilion path and have a play ranger there on four evenings",
        "Young people can play out in the park until dark",
        "place",
        "Young people mark the pavilion path green on a repeated safety map",
    ),
    Place(
        "school_education",
        "Larkfield School",
        "Larkfield",
        "Head of year and the pastoral team",
        "Ms Adu in the art room is someone young people go to",
        "Goes to lessons on most days, and avoids the back gate",
        (
            ("exclusion_displacement", "Young people sent home at midday are met at the back gate"),
            ("policy_practice", "Lateness after a longer, safer walk leads to detention"),
        ),
        "school",
        "Designated safeguarding lead",
        "Exclusion practice, the back gate, lateness rules",
        "school",
        "stop midday send-homes, staff the back gate and count the longer walk as a reason for lateness",
        "School is a place that young people are kept in, and not sent out of",
        "school",
        "Fewer young people are out of school at midday, and they say why",
    ),
    Place(
        "peer_group",
        "The Canal Street friends",
        "Millside",
        "The youth project knows the group; no adult is with them in the evening",
        "They walk each other home",
        "Spends most evenings with them",
        (
            ("norms", "Carrying something for protection has become ordinary"),
            ("retaliation", "Whoever steps back is treated as having told someone"),
        ),
        "youth_service",
        "Senior youth worker",
        "Time, space and trusted adults for the group as a group",
        "peer_group",
        "offer the friends their own evening, in a place they choose, with the workers whom they asked for",
        "The friends can be together somewhere safe",
        "peer_group",
        "The friends can each name two adults they would tell",
    ),
    Place(
        "online_space",
        "The Millside group chat",
        "Online",
        "Nobody; three members are not known to anyone",
        "Some use it to warn each other",
        "Reads it all night in case a message is about them",
        (
            ("digital_control", "Live location has to be on, and turning it off is punished"),
            ("debt_bondage", "Debts are added up in the chat for everyone to see"),
        ),
        "police",
        "Exploitation sergeant",
        "Reports to the platform, and action against the adults who run it",
        "source_of_harm",
        "act against the adults behind the accounts that send the demands",
        "Nobody can be followed or charged through the chat",
        "online",
        "Young people say that they can leave the chat without being punished",
    ),
    Place(
        "shop_business",
        "Shops on Mill Lane",
        "Millside",
        "Shop managers, who have not been asked before",
        "The corner shop gives credit to families",
        "Buys food after school and meets friends",
        (
            ("material_gain", "Young people are given vapes and then told that they owe for them"),
            ("racism_discrimination", "A guard at one shop follows Black young people and lets others wait inside"),
        ),
        "business",
        "Shop manager",
        "Who may wait inside, who is served, what staff do when they are worried",
        "place",
        "let young people wait inside, train staff with young people and agree whom to ring",
        "Young people are welcome on Mill Lane",
        "place",
        "Young people of every background say that they can wait inside",
    ),
    Place(
        "youth_setting",
        "The Boathouse",
        "Riverside",
        "The Boathouse Youth Project",
        "Young people built the recording room themselves",
        "Records music on the two nights when it is open",
        (("service_gap", "It is closed at weekends, when most of the harm happens"),),
        "youth_service",
        "Project manager",
        "Opening hours and who feels welcome",
        "system",
        "open on Saturday evenings with the hours moved from a quiet weekday",
        "There is something to do on the evenings that matter",
        "system",
        "Young people come on Saturdays and keep coming",
    ),
    Place(
        "neighbourhood_place",
        "The Orchard estate stairwells",
        "Orchard estate",
        "A caretaker two days a week",
        "Neighbours on the second floor keep an eye out",
        "Lives there and passes through every day",
        (
            ("power_status", "A flat on the ground floor is used by adults who keep young people waiting outside"),
            ("lack_of_guardian", "The door entry has been broken since spring"),
        ),
        "housing",
        "Neighbourhood housing officer",
        "Repairs, tenancies, caretaking",
        "place",
        "mend the door, bring the caretaker back to five days and act on the ground-floor tenancy",
        "Families come and go on the estate without being stopped",
        "place",
        "Residents and young people say that the stairwell is theirs again",
    ),
)

NEEDS: Final = (
    ("identity_belonging", "Somewhere to belong that does not ask for anything back"),
    ("education_work", "To be back in lessons with someone who knows why the mornings are hard"),
    ("play_leisure", "Music, on the days that matter"),
    ("emotional_health", "Sleep, and someone to talk to who is not in a hurry"),
    ("money_material", "A phone and a coat that nobody can say are owed for"),
    ("friendships", "To keep the friends who are good for them"),
)
STRENGTHS: Final = (
    ("young_person", "Funny, loyal, and knows every safe way home", "Build the plan with their map of the town"),
    ("family", "Mum notices small changes and says so", "Ask her what she needs, not what she should have done"),
    ("friends", "Friends walk each other home", "Keep the group together and make its places safe"),
)
CHALLENGES: Final = (
    ("School exclusion practice", "Being sent home at midday puts young people where harm happens", "Head teacher"),
    ("Waiting list for talking therapy", "Nine months is longer than the harm will wait", "Clinic manager"),
    ("Stop and search on the high street", "Young people avoid the lit streets because of it", "Borough commander"),
)
CONCERNS: Final = (
    "was found thirty miles from home with a phone that is not theirs, frightened, unable to say who bought the ticket",
    "came to school with an injury to the hand, and said that people were waiting outside",
    "has been missing three times this month; each time friends looked before any adult did",
    "told a youth worker that money is owed, and that the sum goes up each week",
    "has been sent messages by an adult who asks for pictures and says where the family lives",
)
