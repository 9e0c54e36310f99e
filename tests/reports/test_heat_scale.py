from __future__ import annotations

from itertools import pairwise

import pytest

from audit.reports.charts.heat_scale import (
    DARK_HEAT,
    FIRST_INK_STEP,
    FIRST_PALE_STEP,
    PAPER_HEAT,
    STEPS,
    heat_step,
)
from tests.reports.drawings import contrast, luminance


@pytest.mark.parametrize(
    "share,step", [(0.0, 0), (0.0499, 0), (0.05, 1), (0.15, 3), (0.3, 6), (0.7, 14), (0.999, 19), (1.0, 19)]
)
def test_five_percent_are_a_step(share: float, step: int) -> None:
    assert heat_step(share) == step


@pytest.mark.parametrize("step", range(STEPS))
def test_the_number_in_a_cell_can_be_read(step: int) -> None:
    in_light = "#1c2230" if step >= FIRST_INK_STEP else "#ffffff"
    in_dark = "#f4f3ef" if step >= FIRST_PALE_STEP else "#13161b"
    assert contrast(PAPER_HEAT[step], in_light) >= 4.5
    assert contrast(DARK_HEAT[step], in_dark) >= 4.5


def test_lightness_goes_one_way_so_that_grey_still_tells() -> None:
    light, dark = ([luminance(colour) for colour in scale] for scale in (PAPER_HEAT, DARK_HEAT))
    assert all(one < next_one for one, next_one in pairwise(light))
    assert all(one > next_one for one, next_one in pairwise(dark))
