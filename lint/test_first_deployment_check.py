"""Runs scripts/first-deployment-check against canned answers of AWS, sound ones and ones with one thing wrong."""

import copy
import importlib.machinery
import importlib.util
import json
import pathlib
import unittest

SCRIPT = pathlib.Path(__file__).resolve().parent.parent / "scripts" / "first-deployment-check"
_spec = importlib.util.spec_from_loader("first_deployment_check", importlib.machinery.SourceFileLoader("first_deployment_check", str(SCRIPT)))
script = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(script)

INSTANCE = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"
CONTACT = "10000000-0000-4000-8000-000000000001"
ARN = f"arn:aws:connect:us-east-1:123456789012:instance/{INSTANCE}"
PROBLEM = {"content-type": "application/problem+json", "cache-control": "no-store", "x-content-type-options": "nosniff"}
PARAMETERS = {
    "ConnectInstanceId": INSTANCE, "SnapStart": "ENABLED", "ApiAuthorization": "IAM", "UserPoolClients": "", "WindowSeconds": "20",
    "Stage": "prod", "AlarmTopicArn": "arn:aws:sns:us-east-1:123456789012:alarms", "DailyExport": "ENABLED", "RetentionDays": "730",
}


def key_policy(service):
    return {"Policy": json.dumps({"Statement": [
        {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:root"}},
        {"Effect": "Deny", "Principal": "*"},
        {"Effect": "Allow", "Principal": {"Service": service}}]})}


def api_policy(*statements):
    """As API Gateway answers it: text within text, its quotation marks escaped once more."""
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)}).replace('"', '\\"').replace("/", "\\/")


