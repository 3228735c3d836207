"""A private RabbitMQ node: loopback only, its own name, ports, cookie, data and log."""

import json
import os
import secrets
import signal
import socket
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from makam_tools import ports, rabbitmq
from makam_tools.orphans import end_with_parent
from makam_tools.trouble import Trouble

VHOST = "makam"
HEADER = b"AMQP\x00\x00\x09\x01"
SETTINGS = """\
listeners.tcp.1 = 127.0.0.1:{port}
load_definitions = {folder}/definitions.json
vm_memory_high_watermark.absolute = 512MiB
disk_free_limit.absolute = 50MB
raft.wal_max_size_bytes = 33554432
max_message_size = 1048576
log.console = false
log.file.level = warning
log.file.rotation.size = 10485760
log.file.rotation.count = 3
"""


class Broker:
    """One node. What it stored survives `stop()` and `kill()`; `start()` again goes on with it."""

    def __init__(self, folder, port=None, say=print, settings=""):
        self.folder = Path(folder).resolve()
        self.port = port or ports.free()
        self.say = say
        self.settings = settings  # more lines of RabbitMQ's own
        self.server = self.epmd = None

    def uri(self, user, password):
        return f"amqp://{quote(user)}:{quote(password)}@127.0.0.1:{self.port}/{VHOST}"

    @property
    def running(self):
        return self.server is not None and self.server.poll() is None

    def start(self, definitions=None, timeout=90):
        """Start the node, and return when it greets. Without definitions: with those of the last start."""
        self.launch(definitions)
        deadline = time.monotonic() + timeout
        while not self.greets():
            if self.server.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise Trouble(f"RabbitMQ başlamadı; günlüğü: {self.folder}/console.log")
            time.sleep(0.1)

    def launch(self, definitions=None):
        """Start the node without waiting for it."""
        program = rabbitmq.find(self.say)
        self._lay_out(definitions)
        if not (self.epmd and self.epmd.poll() is None):
            self.epmd = self._start_epmd(program)
        with open(self.folder / "console.log", "wb") as log:
            self.server = subprocess.Popen(
                [program.server],
                env=self._environment(program),
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=end_with_parent(signal.SIGTERM),
            )

    def stop(self):
        """Let the node close its files, then end our own epmd, which would otherwise stay for ever."""
        # A node that is still booting on its old data can sit on SIGTERM for ever, and has nothing to lose.
        server_patience = 20 if self.greets() else 3
        for process, patience in ((self.server, server_patience), (self.epmd, 5)):
            if process is not None and process.poll() is None:
                process.terminate()
                try:
                    process.wait(patience)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
        self.server = self.epmd = None

    def control(self, *words):
        """What `rabbitmqctl` says of the running node; it may have been started by another process."""
        program = rabbitmq.find(self.say)
        self.epmd_port = int((self.folder / "epmd.port").read_text())
        command = [program.control, "--quiet", *words]
        done = subprocess.run(command, env=self._environment(program), cwd=self.folder, capture_output=True, text=True)
        if done.returncode != 0:
            raise Trouble(f"RabbitMQ reddetti ({words[0]}): {(done.stderr or done.stdout).strip()[-300:]}")
        return done.stdout

    def kill(self):
        """`kill -9` of the virtual machine itself, for fault tests; proves that it was it, and died."""
        pid = self.server.pid
        assert "beam" in os.readlink(f"/proc/{pid}/exe"), f"process {pid} is not the broker"
        os.kill(pid, signal.SIGKILL)
        assert self.server.wait(10) == -signal.SIGKILL
        assert not os.path.exists(f"/proc/{pid}"), f"broker {pid} still lives"
        return pid

    def greets(self):
        """The port alone says nothing: it is open before the node can serve."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as line:
                line.settimeout(3)
                line.sendall(HEADER)
                return line.recv(1) == b"\x01"  # a method frame: connection.start
        except OSError:
            return False

    def _lay_out(self, definitions):
        for name in ("home", "data", "log"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        if definitions is not None:
            _write_private(self.folder / "definitions.json", json.dumps(definitions, indent=1))
        cookie = self.folder / "home/.erlang.cookie"
        if not cookie.exists():
            _write_private(cookie, secrets.token_hex(32))
        (self.folder / "plugins").write_text("[].\n")  # above all no management plugin
        settings = SETTINGS.format(port=self.port, folder=self.folder) + self.settings
        (self.folder / "rabbitmq.conf").write_text(settings)
        (self.folder / "hosts").write_text('{host, {127,0,0,1}, ["localhost"]}.\n{lookup, [file, native]}.\n')

    def _start_epmd(self, program):
        """In the foreground, as our child. Erlang's own would detach and outlive the broker."""
        self.epmd_port = ports.free({self.port})
        epmd = subprocess.Popen(
            [program.epmd, "-port", str(self.epmd_port), "-address", "127.0.0.1"],
            env=program.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=end_with_parent(signal.SIGKILL),
        )
        deadline = time.monotonic() + 10
        while not ports.answers(self.epmd_port):
            if epmd.poll() is not None or time.monotonic() > deadline:
                raise Trouble(f"RabbitMQ'nun epmd süreci başlamadı (port {self.epmd_port}).")
            time.sleep(0.02)
        (self.folder / "epmd.port").write_text(str(self.epmd_port))
        return epmd

    def _environment(self, program):
        folder = self.folder
        return program.environment() | {
            "HOME": f"{folder}/home",
            "LANG": "C.UTF-8",
            "RUNNING_UNDER_SYSTEMD": "1",  # the script becomes the virtual machine: one pid, signals reach it
            "ERL_EPMD_PORT": str(self.epmd_port),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "ERL_INETRC": f"{folder}/hosts",  # a bare machine may have no /etc/hosts
            "RABBITMQ_NODENAME": "makam@localhost",  # part of the data: it must never change
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_DIST_PORT": str(ports.free({self.port, self.epmd_port})),
            "RABBITMQ_MNESIA_BASE": f"{folder}/data",
            "RABBITMQ_LOG_BASE": f"{folder}/log",
            "RABBITMQ_CONF_ENV_FILE": f"{folder}/none",
            "RABBITMQ_CONFIG_FILE": f"{folder}/rabbitmq",
            "RABBITMQ_ENABLED_PLUGINS_FILE": f"{folder}/plugins",
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
        }


def _write_private(path, text):
    path.unlink(missing_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "w") as file:
        file.write(text)
