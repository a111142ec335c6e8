"""A process that dies on purpose while it writes. Run with the folder of a template store; reads orders from stdin.

An order "N" is: fork; the child works on a fresh copy and dies at its N-th SQL statement (0: it may finish).
An order "t MICROSECONDS" is: the child is killed from outside after that time.
The answer is one line of JSON: which groups were reported as committed, and whether the child died.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import time
from pathlib import Path

from sqlalchemy import Engine, event

from sfa.accounts.model import Account, Contact, Location
from sfa.people.acts import AddUser
from sfa.store.actor import system_actor
from sfa.store.keys import key_file_of
from sfa.store.store import Store

ACTIONS = 4


def work(path: Path, die_at: int, told: int) -> None:
    """Commit ACTIONS groups, telling each commit; die at the given statement of those after opening."""
    store = Store.open(path)
    count = 0

    def note(*_ignored: object) -> None:
        nonlocal count
        count += 1
        if count == die_at:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", note)
    event.listen(Engine, "commit", note)
    actor = system_actor()
    os.write(told, b"begin\n")
    for number in range(ACTIONS):
        with store.transaction(f"Action {number}", actor) as txn:
            account = txn.add(Account(name=f"Account {number}"))
            txn.add(Location(account_id=account.id, city="Columbus"))
            txn.insert_many(Contact, [{"name": f"Contact {number}-{i}", "account_id": account.id} for i in range(3)])
            txn.run(AddUser(name=f"User {number}", role="rep"))
        os.write(told, f"done {number}\n".encode())
    os.write(told, f"statements {count}\n".encode())


def trial(template: Path, folder: Path, order: str) -> dict[str, object]:
    """One child's life and death."""
    path = folder / "store.db"
    for old in folder.glob("store.db*"):
        old.unlink()
    shutil.copy2(template, path)
    shutil.copy2(key_file_of(template), key_file_of(path))
    reading, writing = os.pipe()
    timed = order.startswith("t ")
    child = os.fork()
    if child == 0:
        os.close(reading)
        work(path, 0 if timed else int(order), writing)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as lines:
        said = [lines.readline()]
        if timed:
            time.sleep(int(order[2:]) / 1e6)
            os.kill(child, signal.SIGKILL)
        said += list(lines)
    _, status = os.waitpid(child, 0)
    return {"died": os.WIFSIGNALED(status), "said": [line.strip() for line in said]}


if __name__ == "__main__":
    template, folder = Path(sys.argv[1]), Path(sys.argv[2])
    for line in sys.stdin:
        sys.stdout.write(json.dumps(trial(template, folder, line.strip())) + "\n")
        sys.stdout.flush()
