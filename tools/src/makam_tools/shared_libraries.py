"""Shared libraries that an unpacked program needs and a bare machine may lack."""

import subprocess
from pathlib import Path

from makam_tools import debian

PACKAGE_OF = {
    "libcrypto.so.3": "libssl3",
    "libssl.so.3": "libssl3",
    "libtinfo.so.6": "libtinfo6",
    "libncurses.so.6": "libncurses6",
    "libsystemd.so.0": "libsystemd0",
    "libz.so.1": "zlib1g",
    "libstdc++.so.6": "libstdc++6",
    "libgcc_s.so.1": "libgcc-s1",
    "libcap.so.2": "libcap2",
    "libgcrypt.so.20": "libgcrypt20",
    "libgpg-error.so.0": "libgpg-error0",
    "libwrap.so.0": "libwrap0",
    "libpq.so.5": "libpq5",
    "liblz4.so.1": "liblz4-1",
    "libzstd.so.1": "libzstd1",
    "liblzma.so.5": "liblzma5",
    "libxml2.so.2": "libxml2",
    "libpam.so.0": "libpam0g",
    "libaudit.so.1": "libaudit1",
    "libcap-ng.so.0": "libcap-ng0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libkrb5.so.3": "libkrb5-3",
    "libk5crypto.so.3": "libk5crypto3",
    "libkrb5support.so.0": "libkrb5support0",
    "libkeyutils.so.1": "libkeyutils1",
    "libcom_err.so.2": "libcom-err2",
    "libldap-2.5.so.0": "libldap-2.5-0",
    "liblber-2.5.so.0": "libldap-2.5-0",
    "libsasl2.so.2": "libsasl2-2",
    "libgnutls.so.30": "libgnutls30",
    "libicuuc.so.72": "libicu72",
    "libicui18n.so.72": "libicu72",
    "libicudata.so.72": "libicu72",
}


def complete(files, root):
    """Lay what is missing under `root`."""
    asked = set()
    while packages := {PACKAGE_OF[name] for name in _missing(files, root) if name in PACKAGE_OF} - asked:
        debian.unpack(sorted(packages), root)
        asked |= packages


def search_path(root):
    """The value that LD_LIBRARY_PATH must have; '' when nothing was missing."""
    folders = {library.parent for library in Path(root).glob("**/*-linux-gnu/*.so.*")}
    return ":".join(map(str, sorted(folders)))


def _missing(files, root):
    """The names that the loader does not find; ldd also walks the needs of the libraries that we brought."""
    environment = {"LD_LIBRARY_PATH": search_path(root), "LC_ALL": "C", "PATH": "/usr/bin:/bin"}
    answer = subprocess.run(["ldd", *files], capture_output=True, text=True, env=environment)
    return {line.split()[0] for line in answer.stdout.splitlines() if "not found" in line}
