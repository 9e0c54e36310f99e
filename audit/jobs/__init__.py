"""Work that runs later or for long: step by step, outside every request, going on after a kill where it stopped.

`Run` is what a job holds in its hand. `audit/jobs/engine.py` runs it: only the process for jobs imports that, for it
is heavy. What jobs there are is for `services/job_kinds.py` to say.
"""

from audit.jobs.runs import Hooks, Run, Value, Work

__all__ = ["Hooks", "Run", "Value", "Work"]
