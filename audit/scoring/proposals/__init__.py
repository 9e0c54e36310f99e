"""Who goes where next, so that the visits tell most: see `propose`.

Two things decide what visits are worth. A visit to a branch that little is known about narrows its interval most
(generalizability theory: Cronbach et al. 1972). And branches can only be compared fairly when the auditors who went
there hang together (connectedness: Searle 1987), which a few cross-over visits bring about and no formula does.
"""

from audit.scoring.proposals.changing import Change, change
from audit.scoring.proposals.choosing import propose
from audit.scoring.proposals.values import LeftOut, Need, Past, Proposal, Proposed, Rules

__all__ = ["Change", "LeftOut", "Need", "Past", "Proposal", "Proposed", "Rules", "change", "propose"]
