"""Compares what was entered on three phones with what arrived, while lines break, portals lie, tabs and the server
are killed, sessions end and two phones work on one visit: the product's own scripts, a real server process.

Run:    .venv/bin/python bench/faults.py [--quick] [--visits N] [--seed N]
Reach:  lost 0, doubled 0, `audit verify` finds nothing. Exit 1 otherwise.
Beside: how often each fault was met. An act on which a tab was killed before it said "Saved" may have arrived or
        not, but never twice. In a visit that two phones hand in, one counts and the other is kept as a copy.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.async_api import async_playwright

from bench.fault_lines import Weather, kept_serving
from bench.fault_phones import Act, Phone, Work
from tests.browser.conftest import PHONE
from tests.browser.people import AUDITOR
from tests.browser.phone.checklists import EVERY_KIND
from tests.browser.phone.proxies import running_proxy
from tests.browser.phone.servers import Held, add_auditor, database, held, is_whole, plan_visit
from tests.components import need_chromium
from tests.databases import run_audit
from tests.faults.conftest import COMMAND
from tests.servers import Server, running

OTHER = "auditor2@example.com"
SHARED = 0.1
WORDS = ("clean", "a drink was offered", "nobody looked up", "žluťoučký kůň", "🙂 warm", "Ștefan said hello")


def main() -> None:
    """Run, print, and fail when anything was lost or doubled."""
    options = read_options()
    count = options.visits or (12 if options.quick else 240)
    print(f"{count} visits, seed {options.seed}")
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as server:
        begun = time.monotonic()
        is_good = asyncio.run(run(server, need_chromium(), count, random.Random(options.seed)))
        print(f"took {time.monotonic() - begun:.0f} s")
        settings = {"database": f"sqlite://{server.folder / 'audit.sqlite3'}", "photos": str(server.folder / "photos")}
        verified = run_audit("verify", settings=settings)
        print("audit verify:", (verified.stdout + verified.stderr).strip())
    sys.exit(0 if is_good and verified.returncode == 0 else 1)


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="12 visits instead of 240")
    parser.add_argument("--visits", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


@contextmanager
def served(folder: Path) -> Iterator[Server]:
    """A server that can be told where to die, on a small demo chain with a checklist of every kind of item."""
    settings = {"database": f"sqlite://{folder / 'audit.sqlite3'}", "photos": str(folder / "photos")}
    (folder / "checklist.json").write_text(json.dumps(EVERY_KIND))
    for command in (
        ("migrate",), ("demo", "--branches", "4", "--visits", "12"),
        ("checklist", "import", str(folder / "checklist.json"), "--publish"),
    ):  # fmt: skip
        done = run_audit(*command, settings=settings)
        assert done.returncode == 0, done.stderr
    (folder / "kill").write_text("")
    with running(Server(folder, {}, {"KILL_FILE": str(folder / "kill")}, COMMAND)) as server:
        yield server


async def run(server: Server, program: Path, count: int, chance: random.Random) -> bool:
    """All visits in bad weather, then in good weather what is left; whether everything arrived once."""
    emails = (AUDITOR, AUDITOR, add_auditor(server, OTHER))
    with ExitStack() as lines:
        proxies = [lines.enter_context(running_proxy(server.port)) for _ in emails]
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            contexts = [await browser.new_context(base_url=proxy.url, **PHONE) for proxy in proxies]
            phones = list(map(Phone, contexts, proxies, emails))
            for phone in phones:
                await phone.sign_in()
            weather = Weather(chance, server, browser)
            with kept_serving(weather):
                for _ in range(count):
                    await visit_somewhere(phones, weather)
            left = [visit for phone in phones for visit in await settle(phone)]
            await asyncio.wait_for(browser.close(), 60)
    for name, times in sorted(weather.seen.items()):
        print(f"  {times:4} {name}")
    return report(server, phones) and not left


async def visit_somewhere(phones: list[Phone], weather: Weather) -> None:
    """One visit on one phone; now and then two phones of one auditor do the same visit."""
    chance, server = weather.chance, weather.server
    if chance.random() < SHARED:
        weather.seen["two phones on one visit"] += 1
        hands, email = phones[:2], AUDITOR
    else:
        hands = [chance.choice(phones)]
        email = hands[0].email
    visit = plan_visit(server, EVERY_KIND["key"], email)
    for phone in hands:
        await phone.open(visit)
        await fill_in(phone, visit, weather)
        phone.proxy.is_down = False
    for phone in hands:
        await phone.open(visit)
        await phone.finish(visit)


async def fill_in(phone: Phone, visit: str, weather: Weather) -> None:
    """Random acts, ending with all that a visit needs."""
    chance = weather.chance
    acts = [random_act(chance) for _ in range(chance.randint(2, 9))]
    needed = [("open", "answer", "yes"), ("tidy", "answer", "yes"), ("story", "answer", words(chance))]
    for item, kind, value in (*acts, *needed):
        weather.turn(phone.proxy)
        await disturb(phone, visit, weather)
        if kind == "photo_add":
            data = chance.randbytes(chance.randint(2_000, 120_000))
            digest = sha256(data).hexdigest()
            await phone.act(visit, Act(item, kind, {"sha256": digest, "width": 8, "height": 8}), (digest, data))
        else:
            await phone.act(visit, Act(item, kind, value))


async def disturb(phone: Phone, visit: str, weather: Weather) -> None:
    """What happens to the phone itself."""
    roll = weather.chance.random()
    if roll < 0.02:
        await weather.kill_tabs()
    elif roll < 0.03:
        weather.seen["no signal for a while"] += 1
        phone.proxy.is_down = True
    elif roll < 0.12:
        phone.proxy.is_down = False
    elif roll < 0.14:
        weather.seen["session ended"] += 1
        await phone.lose_session()
    elif roll < 0.18:
        await phone.sign_in()
    elif roll < 0.22:
        weather.seen["opened in another tab"] += 1
        await phone.open(visit)
    elif roll < 0.5:
        await phone.send(visit)


def random_act(chance: random.Random) -> tuple[str | None, str, Any]:
    """Anything an auditor does but finishing."""
    return chance.choice(
        [
            ("open", "answer", chance.choice(["yes", "no"])),
            ("tone", "answer", chance.choice(["below", "meets", "exceeds", "na"])),
            ("clean", "answer", chance.randint(1, 5)),
            ("queue", "answer", chance.choice([0, 2.5, 7, None])),
            ("why", "answer", chance.choice([["desk"], ["desk", "chair"], []])),
            ("clean", "comment", words(chance)),
            ("shelf", "photo_add", None),
            ("shelf", "photo_add", None),
            (None, "note", {"text": words(chance)}),
            (None, "arrive", None),
        ]
    )


def words(chance: random.Random) -> str:
    return f"{chance.choice(WORDS)} {chance.randint(0, 10**6)}"


async def settle(phone: Phone) -> list[str]:
    """In good weather everything is sent; the visits of which something is left."""
    phone.proxy.faults.clear()
    phone.proxy.is_down = False
    await phone.sign_in()
    left = await phone.drain()
    for visit in left:
        print(f"  left on a phone: {visit}")
    return left


def report(server: Server, phones: list[Phone]) -> bool:
    """Compare and print; whether nothing was lost and nothing doubled."""
    table = {kind: [0, 0, 0, 0] for kind in ("acts", "photos", "visits")}
    for visit in {visit for phone in phones for visit in phone.works}:
        hands = [phone for phone in phones if visit in phone.works]
        compare(server, held(server, visit), {phone.device: phone.works[visit] for phone in hands}, table)
        check_answers(server, visit, [phone.works[visit] for phone in hands])
    print(f"{'':10}{'entered':>10}{'arrived':>10}{'lost':>10}{'doubled':>10}")
    for kind, numbers in table.items():
        print(f"{kind:10}" + "".join(f"{number:>10}" for number in numbers))
    return all(lost == doubled == 0 for _, _, lost, doubled in table.values())


def compare(server: Server, arrived: Held, works: dict[str, Work], table: dict[str, list[int]]) -> None:
    """Count what arrived of one visit. What another phone had told is taken over, not doubled."""
    known = {told(act.item, act.field, act.value) for work in works.values() for act in work.acts}
    for device, work in works.items():
        ops = [op for sender, op in arrived.ops if sender == device]
        by_seq = {op["seq"]: told(op["item"], op["field"], op["value"]) for op in ops}
        sure = [act for act in work.acts if act.seq]
        right = sum(by_seq.get(act.seq) == told(act.item, act.field, act.value) for act in sure)
        unsure = [told(act.item, act.field, act.value) for act in work.acts if not act.seq]
        more = [text for seq, text in by_seq.items() if seq not in {act.seq for act in sure}]
        strange = [text for text in more if text not in unsure and (len(works) == 1 or text not in known)]
        again = sum(max(0, more.count(text) - unsure.count(text)) for text in set(more) & set(unsure))
        add(table["acts"], len(sure), right, len(ops) - len(by_seq) + len(strange) + (again if len(works) == 1 else 0))
        add(table["photos"], len(work.photos), sum(is_whole(server, sha256) for sha256 in work.photos), 0)
    sent = [submission["id"] for submission in arrived.submissions]
    made = {work.submission for work in works.values()}
    counting = sum(submission["status"] == "accepted" for submission in arrived.submissions)
    add(table["visits"], len(made), len(made & set(sent)), len(sent) - len(set(sent) & made) + max(0, counting - 1))


def add(row: list[int], entered: int, arrived: int, doubled: int) -> None:
    for place, number in enumerate((entered, arrived, entered - arrived, doubled)):
        row[place] += number


def told(item: str | None, kind: str, value: Any) -> str:
    """An act as a text; of a photo, its hash."""
    return json.dumps([item, kind, value["sha256"] if kind == "photo_add" else value], sort_keys=True)


def check_answers(server: Server, visit: str, works: list[Work]) -> None:
    """Where one phone was sure of everything, the answers that count are the last it was told."""
    if len(works) != 1 or not all(act.seq for act in works[0].acts):
        return
    wanted: dict[str, Any] = {}
    for act in works[0].acts:
        if act.field == "answer" and act.item is not None:
            wanted[act.item] = act.value
    with database(server) as connection:
        row = connection.execute("SELECT answers FROM visit WHERE id = ?", (visit,)).fetchone()
    found = {item: answer.get("value") for item, answer in json.loads(row[0]).items()}
    wrong = {
        item: (value, found.get(item)) for item, value in wanted.items() if (value or None) != (found.get(item) or None)
    }
    assert wrong == {}, wrong


if __name__ == "__main__":
    main()
