"""What auditors write beside a broken promise, in their own language."""

from __future__ import annotations

import random
from collections.abc import Mapping

COMMENTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "open": {
        "en": ("Door locked at 10:20, no note on the glass.",),
        "nl": ("Deur om 10.20 uur nog op slot, geen briefje op de ruit.",),
        "id": ("Pintu terkunci pukul 10.20, tidak ada pemberitahuan di kaca.",),
        "ro": ("Ușa încuiată la 10:20, niciun anunț pe geam.",),
    },
    "front": {
        "en": ("Two lamps of the sign were out.", "Fingerprints all over the door."),
        "nl": ("Twee lampen van het uithangbord deden het niet.", "De deur zat vol vingerafdrukken."),
        "id": ("Dua lampu papan nama mati.", "Kaca pintu penuh bekas tangan."),
        "ro": ("Două becuri de la firmă nu mergeau.", "Ușa era plină de amprente."),
    },
    "wait_told": {
        "en": ("Nobody said anything; I asked after ten minutes.", "Everyone saw me waiting and looked away."),
        "nl": ("Niemand zei iets, na tien minuten heb ik het zelf gevraagd.", "Iedereen zag me zitten en keek weg."),
        "id": ("Tidak ada yang bicara, setelah sepuluh menit saya bertanya sendiri.", "Semua melihat saya menunggu."),
        "ro": (
            "N-a zis nimeni nimic, am întrebat eu după zece minute.",
            "Toți m-au văzut că aștept și s-au uitat în altă parte.",
        ),
    },
    "greet_s": {
        "en": ("Three people at the desk, none looked up.", "Greeted only when I coughed."),
        "nl": ("Drie mensen achter de balie, niemand keek op.", "Pas een groet toen ik kuchte."),
        "id": ("Tiga orang di meja depan, tidak ada yang menoleh.", "Baru disapa setelah saya berdeham."),
        "ro": ("Trei oameni la recepție, nimeni n-a ridicat privirea.", "M-au salutat abia când am tușit."),
    },
    "welcome": {
        "en": ('"Yes?" was all I got.', "She kept typing while she spoke to me."),
        "nl": ("'Zegt u het maar' en meer niet.", "Ze bleef typen terwijl ze met me praatte."),
        "id": ('Hanya ditanya "Ya?" tanpa senyum.', "Ia terus mengetik sambil bicara dengan saya."),
        "ro": ("Doar „Da?” și atât.", "A continuat să scrie pe telefon în timp ce vorbea cu mine."),
    },
    "name": {
        "en": ("My name was on the screen, nobody used it.",),
        "nl": ("Mijn naam stond op het scherm, niemand gebruikte hem.",),
        "id": ("Nama saya ada di layar, tetapi tidak disebut.",),
        "ro": ("Numele meu era pe ecran, nu l-a folosit nimeni.",),
    },
    "coat": {
        "en": ("Nobody at the desk, hung it up myself.", "Sat with my coat on my lap."),
        "nl": ("Niemand aan de balie, zelf opgehangen.", "Zat met mijn jas op schoot."),
        "id": ("Tas saya pangku sepanjang perawatan.",),
        "ro": ("Nimeni la recepție, mi-am atârnat haina fără ajutor.", "Am stat cu haina în brațe."),
    },
    "drink": {
        "en": ("The lady beside me had coffee, I was not asked.", "Forty minutes and not even water."),
        "nl": ("De mevrouw naast me had koffie, mij werd niets gevraagd.", "Veertig minuten en nog geen glas water."),
        "id": ("Ibu di sebelah saya dapat kopi, saya tidak ditawari.", "Empat puluh menit tanpa air putih."),
        "ro": (
            "Doamna de lângă mine avea cafea, pe mine nu m-a întrebat nimeni.",
            "Patruzeci de minute și nici măcar apă.",
        ),
    },
    "drink_s": {
        "en": ("The tea came when my hair was already dry.",),
        "nl": ("De thee kwam toen mijn haar al droog was.",),
        "id": ("Teh datang saat rambut saya sudah kering.",),
        "ro": ("Ceaiul a venit când aveam deja părul uscat.",),
    },
    "asks_first": {
        "en": ("Started cutting while I was still explaining.", '"The usual?" It was my first time here.'),
        "nl": ("Begon te knippen terwijl ik nog uitlegde.", "'Zoals altijd?' Het was mijn eerste keer."),
        "id": (
            "Langsung menggunting saat saya masih menjelaskan.",
            '"Seperti biasa?" Padahal saya baru pertama ke sini.',
        ),
        "ro": ("A început să taie în timp ce încă explicam.", "„Ca de obicei?” Era prima dată când veneam."),
    },
    "repeats": {
        "en": ("Nodded and began. I hoped for the best.", "Two centimetres became five."),
        "nl": ("Knikte en begon. Ik hoopte er maar het beste van.", "Twee centimeter werd vijf."),
        "id": ("Hanya mengangguk lalu mulai.", "Dua sentimeter menjadi lima."),
        "ro": ("A dat din cap și a început. Am sperat că iese bine.", "Din doi centimetri s-au făcut cinci."),
    },
    "price": {
        "en": ("Heard the price at the till.",),
        "nl": ("De prijs hoorde ik pas bij de kassa.",),
        "id": ("Harga baru disebut di kasir.",),
        "ro": ("Am aflat prețul abia la casă.",),
    },
    "advice": {
        "en": ("Same shampoo for everyone, it seems.",),
        "nl": ("Kennelijk dezelfde shampoo voor iedereen.",),
        "id": ("Sepertinya semua orang ditawari sampo yang sama.",),
        "ro": ("Se pare că toți primesc același șampon.",),
    },
    "tools": {
        "en": ("Hair of the previous guest in the comb.", "The towel was damp and smelled."),
        "nl": ("Haar van de vorige gast in de kam.", "De handdoek was klam en rook."),
        "id": ("Ada rambut tamu sebelumnya di sisir.", "Handuknya lembap dan bau."),
        "ro": ("Păr de la clientul dinainte în pieptene.", "Prosopul era umed și mirosea."),
    },
    "distracted": {
        "en": ("Answered two calls with the dryer running.",),
        "nl": ("Nam twee keer de telefoon op met de föhn aan.",),
        "id": ("Dua kali menerima telepon sambil mengeringkan rambut.",),
        "ro": ("A răspuns de două ori la telefon cu foenul pornit.",),
    },
    "result": {
        "en": ("Left side clearly longer than the right.", "The fringe is shorter than agreed."),
        "nl": ("Links duidelijk langer dan rechts.", "De pony is korter dan afgesproken."),
        "id": ("Sisi kiri jelas lebih panjang.", "Poni lebih pendek dari kesepakatan."),
        "ro": ("Partea stângă e vizibil mai lungă.", "Bretonul e mai scurt decât am stabilit."),
    },
    "first_time": {
        "en": ("Back to the chair twice for the neck line.",),
        "nl": ("Twee keer terug naar de stoel voor de neklijn.",),
        "id": ("Dua kali kembali ke kursi untuk merapikan tengkuk.",),
        "ro": ("De două ori înapoi pe scaun pentru linia de la ceafă.",),
    },
    "station": {
        "en": ("Hair from at least two guests on the floor.",),
        "nl": ("Haar van zeker twee gasten op de vloer.",),
        "id": ("Rambut dari paling tidak dua tamu masih di lantai.",),
        "ro": ("Păr de la cel puțin doi clienți pe jos.",),
    },
    "toilet": {
        "en": ("No paper, list last signed on Tuesday.",),
        "nl": ("Geen papier, lijst dinsdag voor het laatst getekend.",),
        "id": ("Tidak ada tisu, daftar terakhir diisi hari Selasa.",),
        "ro": ("Fără hârtie, lista semnată ultima oară marți.",),
    },
    "solved": {
        "en": ('"I\'ll pass it on." I doubt it.', "Had to ask for the manager myself."),
        "nl": ("'Ik geef het door.' Ik vraag het me af.", "Moest zelf om de manager vragen."),
        "id": ('"Nanti saya sampaikan." Saya ragu.', "Saya sendiri yang harus meminta bertemu manajer."),
        "ro": ("„Transmit mai departe.” Mă îndoiesc.", "A trebuit să cer eu managerul."),
    },
    "bill": {
        "en": ("A treatment on the bill that I never had.",),
        "nl": ("Een behandeling op de rekening die ik niet heb gehad.",),
        "id": ("Ada perawatan di tagihan yang tidak saya terima.",),
        "ro": ("Pe notă, un tratament pe care nu l-am făcut.",),
    },
    "returns": {
        "en": ('"Only in the branch where you bought it."',),
        "nl": ("'Alleen in het filiaal waar u het kocht.'",),
        "id": ('"Hanya di cabang tempat membeli."',),
        "ro": ("„Doar în salonul de unde l-ați cumpărat.”",),
    },
    "goodbye": {
        "en": ("She was already with the next guest.",),
        "nl": ("Ze was al bij de volgende gast.",),
        "id": ("Ia sudah melayani tamu berikutnya.",),
        "ro": ("Era deja cu următorul client.",),
    },
    "hold_s": {
        "en": ("Hold music for more than a minute, then the line went dead.",),
        "nl": ("Ruim een minuut wachtmuziek, daarna viel de lijn weg.",),
        "id": ("Musik tunggu lebih dari semenit, lalu terputus.",),
        "ro": ("Peste un minut de muzică, apoi s-a întrerupt.",),
    },
    "repeats_booking": {
        "en": ('"OK, noted." No day, no time.',),
        "nl": ("'Oké, staat genoteerd.' Geen dag, geen tijd.",),
        "id": ('"Baik, sudah dicatat." Tanpa hari dan jam.',),
        "ro": ("„Bine, am notat.” Nici zi, nici oră.",),
    },
    "one_call": {
        "en": ("Asked to call back when the manager is in.",),
        "nl": ("Of ik wilde terugbellen als de manager er is.",),
        "id": ("Diminta menelepon lagi saat manajer ada.",),
        "ro": ("Mi s-a spus să sun când e managerul.",),
    },
}
OTHERWISE: Mapping[str, tuple[str, ...]] = {
    "en": ("Not this time.", "I waited for it, it did not come."),
    "nl": ("Deze keer niet.", "Ik heb erop gewacht, het kwam niet."),
    "id": ("Kali ini tidak.", "Saya tunggu, tetapi tidak ada."),
    "ro": ("De data asta nu.", "Am așteptat, dar n-a venit."),
}


def comment_on(item: str, language: str, rng: random.Random) -> str:
    """A comment on a broken item."""
    return rng.choice(COMMENTS.get(item, OTHERWISE)[language])
