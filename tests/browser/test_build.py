"""The committed client is what its sources build to."""

import gzip
import json

from makam_tools import web


def test_a_rebuild_in_another_folder_gives_the_same_files(built):
    """So what people run is what stands in `gateway/web`, and a fresh machine needs no Node."""
    assert web.differences(web.BUILT, built / "client") == []


def test_the_first_load_is_small(built):
    """At most 80 KiB of compressed JavaScript before the first page shows: the entry, and what it imports at once."""
    client = built / "client"
    files = json.loads((client / "files.json").read_text())
    needed, todo = set(), ["index.html", "src/pages/day/Day.svelte"]
    while todo:
        one = files[todo.pop()]
        if one["file"] not in needed:
            needed.add(one["file"])
            todo += one.get("imports", [])
    size = sum(len(gzip.compress((client / name).read_bytes())) for name in needed if name.endswith(".js"))
    assert 10_000 < size <= 80 * 1024
