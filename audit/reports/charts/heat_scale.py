"""The colours of the heat map: quiet where a standard is kept, loud where it is broken.

Twenty steps of five percent. Lightness only ever goes one way, so the scale survives grey printing, and blue against
orange survives colour blindness. Made in OKLab; the lightness between white text and ink text is left out, so that
every step carries its number with a contrast of at least 4.5 to 1 (tested, and equal to the style sheet's).
"""

from __future__ import annotations

STEPS = 20
PAPER_HEAT = (
    *("#8c360c", "#923a0c", "#993e0d", "#a0410d", "#da7438", "#dd7d42", "#df864c", "#e28f55", "#e5985e", "#e7a16a"),
    *("#e8ab78", "#e9b485", "#e9bd93", "#eac7a0", "#ebd0b0", "#ebdbc3", "#ece5d6", "#e7e9e5", "#dfebf2", "#d7ecfe"),
)
DARK_HEAT = (
    *("#ffbe87", "#fdb67c", "#fbad72", "#f8a467", "#f49b5e", "#ed9357", "#e68a50", "#e08148", "#d97941", "#8f4623"),
    *("#854222", "#7b3f22", "#713c22", "#673921", "#5a3622", "#4b3324", "#3c3025", "#312f2e", "#283039", "#1d3043"),
)
FIRST_INK_STEP = 4
"""From this step on, text in light is ink; below it, white."""
FIRST_PALE_STEP = 9
"""From this step on, text in dark is pale; below it, ink."""


def heat_step(share: float) -> int:
    """The step of a share of 1: 0 for under 5 percent, 19 for 95 and more."""
    return min(STEPS - 1, max(0, int(share * STEPS + 1e-9)))
