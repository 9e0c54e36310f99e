"""`audit jobs`: the process that runs whatever runs later or for long. `audit serve` starts one beside itself."""

from __future__ import annotations

import asyncio
import logging.config
import os
import signal
import sys

import click

NICENESS = 5


@click.command("jobs")
@click.option("--until-input-ends", is_flag=True, help="Stop when whoever started this process has gone.")
def command(until_input_ends: bool) -> None:
    """Run the jobs: notices, rounds, bulk reports. Several may be started: one works, the others stand by."""
    from audit.cli._logging import log_config
    from audit.settings import read_settings

    settings = read_settings(os.environ)
    logging.config.dictConfig(log_config(settings.log))
    os.nice(NICENESS)  # nobody waits for a job as they wait for a page
    asyncio.run(run_until_told(until_input_ends))


async def run_until_told(until_input_ends: bool) -> None:
    """Run jobs until a signal, or until the input ends. What is going then is gone on with by the next process."""
    from audit.blobs import open_blobs
    from audit.reports.pdf import Press
    from audit.services.job_kinds import KINDS, WATCHES
    from audit.services.job_running import Desk, run_jobs
    from audit.services.job_tools import Tools
    from audit.services.report_packs import AT_ONCE
    from audit.settings import read_settings
    from audit.store.migrating import open_current_store

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    if until_input_ends:
        loop.add_reader(sys.stdin.fileno(), stop.set)
    settings = read_settings(os.environ)
    with Press(workers=AT_ONCE) as press:
        async with open_current_store(settings.database):
            await run_jobs(Desk(Tools(settings, open_blobs(settings.photos), press), KINDS, WATCHES), stop)
