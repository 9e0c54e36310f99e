"""`python -m audit` is the command line."""

from audit.cli import main

main()
