"""What goes with the overall experience: how far the standards explain an overall score, and each its share.

It says what goes together, never what causes what.
"""

from audit.scoring.drivers.documents import drivers_document
from audit.scoring.drivers.explaining import drivers
from audit.scoring.drivers.moments import BranchMoments, moments_of
from audit.scoring.drivers.results import Drivers, DriverShare
from audit.scoring.drivers.shares import EXACT_UP_TO, explained_shares
from audit.scoring.drivers.telling import tell_drivers

__all__ = [
    "EXACT_UP_TO",
    "BranchMoments",
    "DriverShare",
    "Drivers",
    "drivers",
    "drivers_document",
    "explained_shares",
    "moments_of",
    "tell_drivers",
]
