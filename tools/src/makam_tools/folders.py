"""Where things lie in the checkout. Standard library only: read before the environment exists."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LOCKS = ROOT / "locks"
VAR = ROOT / "var"
ENVIRONMENT = VAR / "env"
PACKAGES = VAR / "packages"  # what was taken out of Debian's packages

SOURCES = [
    ROOT / "tools/src",
    ROOT / "services/_kernel/src",
    ROOT / "services/agenda/src",
    ROOT / "services/documents/src",
    ROOT / "services/protocol/src",
    ROOT / "services/requests/src",
    ROOT / "services/visitors/src",
    ROOT / "gateway/src",
    ROOT / "deploy",
]
