"""Signing in by the municipality's own accounts, from the button to the first page and out again."""

import re
from functools import partial

import httpx
import pytest
from oidc_provider_mock import run_server_in_thread
from playwright.sync_api import expect

from makam_tools.hiring import hire
from makam_tools.trial import Trial

CLIENT, SECRET = "makam", "saglayiciya-verilen-soz-0123456789"
BUTTON = "Belediye hesabıyla gir"


@pytest.fixture(scope="module")
def provider():
    """The address of the municipality's directory, which knows Oğuz of this office, and Yaman of another."""
    with pytest.MonkeyPatch.context() as patch, run_server_in_thread() as server:
        patch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
        address = f"http://localhost:{server.server_port}"
        for login in ("oguz", "yaman"):
            httpx.put(f"{address}/users/{login}@ad", json={"preferred_username": login}).raise_for_status()
        yield address


@pytest.fixture(scope="module")
def trial(tmp_path_factory, provider):
    """A site whose people may come in by that directory."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "client").write_text(SECRET)
    settings = {
        "MAKAM_OIDC_ISSUER": provider,
        "MAKAM_OIDC_CLIENT_ID": CLIENT,
        "MAKAM_OIDC_CLIENT_SECRET_FILE": str(folder / "client"),
    }
    with Trial(folder, demonstration=False, settings=settings) as trial:
        operator = trial.operator()
        hire(partial(_made, operator), "oguz", "Oğuz ŞAHİN", "deneme parolası", roles=["secretary"])
        yield trial


def _made(operator, path, body):
    answer = operator.post(path, json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


def come_from_provider(person, subject):
    """Press the button, and be this subject at the directory."""
    page = person.open("/")
    page.get_by_role("link", name=BUTTON).click()
    page.get_by_placeholder("sub").fill(subject)
    page.get_by_role("button", name="Authorize", exact=True).click()
    return page


def test_leads_from_the_button_to_the_first_page_and_out_again(people):
    oguz = people.anybody("desktop")
    page = come_from_provider(oguz, "oguz@ad")
    expect(page).to_have_url(f"{oguz.url}/gunum")
    expect(page.get_by_role("link", name="Oğuz ŞAHİN")).to_be_visible()
    page.get_by_role("button", name="Çık", exact=True).click()
    expect(page.get_by_role("link", name=BUTTON)).to_be_visible()
    assert page.evaluate("fetch('/api/v1/me').then(answer => answer.status)") == 401


def test_says_so_to_whoever_has_no_account_here(people):
    """Also what to do, in the browser's language, and nothing else: nobody is signed in."""
    yaman = people.anybody("desktop")
    page = come_from_provider(yaman, "yaman@ad")
    expect(page.get_by_text(re.compile("hesabınız yok"))).to_be_visible()
    page.get_by_role("link", name="Ana sayfa").click()
    expect(page.get_by_role("link", name=BUTTON)).to_be_visible()


def test_says_so_to_whoever_turns_back(people):
    """Who refuses at the directory is told that nobody was signed in, and can begin again."""
    oguz = people.anybody("desktop")
    page = oguz.open("/")
    page.get_by_role("link", name=BUTTON).click()
    page.get_by_role("button", name="Deny").click()
    expect(page.get_by_role("heading")).to_be_visible()
    page.get_by_role("link", name="Ana sayfa").click()
    expect(page.get_by_role("link", name=BUTTON)).to_be_visible()
