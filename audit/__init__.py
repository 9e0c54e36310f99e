"""Audits of branches, and a comparison that is fair to them."""

import os

# Before numpy is first imported. Its matrix library wants a thread for each core; for matrices as small as ours the
# threads only wait for one another: on a busy machine of two cores one analysis took 10 s with them and 2 s without.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
