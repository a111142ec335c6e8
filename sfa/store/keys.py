"""The key of a store and the locks it is kept under.

Beside the store lies `NAME.keys`: a small JSON file that names the ways to reach the 32-byte key.
keyring: it lies in the operating system's keyring. passphrase and recovery: it is sealed (AES-256-GCM) under a
key derived from them. plain: it stands in the file itself (the demo), and Fieldbook says so.
"""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Literal, Protocol
from uuid import UUID

import msgspec

from sfa.errors import StoreError, WrongKey

__all__ = [
    "KeyFile",
    "KeyRing",
    "Lock",
    "OsKeyRing",
    "PassphraseNeeded",
    "key_file_of",
    "make_keys",
    "unlock",
]

_SERVICE = "Fieldbook"
_SCRYPT = {"n": 2**16, "r": 8, "p": 1, "maxmem": 2**27}
_RECOVERY_BYTES = 20


class PassphraseNeeded(WrongKey):
    """The store opens with a passphrase, and none was given."""


class KeyRing(Protocol):
    """Where the operating system keeps secrets for a user."""

    def get(self, store: str) -> str | None:
        """The secret of that store, or None."""
        ...

    def put(self, store: str, secret: str) -> None:
        """Keep a secret. Raises StoreError where there is no usable keyring."""
        ...


class OsKeyRing:
    """The system's own: Secret Service, Windows Credential Manager, macOS Keychain."""

    def get(self, store: str) -> str | None:
        import keyring
        from keyring.errors import KeyringError

        try:
            return keyring.get_password(_SERVICE, store)
        except KeyringError:
            return None

    def put(self, store: str, secret: str) -> None:
        import keyring
        from keyring.errors import KeyringError

        try:
            keyring.set_password(_SERVICE, store, secret)
        except KeyringError as error:
            raise StoreError(
                "This machine has no keyring; set FIELDBOOK_PASSPHRASE or give a passphrase.",
                details=repr(error),
            ) from error


class Lock(msgspec.Struct, omit_defaults=True):
    """One way to the key. salt, nonce, sealed, key: base64."""

    kind: Literal["keyring", "passphrase", "recovery", "plain"]
    salt: str = ""
    nonce: str = ""
    sealed: str = ""
    key: str = ""


class KeyFile(msgspec.Struct):
    """The content of `NAME.keys`. store: the store's id, under which the keyring keeps its key."""

    store: UUID
    locks: list[Lock]
    version: int = 1

    def lock(self, kind: str) -> Lock | None:
        """The lock of that kind, or None."""
        return next((lock for lock in self.locks if lock.kind == kind), None)

    @property
    def is_open_to_all(self) -> bool:
        """Whether the key lies in this file itself."""
        return self.lock("plain") is not None

    def write(self, path: Path) -> None:
        """Write beside the store, whole or not at all, readable by the user alone."""
        draft = path.with_name(path.name + ".new")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(msgspec.json.encode(self))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)

    @staticmethod
    def read(path: Path) -> KeyFile:
        """Raises StoreError when the file is missing or is no key file."""
        try:
            return msgspec.json.decode(path.read_bytes(), type=KeyFile)
        except FileNotFoundError:
            raise StoreError(f"There is no key file {path.name} beside the store.", details=str(path)) from None
        except (msgspec.DecodeError, OSError) as error:
            raise StoreError(f"The key file {path.name} cannot be read.", details=repr(error)) from error


def key_file_of(store: Path) -> Path:
    """Where the key file of a store lies."""
    return store.with_name(store.name + ".keys")


def make_keys(
    store: UUID, *, passphrase: str | None = None, keyring: KeyRing | None = None, plain: bool = False
) -> tuple[bytes, KeyFile, str]:
    """A new key, its key file and the recovery key to show once.

    With a passphrase the key is sealed under it; else it goes to the keyring; plain puts it into the file.
    """
    key = secrets.token_bytes(32)
    recovery = secrets.token_bytes(_RECOVERY_BYTES)
    locks = [_seal("recovery", key, store, lambda salt: _from_recovery(recovery, salt))]
    if plain:
        locks.append(Lock("plain", key=_text(key)))
    elif passphrase:
        locks.append(_seal("passphrase", key, store, lambda salt: _from_passphrase(passphrase, salt)))
    else:
        (keyring or OsKeyRing()).put(str(store), _text(key))
        locks.append(Lock("keyring"))
    return key, KeyFile(store, locks), _shown(recovery)


def unlock(file: KeyFile, *, secret: str | None = None, keyring: KeyRing | None = None) -> bytes:
    """The store's key. secret: passphrase or recovery key. Raises PassphraseNeeded or WrongKey."""
    plain = file.lock("plain")
    if plain:
        return _bytes(plain.key)
    if secret:
        return _unseal(file, secret)
    if file.lock("keyring"):
        kept = (keyring or OsKeyRing()).get(str(file.store))
        if kept:
            return _bytes(kept)
        raise PassphraseNeeded("This machine's keyring does not hold the key; give the recovery key.")
    raise PassphraseNeeded("This store opens with a passphrase.")


def with_passphrase(file: KeyFile, key: bytes, passphrase: str) -> KeyFile:
    """The same key under a new passphrase instead of the old one or the keyring."""
    locks = [lock for lock in file.locks if lock.kind == "recovery"]
    locks.append(_seal("passphrase", key, file.store, lambda salt: _from_passphrase(passphrase, salt)))
    return KeyFile(file.store, locks)


def _unseal(file: KeyFile, secret: str) -> bytes:
    recovery = _parsed_recovery(secret)
    if recovery is not None:
        opened = _open(file.lock("recovery"), file.store, lambda salt: _from_recovery(recovery, salt))
        if opened:
            return opened
    opened = _open(file.lock("passphrase"), file.store, lambda salt: _from_passphrase(secret, salt))
    if opened is None:
        raise WrongKey("This passphrase does not open the store.")
    return opened


def _seal(kind: Literal["passphrase", "recovery"], key: bytes, store: UUID, derive: Callable[[bytes], bytes]) -> Lock:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    sealed = AESGCM(derive(salt)).encrypt(nonce, key, store.bytes)
    return Lock(kind, salt=_text(salt), nonce=_text(nonce), sealed=_text(sealed))


def _open(lock: Lock | None, store: UUID, derive: Callable[[bytes], bytes]) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if lock is None:
        return None
    with suppress(InvalidTag):
        return AESGCM(derive(_bytes(lock.salt))).decrypt(_bytes(lock.nonce), _bytes(lock.sealed), store.bytes)
    return None


def _from_passphrase(passphrase: str, salt: bytes) -> bytes:
    return hashlib.scrypt(passphrase.encode(), salt=salt, dklen=32, **_SCRYPT)


def _from_recovery(recovery: bytes, salt: bytes) -> bytes:
    return hashlib.blake2b(recovery, key=salt, digest_size=32, person=b"fieldbook-recov").digest()


def _shown(recovery: bytes) -> str:
    text = base64.b32encode(recovery).decode()
    return "-".join(text[i : i + 4] for i in range(0, len(text), 4))


def _parsed_recovery(text: str) -> bytes | None:
    compact = text.replace("-", "").replace(" ", "").upper()
    if len(compact) != _RECOVERY_BYTES * 8 // 5:
        return None
    try:
        return base64.b32decode(compact)
    except ValueError:
        return None


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)
