"""`./makam up`: bring a site up, stay with it, take it down."""

import argparse
import os
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

from makam_tools import ports, running
from makam_tools.broker import VHOST, Broker
from makam_tools.folders import VAR
from makam_tools.orphans import end_with_parent
from makam_tools.site import MODULES, PORT, Site
from makam_tools.supervisor import Supervisor
from makam_tools.trouble import Trouble

READY_WITHIN = 90


def say(line):
    print(line, flush=True)


def main(arguments):
    parser = argparse.ArgumentParser(prog="./makam up", description="Sistemi kurar ve başlatır.")
    parser.add_argument("--empty", action="store_true", help="örnek belediye yüklenmez")
    parser.add_argument("--port", type=int, default=PORT, help=f"ağ geçidinin portu ({PORT})")
    parser.add_argument("--var", type=Path, default=VAR, help="bütün durumun tutulduğu klasör")
    chosen = parser.parse_args(arguments)
    site = Site(chosen.var, chosen.port)
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, _interrupt)
    with running.only_one(site):
        up = Up(site)
        try:
            up.start(empty=chosen.empty)
            up.stay()
        except KeyboardInterrupt:
            say("Durduruluyor…")
        finally:
            for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(signum, signal.SIG_IGN)  # a second Ctrl-C must not leave half of them running
            up.stop()
    say("Durdu.")


class Up:
    """A site that is being brought up, and then runs."""

    def __init__(self, site, say=say):
        self.site, self.say = site, say
        self.broker = None
        self.state = "starting"
        self.supervisor = Supervisor(tell=self._tell, changed=self._record)

    def start(self, empty=False):
        began = time.monotonic()
        if not ports.is_free(self.site.port):
            raise Trouble(f"{self.site.port} numaralı port dolu; --port ile başka bir port verin.")
        self.site.make()
        if "demonstration" not in self.site.facts():
            self.site.remember(demonstration=not empty)
        self._start_broker()
        self._migrate()
        self._wait_for_broker()
        self._start_processes()
        self._wait_until_ready()
        if self.site.facts()["demonstration"] and not self.site.facts().get("loaded"):
            self._load_demonstration()
        self.state = "ready"
        self._record()
        self.say(_welcome(self.site, time.monotonic() - began))
        self.site.remember(welcomed=True)

    def stay(self):
        while True:
            self.supervisor.tick()
            time.sleep(0.2)

    def stop(self):
        """Gateway and services first: they still need the broker to end in order."""
        self.supervisor.stop([name for name in self.supervisor.children if name != "broker"])
        if self.broker:
            self.supervisor.children.pop("broker", None)
            self.broker.stop()

    def _start_broker(self):
        if given := os.environ.get("MAKAM_AMQP_URI"):
            self.site.broker_address = given
            return
        self.say("RabbitMQ başlatılıyor…")
        port = self.site.facts().get("broker_port")  # subscribers have written it down
        self.broker = Broker(self.site.broker, port=port if port and ports.is_free(port) else None, say=self.say)
        self.site.remember(broker_port=self.broker.port)
        self.site.broker_address = f"amqp://127.0.0.1:{self.broker.port}/{VHOST}"
        definitions = self.site.definitions()

        def launch():
            self.broker.launch(definitions)
            return self.broker.server

        self.supervisor.keep("broker", launch)

    def _wait_for_broker(self):
        if self.broker:
            self._until(self.broker.greets, f"RabbitMQ başlamadı; günlüğü: {self.site.broker}/log")

    def _migrate(self):
        self.say("Veritabanları hazırlanıyor…")
        environments = {name: self.site.environment(name) for name in MODULES}
        attempts = {
            name: subprocess.Popen(
                self.site.command(name, "migrate"), env=environments[name], stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT, text=True, start_new_session=True, preexec_fn=end_with_parent(),
            )
            for name in MODULES
        }  # fmt: skip
        outputs = {name: attempt.communicate()[0] for name, attempt in attempts.items()}
        for name, attempt in attempts.items():
            if attempt.returncode != 0:
                raise Trouble(f"{name} veritabanı hazırlanamadı:\n{outputs[name][-2000:]}")

    def _start_processes(self):
        for name in MODULES:
            self.say(f"Başlatılıyor: {name}")
            log = self.site.logs / f"{name}.log"
            self.supervisor.run(name, self.site.command(name), self.site.environment(name), log)

    def _wait_until_ready(self):
        self.say("Servislerin hazır olması bekleniyor…")
        self._until(lambda: is_ready(self.site.url), f"Servisler hazır olmadı; günlükler: {self.site.logs}")

    def _load_demonstration(self):
        """In a thread: this one goes on looking after the processes, and is the one Ctrl-C comes to."""
        from makam_tools import demonstration

        self.say("İlk açılış: örnek belediye Akçınar yükleniyor… (yalnız boş sistem için: --empty)")
        outcome = {}

        def load():
            try:
                outcome["sign_ins"] = demonstration.load(self.site.url, self.site.first_admin(), self.say)
            except BaseException as error:  # told below, in the thread that can act on it
                outcome["error"] = error

        loading = threading.Thread(target=load, daemon=True)
        loading.start()
        while loading.is_alive():
            self.supervisor.tick()
            loading.join(0.2)
        if "error" in outcome:
            raise Trouble(f"Örnek belediye yüklenemedi: {outcome['error']}") from outcome["error"]
        self.site.remember(loaded=True, sign_ins=outcome["sign_ins"] or [])

    def _until(self, condition, otherwise):
        deadline = time.monotonic() + READY_WITHIN
        while not condition():
            if time.monotonic() > deadline:
                raise Trouble(otherwise)
            self.supervisor.tick()
            time.sleep(0.1)

    def _tell(self, child, code):
        log = self.site.logs / f"{child.name}.log" if child.name != "broker" else self.site.broker / "log"
        self.say(f"{child.name} durdu (çıkış kodu {code}); yeniden başlatılıyor. Günlüğü: {log}")

    def _record(self):
        running.write(self.site, self.state, self.supervisor.pids())


def _interrupt(signum, frame):
    raise KeyboardInterrupt


def is_ready(url):
    try:
        with urllib.request.urlopen(f"{url}/readyz", timeout=3) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def _welcome(site, seconds):
    """The address, and who may sign in. A real site's one password is shown once; a demonstration's are no secrets."""
    lines = ["", f"Makam hazır ({seconds:.0f} sn): {site.url}", ""]
    if site.facts()["demonstration"] or not site.facts().get("welcomed"):
        people = [*site.facts().get("sign_ins", []), site.first_admin() | {"title": "sistem yöneticisi"}]
        login, password = (max(len(person[name]) for person in people) for name in ("login", "password"))
        lines += ["Giriş:"]
        lines += [f"  {p['login']:<{login}}  {p['password']:<{password}}  {p.get('title', '')}" for p in people]
    if site.facts()["demonstration"]:
        lines += ["", "Bu bir gösterimdir: ikinci adım (doğrulama kodu) istenmez, isteyen açabilir."]
    else:
        lines += ["", f"Yöneticinin parolası bir kez gösterilir; dosyası: {site.keys}/gateway/first_admin.secret"]
        lines += ["İlk girişte ikinci adım (doğrulama kodu) kurulur."]
    return "\n".join([*lines, "", "Durdurmak için Ctrl-C.", ""])