OWN = {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:root"}, "Action": "execute-api:Invoke", "Resource": "execute-api:/*"}
EVERYBODY = {"Effect": "Allow", "Principal": "*", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}}

# Service and operation, with a further argument where one call alone is meant.
SOUND = {
    ("cloudformation", "describe-stacks"): {"Stacks": [{
        "StackStatus": "CREATE_COMPLETE",
        "Parameters": [{"ParameterKey": k, "ParameterValue": v} for k, v in PARAMETERS.items()],
        "Outputs": [{"OutputKey": k, "OutputValue": v} for k, v in {
            "ApiAddress": "https://a1.execute-api.us-east-1.amazonaws.com/prod", "TableName": "table", "QueueUrl": "https://queue",
            "ContactDeadLetterQueueUrl": "https://dead", "RuleDeadLetterQueueUrl": "https://rule-dead"}.items()]}]},
    ("cloudformation", "list-stack-resources"): {"StackResourceSummaries": [
        {"LogicalResourceId": name, "PhysicalResourceId": f"physical-{name}", "ResourceStatus": "CREATE_COMPLETE"}
        for name in ("ContactEndedRule", "DataKey", "BuildContactTreeFunction", "ServeContactTreeFunction", "ContactTreeApi", "Operations")]},
    ("cloudformation", "list-stack-resources", "physical-Operations"): {"StackResourceSummaries": [
        {"LogicalResourceId": "Any", "PhysicalResourceId": f"contact-tree-{name}", "ResourceType": kind, "ResourceStatus": "CREATE_COMPLETE"}
        for name, kind in (("api-errors", "AWS::CloudWatch::Alarm"), ("export-age", "AWS::CloudWatch::Alarm"), ("us-east-1", "AWS::CloudWatch::Dashboard"))]},
    ("cloudformation", "get-template-summary"): {"Parameters": [
        {"ParameterKey": "ConnectInstanceId"}, {"ParameterKey": "RetentionDays", "DefaultValue": "730"},
        {"ParameterKey": "AlarmTopicArn", "DefaultValue": ""}]},
    ("connect", "describe-instance"): {"Instance": {"Id": INSTANCE, "InstanceAlias": "our-centre"}},
    ("connect", "list-instances"): {"InstanceSummaryList": [{"Id": INSTANCE}]},
    ("connect", "describe-contact"): {"Contact": {
        "Arn": f"{ARN}/contact/{CONTACT}", "Channel": "VOICE", "InitiationMethod": "INBOUND",
        "InitiationTimestamp": "2026-03-02T17:00:00.310000+01:00", "DisconnectTimestamp": "2026-03-02T17:09:41.870000+01:00"}},
    ("events", "describe-rule"): {"State": "ENABLED"},
    ("events", "list-targets-by-rule"): {"Targets": [{"Id": "ContactQueue", "DeadLetterConfig": {"Arn": "arn"}}]},
    ("cloudwatch", "get-metric-statistics", "TriggeredRules"): {"Datapoints": [{"Sum": 2.0}, {"Sum": 1.0}]},
    ("cloudwatch", "get-metric-statistics", "FailedInvocations"): {"Datapoints": []},
    ("cloudwatch", "get-metric-statistics", "InvocationsFailedToBeSentToDlq"): {"Datapoints": []},
    ("cloudwatch", "list-metrics"): {"Metrics": [{"MetricName": "Count"}]},
    ("cloudwatch", "describe-alarms"): {"MetricAlarms": [
        {"AlarmName": "contact-tree-api-errors", "StateValue": "OK"}, {"AlarmName": "contact-tree-export-age", "StateValue": "OK"}]},
    ("kms", "describe-key"): {"KeyMetadata": {"KeyState": "Enabled"}},
    ("kms", "get-key-policy", "physical-DataKey"): key_policy("events.amazonaws.com"),
    ("kms", "get-key-policy", "topic-key"): key_policy("cloudwatch.amazonaws.com"),
    ("sqs", "get-queue-attributes", "https://dead"): {"Attributes": {"ApproximateNumberOfMessages": "0", "KmsMasterKeyId": "key"}},
    ("sqs", "get-queue-attributes", "https://rule-dead"): {"Attributes": {"ApproximateNumberOfMessages": "0", "SqsManagedSseEnabled": "true"}},
    ("sqs", "send-message"): {"MessageId": "message-1"},
    ("lambda", "list-event-source-mappings"): {"EventSourceMappings": [{"State": "Enabled", "LastProcessingResult": "No records processed"}]},
    ("lambda", "get-function-configuration", "physical-BuildContactTreeFunction"): {"State": "Active", "SnapStart": {"OptimizationStatus": "On"}},
    ("lambda", "get-function-configuration", "physical-ServeContactTreeFunction"): {"State": "Active", "SnapStart": {"OptimizationStatus": "On"}},
    ("dynamodb", "describe-table"): {"Table": {"TableArn": "arn:table", "DeletionProtectionEnabled": True}},
    ("dynamodb", "describe-continuous-backups"): {"ContinuousBackupsDescription": {"PointInTimeRecoveryDescription": {"PointInTimeRecoveryStatus": "ENABLED"}}},
    ("dynamodb", "describe-time-to-live"): {"TimeToLiveDescription": {"TimeToLiveStatus": "ENABLED"}},
    ("dynamodb", "list-exports"): {"ExportSummaries": [{"ExportStatus": "COMPLETED"}]},
    ("apigateway", "get-rest-api"): {"id": "a1", "name": "contact-tree", "policy": api_policy(OWN)},
    ("apigateway", "get-authorizers"): {"items": [{"identityValidationExpression": "^(1h57kf5cpq17m0eml12EXAMPLE)$"}]},
    ("apigateway", "get-account"): {"cloudwatchRoleArn": "arn:role"},
    ("apigateway", "get-gateway-response"): {"statusCode": "503", "responseParameters": {"gatewayresponse.header.Retry-After": "'5'"}},
    ("sns", "get-topic-attributes"): {"Attributes": {"SubscriptionsConfirmed": "1", "KmsMasterKeyId": "topic-key"}},
}


class Answers:
    """Stands for AWS and the API; remembers what was asked."""

    def __init__(self, canned):
        self.canned, self.calls, self.stranger, self.trees = canned, [], (403, PROBLEM), [404, 200]

    def aws(self, *arguments):
        self.calls.append(arguments)
        for key in [(*arguments[:2], further) for further in arguments[2:]] + [arguments[:2]]:
            if key in self.canned:
                answer = self.canned[key]
                if isinstance(answer, Exception):
                    raise answer
                return answer
        raise AssertionError(f"nothing is canned for {arguments}")

    def plain(self, url):
        return self.stranger

    def signed(self, url):
        if script.NOBODY in url:
            return 404, PROBLEM
        return (self.trees.pop(0) if len(self.trees) > 1 else self.trees[0]), {}


class FirstDeploymentCheck(unittest.TestCase):
    def setUp(self):
        self.answers = Answers(copy.deepcopy(SOUND))
        self.config = {"parameter_overrides": [f"ConnectInstanceId={INSTANCE}", f"AlarmTopicArn={PARAMETERS['AlarmTopicArn']}"]}
        self.lines = []

    def report(self, contact=None):
        deployed = script.Deployed("contact-tree", self.config, contact, ask=self.answers.aws, plain=self.answers.plain,
                                   signed=self.answers.signed, sleep=lambda seconds: None)
        return script.report(deployed, self.lines.append)

    def change(self, *key, **changed):
        self.answers.canned[key].update(changed)

    def parameter(self, name, value):
        for parameter in self.answers.canned["cloudformation", "describe-stacks"]["Stacks"][0]["Parameters"]:
            if parameter["ParameterKey"] == name:
                parameter["ParameterValue"] = value

    def wrong(self):
        return [line for line in self.lines if line.startswith("wrong")]

    def test_sound_deployment_is_ok_but_for_the_contact_that_nobody_named(self):
        self.assertEqual(0, self.report())
        self.assertEqual(["open  No --contact: whether a contact becomes a tree was not tried."],
                         [line for line in self.lines if not line.startswith("ok")])

    def test_without_a_contact_only_reads(self):
        self.report()
        for service, operation, *_ in self.answers.calls:
            self.assertRegex(operation, "^(describe|get|list)-", service)

    def test_with_a_contact_sends_one_event_of_it_and_waits_for_its_tree(self):
        self.assertEqual(0, self.report(CONTACT))
        (*_, body), = [call for call in self.answers.calls if call[1] == "send-message"]
        event = json.loads(body)
        self.assertEqual(
            {"eventType": "DISCONNECTED", "contactId": CONTACT, "instanceArn": ARN, "channel": "VOICE", "initiationMethod": "INBOUND",
             "initiationTimestamp": "2026-03-02T16:00:00.310Z", "disconnectTimestamp": "2026-03-02T16:09:41.870Z",
             "tags": {"aws:connect:instanceId": INSTANCE}}, event["detail"])
        self.assertEqual(("2026-03-02T16:09:41Z", "us-east-1", "123456789012"), (event["time"], event["region"], event["account"]))
        self.assertTrue(any(event["id"] in line and CONTACT in line for line in self.lines))

    def test_contact_that_has_not_ended_is_not_sent(self):
        self.answers.canned["connect", "describe-contact"]["Contact"].pop("DisconnectTimestamp")
        self.report(CONTACT)
        self.assertFalse([call for call in self.answers.calls if call[1] == "send-message"])

    def test_contact_that_becomes_no_tree_is_wrong(self):
        self.answers.trees = [404]
        self.assertEqual(1, self.report(CONTACT))

    def test_anything_that_changes_is_refused_before_it_is_asked(self):
        for arguments in (("lambda", "put-function-concurrency"), ("sqs", "purge-queue"), ("apigateway", "update-account"),
                          ("dynamodb", "export-table-to-point-in-time")):
            with self.assertRaises(AssertionError):
                script.aws(*arguments)

    def test_what_may_not_be_read_is_open(self):
        self.answers.canned["kms", "describe-key"] = script.Unreadable("AccessDeniedException")
        self.assertEqual(0, self.report())
        self.assertIn("open  key lets event bridge deliver: AccessDeniedException", self.lines)

    def test_parameter_that_the_next_deployment_takes_back_is_wrong(self):
        self.parameter("AlarmTopicArn", "")
        self.assertEqual(1, self.report())
        self.assertIn("AlarmTopicArn", self.wrong()[0])

    def test_parameter_that_only_the_stack_has_is_open(self):
        self.parameter("RetentionDays", "365")
        self.assertEqual(0, self.report())
        self.assertTrue(any("RetentionDays" in line for line in self.lines if line.startswith("open")))

    def test_parameters_are_compared_in_each_form_of_the_file(self):
        kept = {"ConnectInstanceId": INSTANCE, "AlarmTopicArn": PARAMETERS["AlarmTopicArn"], "UserPoolClients": ""}
        guided = " ".join(f'{name}="{value}"' for name, value in kept.items())
        for form in (guided, [f"{name}={value}" for name, value in kept.items() if value] + ['UserPoolClients=""'], kept, [kept, "Stage=prod"]):
            with self.subTest(form):
                self.setUp()
                self.config = {"parameter_overrides": form}
                self.assertEqual(0, self.report())
                self.assertIn("ok    The stack has the parameters of the configuration file.", self.lines)

    def test_parameters_in_a_file_of_their_own_are_open(self):
        self.config = {"parameter_overrides": "file://parameters.yaml"}
        self.assertEqual(0, self.report())
        self.assertIn("open  parameters are those of the file: compare file://parameters.yaml by hand", self.lines)

    def test_region_of_the_section_counts_more_than_that_of_the_shell(self):
        environment = {"AWS_REGION": "us-east-1"}
        script.turn_to_region({"stack_name": "contact-tree"}, environment)
        self.assertEqual("us-east-1", environment["AWS_REGION"])
        script.turn_to_region({"region": "eu-central-1"}, environment)
        self.assertEqual("eu-central-1", environment["AWS_REGION"])

    def test_tokens_need_named_clients(self):
        self.parameter("ApiAuthorization", "COGNITO")
        self.parameter("UserPoolClients", "1h57kf5cpq17m0eml12EXAMPLE")
        self.answers.stranger = (401, PROBLEM)
        self.assertEqual(0, self.report())
        self.answers.canned["apigateway", "get-authorizers"]["items"][0].pop("identityValidationExpression")
        self.assertEqual(1, self.report())

    def test_each_thing_that_is_wrong_is_found(self):
        for name, spoil in {
            "stack failed": lambda: self.answers.canned["cloudformation", "describe-stacks"]["Stacks"][0].update(StackStatus="ROLLBACK_COMPLETE"),
            "resource failed": lambda: self.answers.canned["cloudformation", "list-stack-resources"]["StackResourceSummaries"][0].update(ResourceStatus="UPDATE_FAILED"),
            "instance elsewhere": lambda: self.answers.canned.update({("connect", "describe-instance"): script.Unreadable("ResourceNotFoundException")}),
            "rule disabled": lambda: self.change("events", "describe-rule", State="DISABLED"),
            "no dead-letter queue": lambda: self.answers.canned["events", "list-targets-by-rule"]["Targets"][0].pop("DeadLetterConfig"),
            "deliveries given up": lambda: self.change("cloudwatch", "get-metric-statistics", "FailedInvocations", Datapoints=[{"Sum": 1.0}]),
            "events lost": lambda: self.change("cloudwatch", "get-metric-statistics", "InvocationsFailedToBeSentToDlq", Datapoints=[{"Sum": 1.0}]),
            "key disabled": lambda: self.answers.canned["kms", "describe-key"]["KeyMetadata"].update(KeyState="Disabled"),
            "key refuses": lambda: self.answers.canned.update({("kms", "get-key-policy", "physical-DataKey"): key_policy("sns.amazonaws.com")}),
            "dead letters": lambda: self.answers.canned["sqs", "get-queue-attributes", "https://dead"]["Attributes"].update(ApproximateNumberOfMessages="3"),
            "same key": lambda: self.answers.canned["sqs", "get-queue-attributes", "https://rule-dead"]["Attributes"].update(KmsMasterKeyId="key"),
            "mapping disabled": lambda: self.answers.canned["lambda", "list-event-source-mappings"]["EventSourceMappings"][0].update(State="Disabled"),
            "mapping fails": lambda: self.answers.canned["lambda", "list-event-source-mappings"]["EventSourceMappings"][0].update(
                LastProcessingResult="PROBLEM: KMS access denied"),
            "no mapping": lambda: self.change("lambda", "list-event-source-mappings", EventSourceMappings=[]),
            "function inactive": lambda: self.change("lambda", "get-function-configuration", "physical-ServeContactTreeFunction", State="Inactive"),
            "no snapshot": lambda: self.change("lambda", "get-function-configuration", "physical-BuildContactTreeFunction", SnapStart={"OptimizationStatus": "Off"}),
            "table unprotected": lambda: self.answers.canned["dynamodb", "describe-table"]["Table"].update(DeletionProtectionEnabled=False),
            "no recovery": lambda: self.answers.canned["dynamodb", "describe-continuous-backups"]["ContinuousBackupsDescription"].update(
                PointInTimeRecoveryDescription={"PointInTimeRecoveryStatus": "DISABLED"}),
            "no expiry": lambda: self.change("dynamodb", "describe-time-to-live", TimeToLiveDescription={"TimeToLiveStatus": "DISABLED"}),
            "named by the contract": lambda: self.change("apigateway", "get-rest-api", name="Contact Tree"),
            "no policy": lambda: self.answers.canned["apigateway", "get-rest-api"].pop("policy"),
            "open to the account": lambda: self.change("apigateway", "get-rest-api", policy=api_policy(OWN, EVERYBODY)),
            "no log role": lambda: self.answers.canned["apigateway", "get-account"].pop("cloudwatchRoleArn"),
            "500 for an outage": lambda: self.change("apigateway", "get-gateway-response", statusCode="500"),
            "no Retry-After": lambda: self.change("apigateway", "get-gateway-response", responseParameters={}),
            "open to strangers": lambda: setattr(self.answers, "stranger", (200, PROBLEM)),
            "refusal is cached": lambda: setattr(self.answers, "stranger", (403, {**PROBLEM, "cache-control": "max-age=60"})),
            "alarm": lambda: self.answers.canned["cloudwatch", "describe-alarms"]["MetricAlarms"][0].update(StateValue="ALARM"),
            "no alarms": lambda: self.change("cloudwatch", "describe-alarms", MetricAlarms=[]),
            "nobody subscribed": lambda: self.answers.canned["sns", "get-topic-attributes"]["Attributes"].update(SubscriptionsConfirmed="0"),
            "key of the topic refuses": lambda: self.answers.canned["sns", "get-topic-attributes"]["Attributes"].update(KmsMasterKeyId="alias/aws/sns"),
            "export failed": lambda: self.change("dynamodb", "list-exports", ExportSummaries=[{"ExportStatus": "FAILED"}]),
        }.items():
            with self.subTest(name):
                self.setUp()
                spoil()
                self.report()
                self.assertEqual(1, len(self.wrong()), self.lines)

    def test_alarm_of_another_stack_is_not_ours(self):
        self.answers.canned["cloudwatch", "describe-alarms"]["MetricAlarms"].append(
            {"AlarmName": "contact-tree-two-api-errors", "StateValue": "ALARM"})
        self.assertEqual(0, self.report())

    def test_what_is_red_at_first_is_open(self):
        self.answers.canned["cloudwatch", "describe-alarms"]["MetricAlarms"][1].update(StateValue="ALARM")
        self.assertEqual(0, self.report())


if __name__ == "__main__":
    unittest.main()
