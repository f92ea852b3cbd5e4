"""Lets Schemathesis ask the built local stack all that the contract allows, and much that it does not.

    python run.py <minutes> <trees>

The stack holds trees of the last day. The contract is the one that the stack serves; links tell Schemathesis what the
answer to one request is good for in the next.
"""

import datetime
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import urllib.request

from trees import scenario_and_events

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
STACK = ROOT / "local" / "target" / "contact-tree-local.jar"
READY_SECONDS = 120
LOADED_SECONDS = 900

TREE = "/instances/{instanceId}/contacts/{contactId}/tree"
LIST = "/instances/{instanceId}/trees"


def start(folder, trees):
    scenario, events = scenario_and_events(trees, datetime.datetime.now(datetime.timezone.utc))
    (folder / "scenario.json").write_text(json.dumps(scenario), encoding="utf-8")
    (folder / "events.json").write_text(json.dumps(events), encoding="utf-8")
    endpoints = folder / "endpoints.json"
    ports = [f"--{name}=0" for name in ("port", "connect-port", "events-port", "dynamodb-port", "sqs-port")]
    stack = subprocess.Popen(
        [ROOT / "scripts" / "on-jdk-25", "java", "-jar", STACK, *ports, "--quota=none", "--window=1", "--read-lag=0",
         f"--scenario={folder / 'scenario.json'}", f"--events={folder / 'events.json'}", f"--endpoints-file={endpoints}"],
        stdout=subprocess.DEVNULL,
    )
    end = time.monotonic() + READY_SECONDS
    while not endpoints.exists():
        if stack.poll() is not None or time.monotonic() > end:
            stack.terminate()
            sys.exit("The local stack did not start.")
        time.sleep(0.2)
    address = json.loads(endpoints.read_text(encoding="utf-8"))["api"]
    return stack, address


def link(contract, path, name, to, **parameters):
    """Lets what a request answers, or was made with, go into the next one."""
    links = contract["paths"][path]["get"]["responses"]["200"].setdefault("links", {})
    links[name] = {"operationId": to, "parameters": {"instanceId": "$request.path.instanceId", **parameters}}


def contract(address):
    with urllib.request.urlopen(f"{address}/openapi.json") as answer:
        served = json.load(answer)
    # On one machine everybody may ask.
    for operations in served["paths"].values():
        for operation in operations.values():
            operation.pop("security")
    parameters = {p["name"]: p for p in served["paths"][TREE]["get"]["parameters"]}
    # No schema can list the names of all zones.
    parameters["tz"]["schema"] = {"type": "string", "enum": ["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires"]}
    link(served, LIST, "tree", "getContactTree", contactId="$response.body#/trees/0/tree_id")
    link(served, TREE, "summary", "listContactTrees", contact_ids="$request.path.contactId")
    link(served, TREE, "file", "getFileLink", contactId="$response.body#/contacts/0/contact_id",
         fileId="$response.body#/contacts/0/references/0/name")
    link(served, TREE, "refresh", "refreshContact", contactId="$request.path.contactId")
    link(served, TREE, "erasure", "eraseContact", contactId="$request.path.contactId")
    return served


def main(minutes, trees):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        stack, address = start(folder, trees)
        try:
            with urllib.request.urlopen(f"{address}/_local/status?wait={LOADED_SECONDS}") as answer:
                written = json.load(answer)["documents"]["written"]
            print(f"{trees} trees, {written} revisions", flush=True)
            (folder / "openapi.json").write_text(json.dumps(contract(address)), encoding="utf-8")
            return subprocess.call(
                [pathlib.Path(sys.executable).parent / "st", "--config-file", HERE / "schemathesis.toml", "run",
                 folder / "openapi.json", "--url", address, "--max-time", str(int(float(minutes) * 60)), "--continue-on-failure"],
                env={**os.environ, "SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(HERE), "PYTHONDONTWRITEBYTECODE": "1"},
                cwd=folder,
            )
        finally:
            stack.terminate()
            stack.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
