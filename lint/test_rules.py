"""Breaks what is deployed and the contract once for every rule: a rule that cannot fail protects nothing.

    NODE_TOOLS=<folder of the node tools> python -m unittest discover lint
"""

import copy
import json
import os
import pathlib
import re
import tempfile
import unittest

import yaml

import check
from resolve import deployment

NODE = pathlib.Path(os.environ["NODE_TOOLS"])
RULES = check.HERE / "rules" / "contact-tree.guard"


def properties(template, name):
    return template["Resources"][name]["Properties"]


def statement(template, role, policy=0):
    return properties(template, role)["Policies"][policy]["PolicyDocument"]["Statement"][0]


def key_statement(template):
    statements = properties(template, "DataKey")["KeyPolicy"]["Statement"]
    return next(s for s in statements if s["Sid"] == "EventBridgeDeliversToQueues")


def operation(template):
    return properties(template, "ContactTreeApi")["Body"]["paths"]["/instances/{instanceId}/contacts/{contactId}/tree"]["get"]


def everybody(template, condition, principal="*"):
    properties(template, "ContactTreeApi")["Policy"]["Statement"].append({"Effect": "Allow", "Principal": principal, "Condition": condition})


def bearers(template, authorizer):
    properties(template, "ContactTreeApi")["Body"]["components"]["securitySchemes"]["caller"].update(
        {"x-amazon-apigateway-authtype": "cognito_user_pools", "x-amazon-apigateway-authorizer": authorizer})


def logged(template, old, new):
    setting = properties(template, "ContactTreeApiStage")["AccessLogSetting"]
    assert old in setting["Format"], f"the access log has no {old}"
    setting["Format"] = setting["Format"].replace(old, new)


