"""What a browser says of itself, shortened to what its owner recognises."""

BROWSERS = {"Edg/": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}
UNKNOWN = "?"


def device_of(user_agent):
    """``Firefox, Windows``; the rest of the header, which tells one person's machine from another's, is not kept."""
    found = [_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)]
    return ", ".join(part for part in found if part) or UNKNOWN


def _first(names, text):
    return next((shown for sign, shown in names.items() if sign in text), None)
