"""Processes of a site that run otherwise for a while: with a fault built in, or with a driver in their place."""

from pathlib import Path

HERE = Path(__file__).parent


def restart_with(trial, name, fault, argument="-"):
    """Let a process end in order, and run it again with a fault of `sabotage.py`."""
    trial.stop(name)
    trial.start(name, program=(str(HERE / "sabotage.py"), fault, argument))
    trial.wait_until_ready()


def start_again(trial, name):
    """Run a process as it should be; one that runs otherwise ends in order before."""
    if name in trial.processes:
        trial.stop(name)
    trial.start(name)
    trial.wait_until_ready()