# Rule, and the ways in which a change of the template would break it.
BREAKS = {
    "actions_are_named": [lambda t: statement(t, "BuildContactTreeRole").update(Action="connect:*")],
    "resources_are_named": [
        lambda t: statement(t, "ExportRole").update(Resource="*"),
        lambda t: statement(t, "BuildContactTreeRole", 1).update(Resource=["*"]),
        lambda t: statement(t, "BuildContactTreeRole", 1).update(Sid="Traces", Resource="*"),
    ],
    "nobody_scans": [lambda t: statement(t, "BuildContactTreeRole", 1)["Action"].append("dynamodb:Scan")],
    "serving_only_reads": [
        lambda t: statement(t, "ServeContactTreeRole")["Action"].append("dynamodb:PutItem"),
        lambda t: statement(t, "ServeContactTreeRole")["Action"].append("connect:ListAssociatedContacts"),
        lambda t: statement(t, "ServeContactTreeRole")["Action"].remove("dynamodb:BatchGetItem"),
        lambda t: statement(t, "ServeContactTreeRole")["Action"].remove("dynamodb:Query"),
        lambda t: statement(t, "ServeContactTreeRole")["Resource"].append({"Fn::GetAtt": ["ContactQueue", "Arn"]}),
        lambda t: properties(t, "ServeContactTreeRole").update(ManagedPolicyArns=["arn:aws:iam::aws:policy/ReadOnlyAccess"]),
    ],
    "reaching_writes_no_tree": [
        lambda t: statement(t, "ReachContactRole", 1)["Action"].append("dynamodb:DeleteItem"),
        lambda t: properties(t, "ReachContactRole")["Policies"][1]["PolicyDocument"]["Statement"][1].pop("Condition"),
        lambda t: statement(t, "ReachContactRole").update(
            Resource="arn:aws:connect:us-east-1:123456789012:instance/aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee/contact/*"),
        lambda t: properties(t, "ReachContactRole").update(ManagedPolicyArns=["arn:aws:iam::aws:policy/ReadOnlyAccess"]),
    ],
    "pipes_tell_what_is_told": [
        lambda t: properties(t, "ChangePipe")["SourceParameters"]["FilterCriteria"]["Filters"][0].update(Pattern='{"eventName":["INSERT"]}'),
        lambda t: properties(t, "ChangePipe")["SourceParameters"]["DynamoDBStreamParameters"].pop("DeadLetterConfig"),
        lambda t: properties(t, "ChangePipe")["TargetParameters"].update(InputTemplate='{"tree_id":"<$.dynamodb.NewImage.tree_id.S>"}'),
    ],
    "connect_actions_on_contacts_of_the_instance": [
        lambda t: statement(t, "BuildContactTreeRole").update(
            Resource="arn:aws:connect:us-east-1:123456789012:instance/aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"
        )
    ],
    "services_are_named_in_trust": [
        lambda t: properties(t, "ExportRole")["AssumeRolePolicyDocument"]["Statement"][0].update(Principal={"AWS": "*"})
    ],
    "invoke_permissions_name_their_source": [lambda t: properties(t, "ServeContactTreePermission").pop("SourceArn")],
    "functions_run_as_described": [
        lambda t: properties(t, "BuildContactTreeFunction").update(Architectures=["x86_64"]),
        lambda t: properties(t, "BuildContactTreeFunction").update(TracingConfig={"Mode": "PassThrough"}),
        lambda t: properties(t, "ServeContactTreeFunction")["LoggingConfig"].update(ApplicationLogLevel="WARN"),
    ],
    "functions_leave_lambda_its_variables": [
        lambda t: properties(t, "BuildContactTreeFunction")["Environment"]["Variables"].update(AWS_REGION="us-east-1"),
        lambda t: properties(t, "ServeContactTreeFunction")["Environment"]["Variables"].update(TZ="UTC"),
    ],
    "building_begins_with_two_instances": [
        lambda t: properties(t, "BuildContactTreeFunctionContactQueueEvents")["ScalingConfig"].update(MaximumConcurrency=3)
    ],
    "mappings_report_failures": [
        lambda t: properties(t, "BuildContactTreeFunctionContactQueueEvents").update(BatchSize=1),
        lambda t: properties(t, "BuildContactTreeFunctionContactQueueEvents").update(BatchSize=11),
        lambda t: properties(t, "BuildContactTreeFunctionContactQueueEvents").pop("FunctionResponseTypes"),
        lambda t: properties(t, "BuildContactTreeFunctionContactQueueEvents").update(MaximumBatchingWindowInSeconds=60),
        lambda t: properties(t, "BuildContactTreeFunctionContactQueueEvents").update(FunctionName={"Ref": "BuildContactTreeFunction"}),
    ],
    "queues_are_encrypted_and_patient": [
        lambda t: properties(t, "ContactQueue").pop("KmsMasterKeyId"),
        lambda t: properties(t, "RuleDeadLetterQueue").update(MessageRetentionPeriod=345600),
        lambda t: properties(t, "RuleDeadLetterQueue").pop("SqsManagedSseEnabled"),
    ],
    "queue_policies_want_encrypted_connections": [
        lambda t: properties(t, "ContactDeadLetterQueuePolicy")["PolicyDocument"]["Statement"][-1].pop("Condition"),
        lambda t: properties(t, "ContactQueuePolicy")["PolicyDocument"]["Statement"][0].pop("Condition"),
    ],
    "rules_keep_what_they_cannot_deliver": [
        lambda t: properties(t, "ContactEndedRule")["Targets"][0].pop("DeadLetterConfig"),
        lambda t: properties(t, "ContactEndedRule")["Targets"][0].update(RoleArn="arn:aws:iam::123456789012:role/any"),
    ],
    "tables_are_kept": [
        lambda t: t["Resources"]["ContactTreeTable"].pop("DeletionPolicy"),
        lambda t: properties(t, "ContactTreeTable").update(DeletionProtectionEnabled=False),
        lambda t: properties(t, "ContactTreeTable").pop("SSESpecification"),
        lambda t: properties(t, "ContactTreeTable")["TimeToLiveSpecification"].update(AttributeName="ttl"),
    ],
    "buckets_are_private": [
        lambda t: properties(t, "ExportBucket").pop("PublicAccessBlockConfiguration"),
        lambda t: properties(t, "ExportBucket").pop("LifecycleConfiguration"),
        lambda t: t["Resources"]["ExportBucket"].update(DeletionPolicy="Delete"),
    ],
    "keys_rotate_and_stay": [lambda t: properties(t, "DataKey").update(EnableKeyRotation=False)],
    "keys_let_event_bridge_deliver": [
        lambda t: key_statement(t).update(Principal={"Service": "sns.amazonaws.com"}),
        lambda t: key_statement(t).update(Effect="Deny"),
        lambda t: key_statement(t).update(Action=["kms:Decrypt"]),
        lambda t: key_statement(t)["Action"].append("kms:CreateGrant"),
        lambda t: key_statement(t).pop("Condition"),
    ],
    "log_groups_end_and_are_encrypted": [
        lambda t: properties(t, "ApiAccessLogGroup").pop("RetentionInDays"),
        lambda t: properties(t, "ServeContactTreeLogGroup").pop("KmsKeyId"),
    ],
    "api_is_closed": [
        lambda t: operation(t).pop("security"),
        lambda t: operation(t).update(security=[]),
        lambda t: operation(t).update(security=[{"nobody": []}]),
        lambda t: properties(t, "ContactTreeApi").pop("SecurityPolicy"),
        lambda t: properties(t, "ContactTreeApi").update(EndpointAccessMode="BASIC"),
    ],
    "api_policy_is_always_sent": [
        lambda t: properties(t, "ContactTreeApi").pop("Policy"),
        lambda t: properties(t, "ContactTreeApi")["Policy"].update(Statement=[]),
    ],
    "own_account_needs_rights": [
        lambda t: everybody(t, {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}),
        lambda t: everybody(t, {"StringNotEquals": {"aws:PrincipalAccount": "123456789012"}}),
        lambda t: everybody(t, {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}, {"AWS": "*"}),
        lambda t: everybody(t, {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}, "StringNotEquals": {"aws:PrincipalAccount": "*"}}),
    ],
    "tokens_need_their_audience": [
        lambda t: bearers(t, {"type": "cognito_user_pools", "providerARNs": ["arn"]}),
        lambda t: bearers(t, {"type": "cognito_user_pools", "identityValidationExpression": "^()$"}),
    ],
    "stages_throttle_and_log": [
        lambda t: properties(t, "ContactTreeApiStage")["MethodSettings"][0].pop("ThrottlingRateLimit"),
        lambda t: properties(t, "ContactTreeApiStage")["AccessLogSetting"].update(Format='{"ip":"$context.identity.sourceIp"}'),
        lambda t: logged(t, '"$context.identity.userArn"', '"$context.identity.userAgent"'),
        lambda t: logged(t, "claims.sub", "claims.email"),
        lambda t: logged(t, '"function_request_id":"$context.integration.requestId",', ""),
    ],
    "api_begins_with_few_requests": [
        # As it was when one caller could read everything unnoticed.
        lambda t: properties(t, "ContactTreeApiStage")["MethodSettings"][0].update(ThrottlingRateLimit=100),
        lambda t: properties(t, "ContactTreeApiStage")["MethodSettings"][0].update(ThrottlingBurstLimit=200),
    ],
    "alarms_say_what_to_do": [
        lambda t: properties(t, "ApiErrorsAlarm").update(AlarmDescription="Something is wrong."),
        lambda t: properties(t, "ApiErrorsAlarm").update(AlarmName="contact-tree-Operations-1A2B3C-api-errors"),
        lambda t: properties(t, "ExportAgeAlarm").pop("TreatMissingData"),
    ],
    "schedules_try_again": [lambda t: properties(t, "ExportSchedule")["Target"].pop("RetryPolicy")],
}


