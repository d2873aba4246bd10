"""`python -m kaohe`."""

from kaohe.cli import main

main()
