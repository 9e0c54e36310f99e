"""What gives a way of putting things away, by language: rules of thumb for the four languages of the product.

They miss much and are sometimes wrong; what they find is worth a second look. A language without an entry is
looked at for lengths only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """`passive` and `other_tense` are of instructions, `two` of questions, `heads` and `vague` of all that is observed.

    `opening` finds a sentence that opens in the past; `one` what looks like two questions and is one.
    """

    passive: re.Pattern[str]
    other_tense: re.Pattern[str]
    two: re.Pattern[str]
    heads: re.Pattern[str]
    vague: re.Pattern[str]
    opening: re.Pattern[str] = re.compile(r"(?!)")
    one: re.Pattern[str] = re.compile(r"(?!)")


def find(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


IRREGULAR = (
    "done|made|given|taken|told|shown|seen|held|kept|put|set|brought|sent|left|written|said|spoken|heard|found|"
    "paid|sold|met|built|chosen|laid|let|led|read|cut|lit|worn|hung|swept|thrown|drawn|broken"
)
# Participles that are mostly adjectives: "is closed" tells a state, nobody has to be named for it.
STATES = "tired|pleased|satisfied|interested|closed|locked|needed|used|delighted|worried|surprised|scored"
# A sentence that opens with a past form; the words listed only look like one.
LIKE_PAST = "Need|Feed|Seed|Speed|Heed|Embed|Proceed|Exceed|Succeed|Shed"
PRONOUN = r"(?:they|he|she|it|you|we|the|a|an|staff|somebody|someone|nobody|is|are|was|were|has|have|does|do|can)"
VERB = (
    "(?:offer|ask|say|tell|smile|greet|give|show|explain|thank|bring|take|help|name|keep|make|use|introduce|repeat|"
    "confirm|listen|look|answer|suggest|invite|wear|open|close|work|call|write|check)s?"
)
ENGLISH = Phrases(
    passive=find(
        rf"\b(?:is|are|was|were|be|been|gets?|got)\s+(?:being\s+)?(?:not\s+|always\s+|never\s+|also\s+|\w+ly\s+)?"
        rf"(?!(?:{STATES})\b)(?:[a-z]{{2,}}ed|{IRREGULAR})\b"
    ),
    other_tense=find(
        r"\b(?:(?:will|shall|should)\s+(?:not\s+|always\s+|never\s+)?[a-z]+|(?:was|were|had|did)\b|going to [a-z]+)"
    ),
    opening=re.compile(rf"(?:^|[.!?]\s+)(?!(?:{LIKE_PAST})\b)([A-Z][a-z]+ed) (?!\w+ed\b)"),
    two=find(rf"\b(?:and/or|as well as)\b|\?[^?]*\?|\band\s+(?:(?:also|then|always)\s+)?(?:{PRONOUN}\s+\w+|{VERB}\b)"),
    one=find(r"\bbetween\b[^.?]*\band\b"),  # "between 9 and the close" asks once
    heads=find(
        r"\b(?:feels?|thinks? of|believes?|understands?|wants? to|cares? about|(?:is|are) (?:aware|motivated)|"
        r"(?:is|are) (?:committed|proud)|has the right attitude|loyal|passionate|attitudes?|mindset)\b"
    ),
    vague=find(
        r"\b(?:appropriate(?:ly)?|adequate(?:ly)?|professional(?:ly)?|properly|proper|suitabl[ey]|satisfactor(?:y|ily)|"
        r"as needed|where possible|if possible|as soon as possible|high[- ]quality|good service|excellent service|"
        r"in a timely manner|reasonabl[ey]|sufficient(?:ly)?|nice(?:ly)?)\b"
    ),
)
DUTCH = Phrases(
    passive=find(
        r"\b(?:wordt|worden|werd|werden)\b[^.!?]{0,60}?\b"
        r"(?:\w*ge\w{2,}(?:d|t|en)|(?:be|ver|her|ont)\w{2,}(?:d|t)|ver\w{3,}en)\b"
    ),
    other_tense=find(r"\b(?:zal|zullen|zult|zou|zouden|was|waren|had|hadden|deed|deden|moest|moesten)\b"),
    two=find(
        r"\b(?:en/of|evenals|alsook)\b|\?[^?]*\?|\ben\s+(?:(?:ook|dan|altijd|daarna)\s+)?(?:"
        r"(?:hij|zij|ze|men|iemand|niemand|er|je|u|is|zijn|wordt|worden|heeft|hebben|kan)\s+\w+|"
        r"(?:biedt|vraagt|zegt|vertelt|glimlacht|groet|begroet|geeft|toont|bedankt|brengt|neemt|helpt|noemt|houdt|"
        r"maakt|stelt|herhaalt|bevestigt|luistert|kijkt|antwoordt|draagt|opent|sluit|belt|schrijft|controleert)\b)"
    ),
    one=find(r"\btussen\b[^.?]*\ben\b"),
    heads=find(
        r"\b(?:voelt|voelen|denkt aan|gelooft|begrijpt|begrijpen|willen|geeft om|(?:is|zijn) (?:zich bewust|"
        r"gemotiveerd|betrokken|trots)|loyaal|gepassioneerd|houding|mentaliteit)\b"
    ),
    vague=find(
        r"\b(?:passende?|gepaste?|adequa(?:at|te)|professione(?:el|le)|behoorlijk|voldoende|zo nodig|indien nodig|"
        r"indien mogelijk|waar mogelijk|zo snel mogelijk|tijdig|goede service|uitstekende service|redelijke?|"
        r"naar tevredenheid|van goede kwaliteit)\b"
    ),
)
# Words that begin with di- without being passive verbs.
NO_PASSIVE = (
    "skon|nding|ngin|ri|siplin|alog|gital|nas|rektur|am|dalam|et|mensi|plom|agram|ameter|stribusi|antara|sinfek"
)
# After these a passive verb is no main clause: it names a quality, and nobody in particular has to be named.
NO_CLAUSE = "tidak|yang|tanpa|sebelum|setelah|bisa|dapat|mudah|perlu|harus|untuk|agar|dari|supaya|jika|bila"
INDONESIAN = Phrases(
    passive=find(rf"(?:^|[.!?;]\s*)(?:(?!(?:{NO_CLAUSE})\b)\w+\s+){{0,3}}(?<=\w\s)di(?!(?:{NO_PASSIVE}))[a-z]{{3,}}\b"),
    other_tense=find(r"\b(?:akan|telah|kemarin|besok)\b"),
    two=find(
        r"\bdan/atau\b|\bserta\b|\?[^?]*\?|\bdan\s+(?:(?:juga|lalu|kemudian|selalu)\s+)?(?:"
        r"(?:mereka|dia|ia|staf|seseorang|ada)\s+\w+|me(?:m|n|ng|ny)[a-z]{4,}\b)"
    ),
    one=find(r"\bantara\b[^.?]*\bdan\b"),
    heads=find(
        r"\b(?:merasa|percaya|memahami|mengerti|ingin|peduli|termotivasi|bangga|berkomitmen|sikap|pola pikir|setia)\b"
    ),
    vague=find(
        r"\b(?:memadai|profesional|sepantasnya|selayaknya|secukupnya|sesuai kebutuhan|bila perlu|jika perlu|"
        r"jika mungkin|bila memungkinkan|sesegera mungkin|berkualitas|"
        r"pelayanan (?:yang )?(?:baik|prima)|wajar|memuaskan)\b"
    ),
)
ROMANIAN_STATES = r"curat|deschis|închis|ocupat|mulțumit|încuiat|obosit|interesat"
ROMANIAN = Phrases(
    passive=find(
        rf"\b(?:este|sunt|e|era|erau|fi)\s+(?:mereu\s+|imediat\s+|întotdeauna\s+)?(?!(?:{ROMANIAN_STATES}))"
        r"\w{2,}(?:at|ată|ați|ate|ut|ută|uți|ute|it|ită|iți|ite)\b"
    ),
    other_tense=find(r"\b(?:va|vor|voi|vom|veți|vei)\s+\w+|\b(?:era|erau|a fost|au fost|avea|aveau)\b"),
    two=find(
        r"\bși/sau\b|\bprecum și\b|\?[^?]*\?|\bși\s+(?:(?:apoi|mereu|de asemenea)\s+)?(?:"
        r"(?:ei|ele|el|ea|personalul|cineva|nimeni|este|sunt|are|au|poate)\s+\w+|"
        r"(?:oferă|întreabă|spune|spun|zâmbește|salută|dă|arată|explică|mulțumește|aduce|ia|ajută|numește|ține|face|"
        r"folosește|repetă|confirmă|ascultă|privește|răspunde|sugerează|propune|invită|poartă|deschide|închide|sună|"
        r"scrie|verifică|prezintă)\b)"
    ),
    one=find(r"\bîntre\b[^.?]*\bși\b"),
    heads=find(
        r"\b(?:simte|simt|simți|crede|cred|înțelege|înțeleg|vrea|îi pasă|le pasă|"
        r"(?:este|sunt) (?:conștien|motiva|mândr|dedica)\w*|loial\w*|pasionat\w*|atitudin\w+|mentalit\w+)\b"
    ),
    vague=find(
        r"\b(?:adecvat\w*|corespunzăto\w+|profesionist\w*|profesional\w*|suficient\w*|după caz|"
        r"dacă (?:este|e) (?:posibil|nevoie)|cât mai (?:repede|curând)|servicii bune|de calitate|rezonabil\w*|"
        r"satisfăcăto\w+)\b"
    ),
)
PHRASES = {"en": ENGLISH, "nl": DUTCH, "id": INDONESIAN, "ro": ROMANIAN}
