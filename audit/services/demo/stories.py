"""The visit in the auditor's own words: the best moment, the weakest one, and what could change."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

# By item: what was good about it, what was not.
GOOD: Mapping[str, Mapping[str, str]] = {
    "welcome": {
        "en": "I felt expected the moment I came in.",
        "nl": "Ik voelde me meteen bij binnenkomst verwacht.",
        "id": "Begitu masuk saya merasa sudah dinanti.",
        "ro": "De cum am intrat am simțit că mă așteptau.",
    },
    "drink": {
        "en": "The coffee was there before I had found my magazine.",
        "nl": "De koffie stond er al voor ik een tijdschrift had gevonden.",
        "id": "Kopi sudah datang sebelum saya sempat duduk nyaman.",
        "ro": "Cafeaua a ajuns înainte să-mi găsesc o revistă.",
    },
    "advice": {
        "en": "The stylist explained what suits my hair and why.",
        "nl": "De stylist legde uit wat bij mijn haar past en waarom.",
        "id": "Penata rambut menjelaskan yang cocok untuk rambut saya dan alasannya.",
        "ro": "Stilistul mi-a explicat ce se potrivește părului meu și de ce.",
    },
    "result": {
        "en": "The cut is exactly what I asked for.",
        "nl": "Het kapsel is precies wat ik vroeg.",
        "id": "Potongannya persis seperti yang saya minta.",
        "ro": "Tunsoarea e exact cum am cerut.",
    },
    "wash": {
        "en": "I could have fallen asleep at the wash basin.",
        "nl": "Bij de wasbak viel ik bijna in slaap.",
        "id": "Saya hampir tertidur saat keramas.",
        "ro": "La spălat aproape am adormit.",
    },
    "goodbye": {
        "en": "They walked me to the door and meant it.",
        "nl": "Ze liepen mee naar de deur en meenden het.",
        "id": "Saya diantar sampai pintu dengan tulus.",
        "ro": "M-au condus până la ușă, cu toată sinceritatea.",
    },
}
WEAK: Mapping[str, Mapping[str, str]] = {
    "greet_s": {
        "en": "At the door I stood for a while as if invisible.",
        "nl": "Bij de deur stond ik een tijdje alsof ik onzichtbaar was.",
        "id": "Di pintu saya berdiri cukup lama seolah tak terlihat.",
        "ro": "La ușă am stat o vreme de parcă nici nu existam.",
    },
    "drink": {
        "en": "Nobody thought of a drink.",
        "nl": "Aan een drankje dacht niemand.",
        "id": "Tidak ada yang terpikir menawari minum.",
        "ro": "Nimeni nu s-a gândit la ceva de băut.",
    },
    "repeats": {
        "en": "My wish was not repeated, and that made me nervous.",
        "nl": "Mijn wens werd niet herhaald, dat maakte me onrustig.",
        "id": "Keinginan saya tidak diulang, dan itu membuat cemas.",
        "ro": "Dorința mea n-a fost repetată, ceea ce m-a neliniștit.",
    },
    "result": {
        "en": "The result is not what we agreed.",
        "nl": "Het resultaat is niet wat we hadden afgesproken.",
        "id": "Hasilnya tidak sesuai kesepakatan.",
        "ro": "Rezultatul nu e cel stabilit.",
    },
    "next_date": {
        "en": "I left without anyone asking when I would be back.",
        "nl": "Ik ging weg zonder dat iemand vroeg wanneer ik terugkom.",
        "id": "Saya pulang tanpa ditanya kapan akan kembali.",
        "ro": "Am plecat fără să mă întrebe cineva când revin.",
    },
    "name": {
        "en": "From first to last nobody used my name.",
        "nl": "Van begin tot eind heb ik mijn naam niet gehoord.",
        "id": 'Dari awal sampai akhir saya hanya dipanggil "Kak".',
        "ro": "De la început până la sfârșit nu mi-a spus nimeni pe nume.",
    },
}
CHANGE: Mapping[str, Sequence[str]] = {
    "en": (
        "I would put one person at the desk at busy hours.",
        "A minute more before the first cut would change everything.",
        "Keep the team, print the promises and hang them in the kitchen.",
    ),
    "nl": (
        "Ik zou op drukke uren één vast gezicht aan de balie zetten.",
        "Eén minuut meer voor de eerste knip zou alles veranderen.",
        "Houd dit team vast en hang de beloften in de keuken.",
    ),
    "id": (
        "Saya akan menempatkan satu orang di meja depan pada jam ramai.",
        "Satu menit lebih sebelum menggunting akan mengubah segalanya.",
        "Pertahankan tim ini dan tempel janjinya di dapur.",
    ),
    "ro": (
        "Aș ține un om la recepție la orele aglomerate.",
        "Încă un minut înainte de prima tăietură ar schimba totul.",
        "Păstrați echipa și afișați promisiunile în bucătărie.",
    ),
}


def tell(kept: frozenset[str], broken: frozenset[str], language: str, rng: random.Random) -> str:
    """Three sentences at most; `kept` and `broken` are item keys."""
    good = [words[language] for item, words in GOOD.items() if item in kept]
    weak = [words[language] for item, words in WEAK.items() if item in broken]
    sentences = [rng.choice(part) for part in (good, weak, CHANGE[language]) if part]
    return " ".join(sentences)
