"""How the chain does on average: for each item the share of visits that keep it, and who it depends on.

Written by hand from what a hair salon is good and bad at: nearly everybody washes well and gives a
clear bill, hardly anybody calls afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping

# The probability that an average branch keeps the item; for scales and graded choices, its mean credit.
BASE: Mapping[str, float] = {
    "front": 0.93,
    "hours": 0.94,
    "booking": 0.92,
    "wait": 0.80,
    "wait_told": 0.62,
    "greet_s": 0.84,
    "welcome": 0.86,
    "name": 0.70,
    "coat": 0.84,
    "introduces": 0.78,
    "drink": 0.82,
    "drink_s": 0.86,
    "drink_served": 0.80,
    "waiting": 0.88,
    "asks_first": 0.92,
    "repeats": 0.70,
    "price": 0.78,
    "questions": 0.80,
    "advice": 0.84,
    "home_care": 0.68,
    "new": 0.45,
    "tools": 0.985,
    "wash": 0.86,
    "distracted": 0.87,
    "result": 0.88,
    "mirror": 0.93,
    "first_time": 0.92,
    "station": 0.91,
    "clean": 0.86,
    "toilet": 0.88,
    "heard": 0.88,
    "repeated": 0.58,
    "solved": 0.78,
    "pay_s": 0.90,
    "bill": 0.96,
    "returns": 0.78,
    "feedback": 0.55,
    "next_date": 0.66,
    "goodbye": 0.86,
    "follow_up": 0.30,
    "answered": 0.975,
    "called_back": 0.55,
    "pickup_s": 0.78,
    "greeting": 0.82,
    "tone": 0.88,
    "hold_asked": 0.76,
    "hold_s": 0.72,
    "needs": 0.92,
    "other_date": 0.84,
    "repeats_booking": 0.85,
    "number": 0.80,
    "cancel": 0.60,
    "one_call": 0.90,
}
OTHERWISE = 0.85

# How often an item does not apply: no coat, no drink wanted, a free first date.
NOT_APPLICABLE: Mapping[str, float] = {
    "booking": 0.10,
    "coat": 0.15,
    "drink_s": 0.10,
    "drink_served": 0.10,
    "waiting": 0.18,
    "wash": 0.05,
    "toilet": 0.35,
    "returns": 0.55,
    "follow_up": 0.22,
    "other_date": 0.55,
}
# These do not apply together with another: who walks in has no appointment to wait for.
TOGETHER: Mapping[str, str] = {"wait": "booking", "drink_served": "drink_s"}

# Facts of the visit rather than of the salon: how often they are so, wherever and whoever.
FACTS: Mapping[str, float] = {"complained": 0.25, "hold": 0.30}
# Nothing on the form depends on it being open but everything: it is planted, never drawn.
GATES = ("open",)

# How much of an auditor's severity an answer takes: a stopwatch leaves little room, a judgement much.
LEEWAY: Mapping[str, float] = {
    "time": 0.2,
    "number": 0.6,
    "yes_no": 0.9,
    "expectation": 1.6,
    "scale": 1.5,
    "choice": 1.2,
}

# Kept very unevenly: at some branches always, at others hardly ever. The sd is on the logit scale.
INCONSISTENT_STANDARDS = ("drink-offered", "wish-repeated", "greeted-60s", "next-date-offered")
INCONSISTENT_SD = 1.9
USUAL_SD = 0.22
# From one visit to the next the same salon has better and worse days (logit scale).
DAY_SD = 0.45

# From a month on the whole chain asks for opinions: the card with the code lies at every desk.
CHANGED_STANDARD = "feedback-asked"
CHANGED_STANDARD_TO = 0.86

# What makes a guest come back, in points on the scale of ten when it is broken.
DRIVERS: Mapping[str, float] = {"result": 2.6, "welcome": 1.6, "first_time": 1.4, "name": 0.9, "distracted": 0.8}
