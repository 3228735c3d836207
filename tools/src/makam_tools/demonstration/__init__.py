"""The demonstration: Akçınar Belediyesi with its people and units, one public day, its guests, and some weeks of
requests, programme, ceremonies, papers, instructions and expenses, loaded through the public API alone."""

from makam_tools.demonstration.loading import load

__all__ = ["load"]
