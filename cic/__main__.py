"""`python -m cic` is the command `cic`."""

from cic.cli import main

if __name__ == "__main__":
    main()
