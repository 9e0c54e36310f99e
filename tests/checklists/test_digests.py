"""The quick way to a digest gives what the canonical form gives, whatever the answers are."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from audit.checklists.folding import answers_digest, canonical

TEXTS = st.text(st.characters(), max_size=6)
VALUES = st.one_of(
    TEXTS, st.integers(), st.integers(2**53 - 2, 2**53 + 2), st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(), st.none(), st.lists(TEXTS, max_size=3), st.lists(st.integers(), max_size=2),
)  # fmt: skip
ANSWERS = st.dictionaries(TEXTS, st.fixed_dictionaries({"value": VALUES}, optional={"comment": TEXTS}), max_size=4)


@given(ANSWERS)
def test_both_ways_agree(answers: dict[str, dict[str, object]]) -> None:
    assert answers_digest(answers) == hashlib.sha256(canonical(answers).encode()).hexdigest()
