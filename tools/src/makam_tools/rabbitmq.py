"""RabbitMQ's program: the one on this machine, or Debian's packages unpacked under `var/`."""

import os
from dataclasses import dataclass
from pathlib import Path

from makam_tools import debian, shared_libraries
from makam_tools.folders import PACKAGES
from makam_tools.trouble import Trouble

ERLANG = ["base", "asn1", "crypto", "eldap", "inets", "mnesia", "os-mon", "parsetools", "public-key"]
ERLANG += ["runtime-tools", "ssl", "syntax-tools", "tools", "xmerl"]
DEBIAN_PACKAGES = ["rabbitmq-server", "socat", *(f"erlang-{part}" for part in ERLANG)]
ABSENT = """RabbitMQ bulunamadı ve bu makinede Debian paketleri indirilemiyor.
Şunlardan biri yeterlidir:
  * rabbitmq-server paketini kurmak (Debian/Ubuntu: apt-get install rabbitmq-server),
  * çalışan bir RabbitMQ adresini MAKAM_AMQP_URI ile vermek (amqp://kullanıcı:parola@sunucu:5672/makam)."""


@dataclass(frozen=True)
class Program:
    """`root` is "" for an installed RabbitMQ, else the folder in which the packages were unpacked."""

    root: str
    libraries: str = ""

    @property
    def server(self):
        # The inner script: the one on the PATH insists on root or the user rabbitmq, and starts a default
        # node even when it is only asked for its version.
        return f"{self.root}/usr/lib/rabbitmq/bin/rabbitmq-server"

    @property
    def control(self):
        return f"{self.root}/usr/lib/rabbitmq/bin/rabbitmqctl"

    @property
    def epmd(self):
        return f"{self.root}/usr/lib/erlang/bin/epmd"

    def environment(self):
        path = f"{self.root}/usr/lib/erlang/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        return {"PATH": path} | ({"LD_LIBRARY_PATH": self.libraries} if self.libraries else {})


def find(say=print):
    installed = Program("")
    if os.access(installed.server, os.X_OK) and os.access(installed.epmd, os.X_OK):
        return installed
    root = PACKAGES / "rabbitmq"
    if not (root / "complete").exists():
        if not debian.available():
            raise Trouble(ABSENT)
        say("RabbitMQ indiriliyor… (Debian paketleri, yaklaşık 33 MB)")
        debian.unpack(DEBIAN_PACKAGES, root)
        _move_erlang(root)
        shared_libraries.complete(_native_code(root), root)
        (root / "complete").touch()
    return Program(str(root), shared_libraries.search_path(root))


def _move_erlang(root):
    """Debian's start scripts hold the Erlang folder as a fixed path and ignore ERL_ROOTDIR."""
    erlang = root / "usr/lib/erlang"
    for script in [*erlang.glob("bin/*"), *erlang.glob("erts-*/bin/*")]:
        if script.name in ("erl", "start", "start_erl") and script.is_file():
            text = script.read_text()
            script.write_text(text.replace("/usr/lib/erlang", str(erlang)))


def _native_code(root):
    erlang = Path(root) / "usr/lib/erlang"
    patterns = ("erts-*/bin/beam.smp", "erts-*/bin/epmd", "lib/*/priv/lib/*.so")
    return [file for pattern in patterns for file in erlang.glob(pattern)]
