"""The state machines of stacks/analytics.yaml, run step by step on a stand-in of what they call.

No AWS: states, their order, choices and expressions are those of the template; the expressions are evaluated by a JSONata
of its own. What the stand-in answers has the form of the SDK integrations of Step Functions.
"""

import datetime
import json
import pathlib
import re
import unittest

import jsonata
import yaml

HOUR = datetime.timedelta(hours=1)
STACK = pathlib.Path(__file__).resolve().parent.parent / "stacks/analytics.yaml"
FULL = "2026-03-02T10:00:00.000Z"


class Loader(yaml.SafeLoader):
    pass


Loader.add_multi_constructor("!", lambda loader, tag, node: node.value)
RESOURCES = yaml.load(STACK.read_text(encoding="utf-8"), Loader)["Resources"]


def time(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


class World:
    """What the state machines call."""

    def __init__(self, now=FULL):
        self.now = time(now)
        self.until = "NONE"
        self.running = 1
        self.status = "COMPLETED"
        self.table = {"Name": "export_items", "Parameters": {"EXTERNAL": "TRUE"},
                      "StorageDescriptor": {"Location": "s3://bucket/none-yet", "Columns": [{"Name": "item"}]}}
        self.objects = {}
        self.windows = []

    def call(self, resource, arguments):
        return getattr(self, resource.rpartition(":")[2])(arguments)

    def listExecutions(self, _):
        return {"Executions": [{}] * self.running}

    def getParameter(self, _):
        return {"Parameter": {"Value": self.until}}

    def putParameter(self, arguments):
        self.until = arguments["Value"]
        return {}

    def getTable(self, _):
        return {"Table": self.table}

    def updateTable(self, arguments):
        self.table = arguments["TableInput"]
        return {}

    def exportTableToPointInTime(self, arguments):
        window = arguments["IncrementalExportSpecification"]
        assert arguments["ExportType"] == "INCREMENTAL_EXPORT" and window["ExportViewType"] == "NEW_IMAGE"
        self.windows.append((window["ExportFromTime"], window["ExportToTime"]))
        return {"ExportDescription": {"ExportArn": "arn"}}

    def describeExport(self, _):
        return {"ExportDescription": {"ExportStatus": self.status}}

    def getObject(self, arguments):
        return {"Body": self.objects[arguments["Key"]]}

    def putObject(self, arguments):
        self.objects[arguments["Key"]] = arguments["Body"]
        return {}


class Run:
    """One execution."""

    def __init__(self, machine, world, given):
        self.definition = RESOURCES[machine]["Properties"]["Definition"]
        self.world, self.given, self.variables = world, given, {}

    def evaluated(self, value, result=None):
        if isinstance(value, dict):
            return {key: self.evaluated(part, result) for key, part in value.items()}
        if isinstance(value, list):
            return [self.evaluated(part, result) for part in value]
        found = re.fullmatch(r"\{%(.*)%\}", value, re.DOTALL) if isinstance(value, str) else None
        if not found:
            return value.replace("${Prefix}", "prefix") if isinstance(value, str) else value
        expression = jsonata.Jsonata(found.group(1).strip().replace("${Prefix}", "prefix"))
        states = {"input": self.given, "result": result, "context": {"StateMachine": {"Id": "arn"}}}
        for name, known in (self.variables | {"states": states}).items():
            expression.assign(name, known)
        expression.register_lambda("millis", lambda: int(self.world.now.timestamp() * 1000))
        expression.register_lambda("parse", json.loads)
        return expression.evaluate({})

    def to_the_end(self):
        name, steps = self.definition["StartAt"], []
        while len(steps) < 2000:
            state = self.definition["States"][name]
            steps.append(name)
            if state["Type"] in ("Succeed", "Fail"):
                return state["Type"], steps
            result = None
            if state["Type"] == "Task":
                result = self.world.call(state["Resource"], self.evaluated(state["Arguments"]))
            if state["Type"] == "Wait":
                self.world.now += datetime.timedelta(seconds=state["Seconds"])
            self.variables |= self.evaluated(state.get("Assign", {}), result)
            name = state.get("Next")
            for choice in state.get("Choices", []):
                if self.evaluated(choice["Condition"]) is True:
                    name = choice["Next"]
                    break
            else:
                name = state.get("Default", name)
        raise AssertionError("it does not end")


class ExportIncrementTest(unittest.TestCase):
    def run_at(self, world, now):
        world.now = max(world.now, time(now))
        return Run("ExportIncrement", world, {}).to_the_end()[0]

    def with_full(self):
        world = World()
        world.table["Parameters"]["exported_at"] = FULL
        return world

    def test_without_full_export_nothing_happens(self):
        world = World()
        self.assertEqual("Succeed", self.run_at(world, "2026-03-02T12:00:00Z"))
        self.assertEqual([], world.windows)

    def test_window_that_is_not_over_waits(self):
        world = self.with_full()
        self.run_at(world, "2026-03-02T10:59:59Z")
        self.assertEqual([], world.windows)

    def test_first_window_begins_at_the_full_exports_time(self):
        world = self.with_full()
        self.run_at(world, "2026-03-02T11:10:00Z")
        self.assertEqual([(FULL, "2026-03-02T11:00:00.000Z")], world.windows)

    def test_windows_follow_each_other_and_catch_up_after_an_outage(self):
        world = self.with_full()
        for now in ("2026-03-02T11:30:00Z", "2026-03-02T12:30:00Z", "2026-03-05T20:05:00Z", "2026-03-05T21:10:00Z"):
            self.run_at(world, now)
        self.assertEqual(FULL, world.windows[0][0])
        for before, after in zip(world.windows, world.windows[1:]):
            self.assertEqual(before[1], after[0])
        lengths = [time(to) - time(begin) for begin, to in world.windows]
        self.assertTrue(all(HOUR <= length <= 24 * HOUR for length in lengths))
        self.assertIn(24 * HOUR, lengths)
        self.assertLess(world.now - time(world.windows[-1][1]), HOUR)

    def test_failed_window_is_tried_again(self):
        world = self.with_full()
        world.status = "FAILED"
        self.assertEqual("Fail", self.run_at(world, "2026-03-02T11:10:00Z"))
        self.assertEqual("NONE", world.until)
        world.status = "COMPLETED"
        self.run_at(world, "2026-03-02T11:40:00Z")
        self.assertEqual(world.windows[0], world.windows[1])

    def test_second_run_at_once_does_nothing(self):
        world = self.with_full()
        world.running = 2
        self.run_at(world, "2026-03-02T15:00:00Z")
        self.assertEqual([], world.windows)


class RegisterExportTest(unittest.TestCase):
    def register(self, world, export_id, ends="Succeed", **summary):
        key = f"prefix/AWSDynamoDB/{export_id}/manifest-summary.json"
        world.objects[key] = json.dumps(summary | {"itemCount": 7})
        given = {"detail": {"bucket": {"name": "bucket"}, "object": {"key": key}}}
        self.assertEqual(ends, Run("RegisterExport", world, given).to_the_end()[0])

    def test_full_export_is_listed_and_pointed_at(self):
        world = World()
        self.register(world, "01-a", exportTime=FULL)
        self.assertEqual({"export_id": "01-a", "kind": "FULL", "from_time": None, "to_time": FULL, "item_count": "7"},
                         world.objects["finished-exports/01-a.json"])
        self.assertEqual("s3://bucket/prefix/AWSDynamoDB/01-a/data/", world.table["StorageDescriptor"]["Location"])
        self.assertEqual([{"Name": "item"}], world.table["StorageDescriptor"]["Columns"])
        self.assertEqual({"EXTERNAL": "TRUE", "exported_at": FULL}, world.table["Parameters"])

    def test_older_full_export_that_comes_late_is_listed_only(self):
        world = World()
        self.register(world, "02-b", exportTime="2026-03-03T10:00:00.000Z")
        self.register(world, "01-a", exportTime=FULL)
        self.assertIn("finished-exports/01-a.json", world.objects)
        self.assertIn("02-b", world.table["StorageDescriptor"]["Location"])

    def test_incremental_export_is_listed_only(self):
        world = World()
        self.register(world, "03-c", exportFromTime=FULL, exportToTime="2026-03-02T11:00:00.000Z")
        self.assertEqual("INCREMENTAL", world.objects["finished-exports/03-c.json"]["kind"])
        self.assertIn("none-yet", world.table["StorageDescriptor"]["Location"])

    def test_incremental_export_tells_of_full_ones_that_are_missing(self):
        world = World("2026-03-03T12:00:01Z")
        self.register(world, "03-c", exportFromTime=FULL, exportToTime="2026-03-02T11:00:00.000Z")
        world.table["Parameters"]["exported_at"] = FULL
        self.register(world, "04-d", ends="Fail", exportFromTime=FULL, exportToTime="2026-03-02T11:00:00.000Z")
        self.assertIn("finished-exports/04-d.json", world.objects)


class BothTest(unittest.TestCase):
    def test_no_run_lasts_for_ever(self):
        for machine in ("RegisterExport", "ExportIncrement"):
            self.assertLessEqual(RESOURCES[machine]["Properties"]["Definition"]["TimeoutSeconds"], 21600)


if __name__ == "__main__":
    unittest.main()
