"""The municipality at work: people who are signed in, and their calls to the public API."""

import threading
import time
from uuid import uuid4

import httpx

TRIES = 40
PAUSE = 0.25


class Refused(Exception):
    """A call was answered with a problem: ``status``, ``code``, and the problem itself."""

    def __init__(self, call, answer):
        problem = answer.json() if "json" in answer.headers.get("content-type", "") else {"detail": answer.text[:200]}
        self.status, self.code, self.problem = answer.status_code, problem.get("code"), problem
        super().__init__(f"{call}: {answer.status_code} {problem.get('detail') or problem.get('title')}")


class Office:
    """Calls the API for people by their sign-in name; nobody's name is a citizen's call."""

    def __init__(self, base_url):
        self._http = httpx.Client(base_url=f"{base_url}/api/v1", timeout=30)
        self._passwords, self._cookies = {}, {None: {}}
        self._signing_in = threading.Lock()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._http.close()

    def know(self, login, password):
        """Learn somebody's password; they sign in when they have something to do."""
        self._passwords[login] = password

    def get(self, who, path, **query):
        """What a GET answers."""
        return self.call(who, "GET", path, params={name: value for name, value in query.items() if value is not None})

    def post(self, who, path, body, key=None):
        """What a POST answers."""
        return self.call(who, "POST", path, json=body, key=key)

    def put(self, who, path, body, version=None):
        """What a PUT answers; ``version`` is the one that the caller saw."""
        headers = {} if version is None else {"If-Match": f'"{version}"'}
        return self.call(who, "PUT", path, json=body, headers=headers)

    def every(self, who, path, **query):
        """All rows of a list, page by page."""
        cursor = None
        while True:
            page = self.get(who, path, **query, cursor=cursor, limit=100)
            yield from page["items"]
            cursor = page["next_cursor"]
            if cursor is None:
                return

    def call(self, who, verb, path, key=None, headers=None, **more):
        """What a call answers; a service that is away for a moment is asked again, a write with the same key."""
        headers = {**self._signed_in(who), "Accept": "application/json", **(headers or {})}
        if verb != "GET":
            headers["Idempotency-Key"] = key or str(uuid4())
        for _ in range(TRIES):
            try:
                answer = self._http.request(verb, path, headers=headers, **more)
            except httpx.TransportError:
                time.sleep(PAUSE)
                continue
            if answer.status_code != 503:
                break
            time.sleep(PAUSE)
        else:
            raise TimeoutError(f"{verb} {path}: sistem yanıt vermiyor")
        if not answer.is_success:
            raise Refused(f"{who} {verb} {path}", answer)
        return answer.json() if answer.content else None

    def _signed_in(self, login):
        with self._signing_in:
            if login not in self._cookies:
                answer = self._http.post("/session", json={"login": login, "password": self._passwords[login]})
                if answer.status_code != 201:
                    raise Refused(f"{login} POST /session", answer)
                self._cookies[login] = {"Cookie": answer.headers["set-cookie"].split(";")[0]}
        return self._cookies[login]


def wait_for(what, find, within=30):
    """What ``find`` gives, as soon as it gives something."""
    until = time.monotonic() + within
    while not (found := find()):
        if time.monotonic() > until:
            raise TimeoutError(f"{what} beklendi, {within} saniyede olmadı.")
        time.sleep(0.1)
    return found
