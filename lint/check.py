"""Runs every check of the templates and of the contract of the API, and compares what they find with exceptions.yaml.

    python lint/check.py <folder of the node tools> <folder for results>

A finding ends the check with 1 unless exceptions.yaml gives a reason for it. So does an exception that nothing needs
any more, and a tool that is missing or fails.
"""

import fnmatch
import json
import os
import pathlib
import platform
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import yaml

import relations
from relations import walk
from resolve import deployment
from transform import STACK, TransformFailed, nested, read, transformed

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
TEMPLATE = ROOT / "template.yaml"
CONTRACT = ROOT / "api" / "openapi.yaml"
PYTHON_TOOLS = pathlib.Path(sys.executable).parent
# Of both partitions that have Amazon Connect.
REGIONS = ("us-east-1", "eu-central-1", "us-gov-west-1")
# The tools want a Region (AWS is never called); telemetry has no place in a build.
os.environ.update({"AWS_DEFAULT_REGION": "us-east-1", "SAM_CLI_TELEMETRY": "0"})


class ToolFailed(Exception):
    """A tool could not do its work; its own words are the message."""


def run(*command, fine=(0,)):
    try:
        done = subprocess.run([str(c) for c in command], cwd=ROOT, capture_output=True, text=True, check=False)
    except OSError as problem:
        raise ToolFailed(f"{command[0]}: {problem}") from problem
    if done.returncode not in fine:
        raise ToolFailed(f"{pathlib.Path(command[0]).name} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def sam_validate(template):
    try:
        run(PYTHON_TOOLS / "sam", "validate", "--lint", "--template", template)
    except ToolFailed as problem:
        raise ToolFailed(str(problem).replace("], [", "],\n[")) from problem
    return set()


def cfn_lint(template):
    # 2, 4, 8 and their sums: errors, warnings, information were found.
    out = run(PYTHON_TOOLS / "cfn-lint", "--include-checks", "I", "--regions", *REGIONS, "--format", "json", "--", template, fine=(0, 2, 4, 6, 8, 10, 12, 14))
    found = set()
    for match in json.loads(out or "[]"):
        path = match["Location"].get("Path") or []
        where = str(path[1]) if len(path) > 1 else "template"
        found.add(("cfn-lint", match["Rule"]["Id"], where, match["Message"]))
    return found


def guard_binary(node):
    system = {"Linux": "ubuntu", "Darwin": "macos"}.get(platform.system())
    machine = {"x86_64": "x86_64", "AMD64": "x86_64", "aarch64": "aarch64", "arm64": "aarch64"}.get(platform.machine())
    package = node / "node_modules/@cdklabs/cdk-validator-cfnguard"
    binary = package / f"bin/{system}/{machine}/cfn-guard"
    if not binary.is_file():
        raise ToolFailed(f"There is no cfn-guard for {platform.system()} on {platform.machine()}.")
    return binary, package / "rules/control-tower/cfn-guard"


def cfn_guard(node, template):
    binary, control_tower = guard_binary(node)
    found = set()
    # 19: rules were broken. Anything else, such as 5 for a rule that cannot be read, is a failure of the check.
    out = run(binary, "validate", "--rules", control_tower, HERE / "rules", "--data", template,
              "--structured", "--show-summary", "none", "--output-format", "json", fine=(0, 19))
    report, = json.loads(out)
    if len(report["compliant"]) < 10:
        raise ToolFailed(f"cfn-guard looked at hardly anything: {report['compliant']}")
    for broken in report["not_compliant"]:
        name = control_name(broken["Rule"])
        places = set(resources_in(broken)) or {"template"}
        found.update(("cfn-guard", name, place, message(broken)) for place in places)
    return found


def control_name(rule):
    """A rule of Control Tower is known by the number in its message, one of ours by its name."""
    text = json.dumps(rule)
    start = text.find("[CT.")
    return text[start + 1:text.index("]", start)] if start >= 0 else rule["name"]


def message(node):
    texts = []
    walk(node, lambda key, value: texts.append(value.strip().splitlines()[0].strip()) if key == "custom_message" and value and value.strip() else None)
    return texts[0] if texts else ""


def resources_in(node):
    found = []

    def visit(key, value):
        if key == "path" and isinstance(value, str) and value.startswith("/Resources/"):
            found.append(value.split("/")[2])

    walk(node, visit)
    return found


def spectral(node, contract=CONTRACT):
    out = run(node / "node_modules/.bin/spectral", "lint", contract, "--ruleset", node / "spectral.yaml",
              "--fail-severity", "hint", "--format", "json", "--quiet", fine=(0, 1))
    return {
        ("spectral", match["code"], ".".join(str(p) for p in match["path"]), match["message"])
        for match in json.loads(out or "[]")
    }


def templates():
    """Returns the template as it is written, as plain CloudFormation, and those of its nested stacks."""
    template = read(TEMPLATE)
    defaults = {name: str(p["Default"]) for name, p in template["Parameters"].items() if "Default" in p}
    return template, transformed(template, defaults), nested(template, ROOT)


def all_findings(node, results):
    template, plain, stacks = templates()
    deployments = yaml.safe_load((HERE / "deployments.yaml").read_text(encoding="utf-8"))
    (results / "transformed.json").write_text(json.dumps(plain, indent=1), encoding="utf-8")
    written = [TEMPLATE, *(ROOT / r["Properties"]["TemplateURL"] for r in template["Resources"].values() if r["Type"] == STACK)]
    checks = [
        *((sam_validate, (path,)) for path in written),
        *((cfn_lint, (path,)) for path in (*written, results / "transformed.json")),
        (spectral, (node,)),
    ]
    for name, parameters in deployments.items():
        whole = deployment(plain, stacks, parameters)
        path = results / f"transformed-{name}.json"
        path.write_text(json.dumps(whole, indent=1), encoding="utf-8")
        checks.append((cfn_guard, (node, path)))
        checks.append((relations.findings, (relations.repository(template, plain, stacks, parameters),)))
    with ThreadPoolExecutor(max_workers=2) as pool:
        done = [pool.submit(check, *arguments) for check, arguments in checks]
        return set().union(*(d.result() for d in done))


def excuses(exception, finding):
    return exception[:2] == finding[:2] and fnmatch.fnmatchcase(finding[2], exception[2])


def main(node, results):
    node, results = pathlib.Path(node), pathlib.Path(results)
    results.mkdir(parents=True, exist_ok=True)
    try:
        found = all_findings(node, results)
    except (ToolFailed, TransformFailed, OSError, ValueError) as problem:
        sys.exit(f"lint: {problem}")
    exceptions = set()
    for entry in yaml.safe_load((HERE / "exceptions.yaml").read_text(encoding="utf-8")):
        if not str(entry.get("reason", "")).strip():
            sys.exit(f"lint: an exception without a reason: {entry}")
        exceptions.update((entry["tool"], entry["rule"], place) for place in entry["where"])
    broken = sorted(f for f in found if not any(excuses(e, f) for e in exceptions))
    unused = sorted(e for e in exceptions if not any(excuses(e, f) for f in found))
    for tool, rule, place, text in broken:
        print(f"{tool} {rule} at {place}: {text}", file=sys.stderr)
    for tool, rule, place in unused:
        print(f"lint/exceptions.yaml: {tool} {rule} at {place} is not needed any more; take it out.", file=sys.stderr)
    if broken or unused:
        sys.exit(f"lint: {len(broken)} findings without a reason, {len(unused)} reasons without a finding")
    print(f"lint: nothing found but {len(exceptions)} exceptions, each with its reason in lint/exceptions.yaml")


if __name__ == "__main__":
    main(*sys.argv[1:])
