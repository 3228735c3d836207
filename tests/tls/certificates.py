"""Certificates of a test authority, good ones and each kind of bad."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Pair:
    """A certificate and its key, as files."""

    certificate: Path
    key: Path


class Authority:
    """Signs certificates; its own is ``pair.certificate``."""

    def __init__(self, folder, name):
        self.folder, self.name = folder, x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        self.key = ec.generate_private_key(ec.SECP256R1())
        usage = x509.KeyUsage(True, False, False, False, False, True, True, False, False)
        made = self._builder(self.name, self.key, until=DAY)
        made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        self.pair = self._write(name, made.add_extension(usage, critical=True), self.key)

    def sign(self, name, *, until=DAY):
        """A certificate for a host or a client, valid until so long from now."""
        key = ec.generate_private_key(ec.SECP256R1())
        host = x509.IPAddress(ip_address(name)) if name[0].isdigit() else x509.DNSName(name)
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        made = self._builder(subject, key, until).add_extension(x509.SubjectAlternativeName([host]), critical=False)
        return self._write(f"{name}.{made._serial_number}", made, key)

    def _builder(self, subject, key, until):
        now = datetime.now(UTC)
        made = x509.CertificateBuilder().subject_name(subject).issuer_name(self.name).public_key(key.public_key())
        return made.serial_number(x509.random_serial_number()).not_valid_before(now - DAY).not_valid_after(now + until)

    def _write(self, name, made, key):
        pair = Pair(self.folder / f"{name}.pem", self.folder / f"{name}.key")
        pair.certificate.write_bytes(made.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
        form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        pair.key.write_bytes(key.private_bytes(serialization.Encoding.PEM, *form))
        return pair
