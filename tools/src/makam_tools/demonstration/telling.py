"""Tells the requests' stories through the API."""

from functools import partial

from makam_tools.demonstration.office import wait_for

DESK, DIRECTOR = "sevil", "nermin"
CALLS = {
    "routing": ("desk", "routing", {}),
    "return": ("unit", "return", {}),
    "acceptance": ("unit", "acceptance", {}),
    "start": ("staff", "start", {}),
    "solution": ("staff", "solution", {}),
    "solution_again": ("staff", "solution", {}),
    "extension": ("unit", "extension", {}),
    "yes": ("desk", "confirmation", {"answer": "yes"}),
    "call": ("desk", "tries", {}),
    "no": ("desk", "confirmation", {"answer": "no"}),
    "reopen": ("director", "decision", {"decision": "reopen"}),
    "close": ("director", "decision", {"decision": "close"}),
    "withdrawal": ("desk", "withdrawal", {}),
    "voiding": ("director", "voiding", {}),
    "reopening": ("desk", "reopening", {}),
}
"""Who does a step, at which sub-resource of the request, and what is said besides the step's own words."""


class Telling:
    """Tells the stories. A step makes one version of its request, so a step that was done before an interruption is
    known by that, and passed over."""

    def __init__(self, office, town, weeks):
        self.office, self.town, self.weeks = office, town, weeks
        self._requests = {line["topic"]: line for line in office.every(DIRECTOR, "/requests")}

    def acts(self, stories):
        """What is left to be done, each with its instant."""
        for story in stories:
            known = self._requests.get(story.topic, {"version": 0})["version"]
            for place, step in enumerate(story.steps):
                if known <= story.version_before(place):
                    yield self.weeks.instant(step.moment), partial(self._do, story, place)

    def adopt(self, wishes):
        """Take up the requests that came of these wishes, as soon as they are registered."""
        for wish in wishes:
            if wish["words"] not in self._requests:
                self._keep(wait_for("Dilekten talep", partial(self._request_of, wish)))

    def _do(self, story, place):
        step = story.steps[place]
        if step.act == "registration":
            self._register(story, step)
        elif step.act == "silence":
            self._wait_for_silence(story, place)
        elif step.act == "yes_by_link":
            self._answer_by_link(story, step)
        else:
            who, path, words = CALLS[step.act]
            body = {**words, **step.words}
            if step.act == "routing":
                body["unit_id"] = self.town.unit_ids[story.unit]
            path = f"/requests/{self._id_of(story)}/{path}"
            self._keep(self.office.put(self._login(who, story), path, body, version=story.version_before(place)))

    def _register(self, story, step):
        if "channel" in story.facts:
            received = self.weeks.instant(step.moment) - story.received_before
            answer = self.office.post(DESK, "/requests", story.facts | {"received_at": received.isoformat()})
            self._keep(answer["request"])
        else:
            number = self.office.post(None, "/citizen/requests", story.facts)["number"]
            self._keep(self.office.get(DESK, "/requests", number=number)["items"][0])

    def _wait_for_silence(self, story, place):
        """The service itself closes what the citizen kept silent about."""
        path, before = f"/requests/{self._id_of(story)}", story.version_before(place)

        def closed():
            request = self.office.get(DIRECTOR, path)
            return request if request["version"] > before else None

        self._keep(wait_for("Sessiz kapanış", closed))

    def _answer_by_link(self, story, step):
        """As the citizen, with the number and the code on the slip."""
        desk = self._login("desk", story)
        slip = self.office.get(desk, f"/requests/{self._id_of(story)}/receipt")
        seen = self.office.post(None, "/citizen/tracking", {"number": slip["number"], "code": slip["code"]})
        answer = {"number": slip["number"], "token": seen["confirmation_token"], "answer": "yes", **step.words}
        self.office.post(None, "/citizen/confirmations", answer)

    def _request_of(self, wish):
        return next(iter(self.office.get(DIRECTOR, "/requests", origin=f"wish/{wish['id']}")["items"]), None)

    def _login(self, who, story):
        """The sign-in name of whoever does it: what is restricted the desk does not see, and the director does it."""
        if who in ("unit", "staff"):
            people = self.town.staff(story.unit)
            return people[0] if who == "unit" else people[len(story.topic) % len(people)]
        return DIRECTOR if who == "director" or story.restricted else DESK

    def _id_of(self, story):
        return self._requests[story.topic]["id"]

    def _keep(self, request):
        self._requests[request["topic"]] = request
