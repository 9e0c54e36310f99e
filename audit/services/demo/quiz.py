"""The demo's quiz before the first visit in person, in four languages. Every auditor of the chain has passed it."""

from __future__ import annotations

from datetime import datetime

from audit.services.demo.calendars import IN_PERSON
from audit.services.demo.chain import DemoChain
from audit.services.demo.records import Ids
from audit.store import quizzes

QUESTIONS = (
    {
        "question": {
            "en": "Somebody asks whether you are the mystery guest. What do you say?",
            "nl": "Iemand vraagt of je de mystery guest bent. Wat zeg je?",
            "id": "Seseorang bertanya apakah Anda tamu misterius. Apa jawaban Anda?",
            "ro": "Cineva te întreabă dacă ești clientul misterios. Ce răspunzi?",
        },
        "options": [
            {
                "en": "Yes, and I show my list", "nl": "Ja, en ik laat mijn lijst zien",
                "id": "Ya, dan saya tunjukkan daftar saya", "ro": "Da, și îmi arăt lista",
            },
            {
                "en": "That I am here for a haircut", "nl": "Dat ik hier ben om geknipt te worden",
                "id": "Bahwa saya datang untuk potong rambut", "ro": "Că am venit la tuns",
            },
            {
                "en": "I leave at once", "nl": "Ik ga meteen weg",
                "id": "Saya langsung pergi", "ro": "Plec imediat",
            },
        ],
        "right": 1,
    },
    {
        "question": {
            "en": "When do you start the stopwatch for the greeting?",
            "nl": "Wanneer start je de stopwatch voor de begroeting?",
            "id": "Kapan Anda mulai menghitung waktu sambutan?",
            "ro": "Când pornești cronometrul pentru salut?",
        },
        "options": [
            {
                "en": "When the door closes behind me", "nl": "Als de deur achter me dichtgaat",
                "id": "Saat pintu menutup di belakang saya", "ro": "Când se închide ușa în urma mea",
            },
            {
                "en": "When somebody looks at me", "nl": "Als iemand naar me kijkt",
                "id": "Saat ada yang melihat saya", "ro": "Când se uită cineva la mine",
            },
        ],
        "right": 0,
    },
    {
        "question": {
            "en": "Nobody offered a drink, and there is no machine. What do you answer?",
            "nl": "Niemand bood iets te drinken aan, en er staat geen automaat. Wat antwoord je?",
            "id": "Tidak ada yang menawarkan minuman, dan tidak ada mesinnya. Apa jawaban Anda?",
            "ro": "Nimeni nu ți-a oferit de băut și nu există automat. Ce răspunzi?",
        },
        "options": [
            {"en": "Not applicable", "nl": "Niet van toepassing", "id": "Tidak berlaku", "ro": "Nu se aplică"},
            {
                "en": "No, and a word about it", "nl": "Nee, met een woord erbij",
                "id": "Tidak, dengan sedikit keterangan", "ro": "Nu, cu un cuvânt despre asta",
            },
        ],
        "right": 1,
    },
)  # fmt: skip


async def add_quiz(chain: DemoChain, ids: Ids, now: datetime) -> None:
    """The quiz and who has passed it, inside an open transaction."""
    checklist_id = ids.versions[IN_PERSON].checklist_id
    await quizzes.put_quiz(checklist_id, QUESTIONS, now)
    for person in chain.people:
        if person.role == "auditor":
            await quizzes.put_pass(ids.people[person.key], checklist_id, now)
