"""`python -m makam_tools VERB …`: each verb is the module of that name and its `main(arguments)`."""

import importlib
import sys

from makam_tools import verbs
from makam_tools.trouble import Trouble


def main(arguments):
    verb = verbs.chosen(arguments)
    try:
        return importlib.import_module(f"makam_tools.{verb}").main(arguments[1:])
    except Trouble as trouble:
        return f"makam {verb}: {trouble}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
