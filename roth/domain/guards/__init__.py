"""What must hold before a step of the pathway, each with the sentence that says what to do about it.

Which step asks for which guard belongs in `pathway`. Numbers in brackets are Children in Need census rules.
"""

from typing import Final

from roth.domain.guards.base import Guard
from roth.domain.guards.conference import CONFERENCE
from roth.domain.guards.dates import DATES
from roth.domain.guards.endings import ENDINGS
from roth.domain.guards.enquiry import ENQUIRY
from roth.domain.guards.front_door import FRONT_DOOR
from roth.domain.guards.gate import GATE
from roth.domain.guards.plan import PLAN
from roth.domain.guards.review import REVIEW

__all__ = ["BOXES", "G", "Guard"]

_BY_SUBJECT: Final = (DATES, FRONT_DOOR, ENQUIRY, GATE, CONFERENCE, PLAN, REVIEW, ENDINGS)
G: Final = {guard.code: guard for guards in _BY_SUBJECT for guard in guards}
# The questions that a sentence stands at, by their names on forms.
BOXES: Final = {guard.sentence: guard.boxes for guard in G.values() if guard.boxes}
