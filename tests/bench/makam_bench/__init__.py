"""Measures the goals of speed and cost against baselines of the same run; `makam_bench.run` is the whole of it."""
