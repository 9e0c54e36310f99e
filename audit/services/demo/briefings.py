"""What the auditor is told before a visit: whom to play, what to buy, and what to keep to themselves."""

from __future__ import annotations

from collections.abc import Mapping

Briefing = Mapping[str, Mapping[str, str]]

BRIEFINGS: Mapping[str, Briefing] = {
    "new-guest": {
        "play": {
            "en": "You are new in town and have booked a wash, cut and finish. Arrive on time. Say that it is your"
            " first visit here.",
            "nl": "Je bent nieuw in de stad en hebt wassen, knippen en föhnen geboekt. Kom op tijd. Zeg dat je hier"
            " voor het eerst bent.",
            "id": "Anda baru pindah ke kota ini dan sudah memesan cuci, potong, dan blow. Datang tepat waktu. Katakan"
            " ini kunjungan pertama Anda.",
            "ro": "Ești de puțin timp în oraș și ai programare la spălat, tuns și coafat. Vino la timp. Spune că ești"
            " aici pentru prima dată.",
        },
        "buy": {
            "en": "Wash, cut and finish, up to €\u00a060. Keep the receipt.",
            "nl": "Wassen, knippen en föhnen, tot €\u00a060. Bewaar de bon.",
            "id": "Cuci, potong, dan blow, hingga €\u00a060. Simpan struknya.",
            "ro": "Spălat, tuns și coafat, până la 60\u00a0€. Păstrează bonul.",
        },
        "never": {
            "en": "That you visit for the chain. Do not take notes where staff can see it.",
            "nl": "Dat je voor de keten komt. Maak geen notities waar het team het ziet.",
            "id": "Bahwa Anda datang atas nama perusahaan. Jangan mencatat di depan karyawan.",
            "ro": "Că vii din partea rețelei. Nu lua notițe la vedere.",
        },
    },
    "complaint": {
        "play": {
            "en": "Ask for a trim. When you see the result, say kindly that the fringe is still too long. Are you"
            " heard? Is it repeated back? Who solves it?",
            "nl": "Vraag om bijpunten. Zeg bij het resultaat vriendelijk dat de pony nog te lang is. Word je gehoord?"
            " Wordt het herhaald? Wie lost het op?",
            "id": "Minta rambut dirapikan. Saat melihat hasilnya, sampaikan dengan ramah bahwa poninya masih terlalu"
            " panjang. Apakah Anda didengarkan? Apakah diulang? Siapa yang menyelesaikan?",
            "ro": "Cere doar vârfurile. Când vezi rezultatul, spune politicos că bretonul e încă prea lung. Ești"
            " ascultat? Se repetă ce ai spus? Cine rezolvă?",
        },
        "buy": {
            "en": "A trim. Let them correct the fringe and accept what they offer.",
            "nl": "Bijpunten. Laat de pony bijwerken en neem aan wat ze bieden.",
            "id": "Merapikan rambut. Biarkan poni diperbaiki dan terima yang ditawarkan.",
            "ro": "Tuns vârfuri. Lasă-i să corecteze bretonul și acceptă ce îți oferă.",
        },
        "never": {
            "en": "That the complaint is part of a visit. Stay friendly, whatever they answer.",
            "nl": "Dat de klacht bij een bezoek hoort. Blijf vriendelijk, wat ze ook antwoorden.",
            "id": "Bahwa keluhan ini bagian dari kunjungan. Tetap ramah, apa pun jawabannya.",
            "ro": "Că nemulțumirea face parte din vizită. Rămâi amabil, orice ți s-ar răspunde.",
        },
    },
    "return": {
        "play": {
            "en": "You have booked a wash and finish. At the desk, ask whether a shampoo from another branch can be"
            " brought back, and what you need for it.",
            "nl": "Je hebt wassen en föhnen geboekt. Vraag aan de balie of je een shampoo uit een ander filiaal kunt"
            " terugbrengen, en wat je daarvoor nodig hebt.",
            "id": "Anda memesan cuci dan blow. Di kasir, tanyakan apakah sampo dari cabang lain bisa dikembalikan dan"
            " apa syaratnya.",
            "ro": "Ai programare la spălat și coafat. La recepție, întreabă dacă poți aduce înapoi un șampon cumpărat"
            " din alt salon și ce îți trebuie.",
        },
        "buy": {
            "en": "Wash and finish, and one product under €\u00a015.",
            "nl": "Wassen en föhnen, en één product onder €\u00a015.",
            "id": "Cuci dan blow, serta satu produk di bawah €\u00a015.",
            "ro": "Spălat și coafat, plus un produs sub 15\u00a0€.",
        },
        "never": {
            "en": "The rule: 14 days, any branch, with the receipt. Let them say it.",
            "nl": "De regel: 14 dagen, elk filiaal, met bon. Laat hen het zeggen.",
            "id": "Aturannya: 14 hari, cabang mana pun, dengan struk. Biarkan mereka yang menyebutnya.",
            "ro": "Regula: 14 zile, orice salon, cu bon. Lasă-i pe ei să o spună.",
        },
    },
    "phone": {
        "play": {
            "en": "Call between eleven and two. Ask for a wash and cut on Saturday at ten. If that is free, ask for"
            " half past instead.",
            "nl": "Bel tussen elf en twee. Vraag om wassen en knippen op zaterdag om tien uur. Is dat vrij, vraag dan"
            " om half elf.",
            "id": "Telepon antara pukul sebelas dan dua. Minta cuci dan potong hari Sabtu pukul sepuluh. Jika tersedia,"
            " minta setengah jam kemudian.",
            "ro": "Sună între unsprezece și două. Cere spălat și tuns sâmbătă la zece. Dacă e liber, cere la zece și"
            " jumătate.",
        },
        "buy": {
            "en": "Nothing. Cancel by phone the next morning.",
            "nl": "Niets. Zeg de volgende ochtend telefonisch af.",
            "id": "Tidak ada. Batalkan lewat telepon keesokan paginya.",
            "ro": "Nimic. Anulează telefonic a doua zi dimineață.",
        },
        "never": {
            "en": "That you time the call. Put the phone on speaker beside the stopwatch.",
            "nl": "Dat je de tijd opneemt. Zet de telefoon op luidspreker naast de stopwatch.",
            "id": "Bahwa Anda mengukur waktu. Pakai pengeras suara di samping stopwatch.",
            "ro": "Că cronometrezi apelul. Pune telefonul pe difuzor, lângă cronometru.",
        },
    },
}