class OwnRules(unittest.TestCase):
    def test_each_rule_is_broken_by_each_of_its_breaks_and_by_nothing_else(self):
        _, plain, stacks = check.templates()
        sound = deployment(plain, stacks, {"ConnectInstanceId": "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"})
        with tempfile.TemporaryDirectory() as folder:
            files = {"sound.json": (None, sound)}
            for rule, breaks in BREAKS.items():
                for number, change in enumerate(breaks):
                    broken = copy.deepcopy(sound)
                    change(broken)
                    files[f"{rule}-{number}.json"] = (rule, broken)
            for name, (_, content) in files.items():
                (pathlib.Path(folder) / name).write_text(json.dumps(content), encoding="utf-8")
            binary, _ = check.guard_binary(NODE)
            out = check.run(binary, "validate", "--rules", RULES, "--data", folder,
                            "--structured", "--show-summary", "none", "--output-format", "json", fine=(0, 19))
        reports = {pathlib.Path(r["name"]).name: r for r in json.loads(out)}
        self.assertEqual(set(files), set(reports))
        for name, (rule, _) in files.items():
            with self.subTest(name):
                failed = {broken["Rule"]["name"] for broken in reports[name]["not_compliant"]}
                if rule is None:
                    self.assertEqual(set(), failed)
                else:
                    self.assertIn(rule, failed)

    def test_no_rule_is_without_a_break(self):
        rules = re.findall(r"^rule (\w+)", RULES.read_text(encoding="utf-8"), re.MULTILINE)
        self.assertEqual(set(rules), set(BREAKS))


class Contract(unittest.TestCase):
    PATH = "/instances/{instanceId}/contacts/{contactId}/tree"

    def codes(self, change):
        contract = yaml.safe_load(check.CONTRACT.read_text(encoding="utf-8"))
        change(contract)
        with tempfile.NamedTemporaryFile("w", suffix=".yaml", dir=NODE, encoding="utf-8") as file:
            json.dump(contract, file)
            file.flush()
            return {code for _, code, _, _ in check.spectral(NODE, pathlib.Path(file.name))}

    def test_sound_contract_has_no_findings(self):
        self.assertEqual(set(), self.codes(lambda contract: None))

    def test_each_break_is_found(self):
        def open_and_unlimited(contract):
            get = contract["paths"][self.PATH]["get"]
            get.pop("security")
            get["parameters"][0]["schema"].pop("pattern")
            get["responses"].pop("429")
            contract["components"]["schemas"]["ContactTree"]["properties"]["contacts"].pop("maxItems")

        self.assertEqual(
            {
                "owasp:api2:2023-read-restricted",
                "parameters-are-restricted",
                "owasp:api4:2023-rate-limit-responses-429",
                "owasp:api4:2023-array-limit",
            },
            self.codes(open_and_unlimited),
        )


class Exceptions(unittest.TestCase):
    def test_pattern_excuses_its_own_rule_and_places_only(self):
        exception = ("cfn-guard", "CT.X", "*Alarm")
        self.assertTrue(check.excuses(exception, ("cfn-guard", "CT.X", "OldAlarm", "text")))
        self.assertFalse(check.excuses(exception, ("cfn-guard", "CT.X", "Table", "text")))
        self.assertFalse(check.excuses(exception, ("cfn-guard", "CT.Y", "OldAlarm", "text")))
        self.assertFalse(check.excuses(exception, ("cfn-lint", "CT.X", "OldAlarm", "text")))


if __name__ == "__main__":
    unittest.main()
