"""People at their browsers."""

from playwright.sync_api import expect

SIZES = {"desktop": (1440, 900), "tablet": (1024, 768), "phone": (390, 844)}


class People:
    """Opens browsers for people of the demonstration, each of whom signs in by the form once in a run."""

    def __init__(self, browser, trial, sessions):
        self.browser, self.trial, self.sessions = browser, trial, sessions
        self.working = []

    def at(self, login, size="desktop", **options):
        """The person, signed in, in a browser of this size."""
        person = self._sits_down(size, storage_state=self.sessions.get(login), **options)
        if login not in self.sessions:
            person.sign_in(login, self.trial.sign_ins[login])
            self.sessions[login] = person.context.storage_state()
        return person

    def anybody(self, size="phone", **options):
        """Somebody who is not signed in."""
        return self._sits_down(size, **options)

    def leave(self):
        """Close the browsers. A page that failed anywhere fails the test."""
        troubles = [trouble for person in self.working for trouble in person.troubles]
        for person in self.working:
            person.context.close()
        assert not troubles, troubles

    def _sits_down(self, size, **options):
        width, height = SIZES[size]
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            locale="tr-TR",
            timezone_id="America/New_York",
            reduced_motion="reduce",
            **options,
        )
        person = Person(context, self.trial.url)
        self.working.append(person)
        return person


class Person:
    """Somebody at a browser. ``troubles`` are the errors of the pages; the refusals of the API are none of them."""

    def __init__(self, context, url):
        self.context, self.url, self.troubles = context, url, []
        self.page = context.new_page()
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("console", self._hear)

    def sign_in(self, login, password):
        """By the form, as the first page asks for it."""
        self.page.goto(self.url)
        self.page.get_by_label("Kullanıcı adı").fill(login)
        self.page.get_by_label("Parola").fill(password)
        self.page.keyboard.press("Enter")
        self.page.locator("main#icerik").wait_for()

    def open(self, path):
        """Go to an address; when this returns, the page shows what it is about."""
        self.page.goto(self.url + path)
        self.page.locator("h1").first.wait_for()
        expect(self.page.locator("[aria-busy=true]")).to_have_count(0, timeout=15_000)
        return self.page

    def api(self, verb, path, body=None, version=None):
        """Ask the API with this person's session; the answer's JSON."""
        headers = {"If-Match": f'"{version}"'} if version is not None else {}
        answer = self.context.request.fetch(f"{self.url}/api/v1{path}", method=verb, data=body, headers=headers)
        assert answer.ok, (verb, path, answer.status, answer.text())
        return answer.json() if answer.text() else None

    def _hear(self, message):
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.troubles.append(message.text)
