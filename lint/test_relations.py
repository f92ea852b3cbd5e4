"""Breaks what is deployed once for every rule of lint/relations.py: a rule that cannot fail protects nothing."""

import copy
import tomllib
import unittest

import check
import relations
from resolve import deployment

GIVEN = {"ConnectInstanceId": "*", "Analytics": "ENABLED", "AlarmTopicArn": "arn:aws:sns:us-east-1:123456789012:alarms"}
MAPPING = "BuildContactTreeFunctionContactQueueEvents"
PATH = "/instances/{instanceId}/contacts/{contactId}/tree"


def variables(d, function="BuildContactTreeFunction"):
    return d.variables(function)


def metric(d, alarm, query=1):
    return d.properties(alarm)["Metrics"][query]["MetricStat"]["Metric"]


def integration(d):
    return d.properties("ContactTreeApi")["Body"]["paths"][PATH]["get"]["x-amazon-apigateway-integration"]


def rewrite(holder, key, old, new):
    changed = holder[key].replace(old, new)
    assert changed != holder[key], f"there is no {old}"
    holder[key] = changed


def named_alike(d, resource, **name):
    for resources in (d.resources, *d.elsewhere.values()):
        resources[resource].setdefault("Properties", {}).update(name)


def deploying(d):
    return d.samconfig["default"]["deploy"]["parameters"]


def group(d):
    return d.properties("ServeContactTreeFunctionDeploymentGroup")


def access_log(d):
    return d.properties("ContactTreeApiStage")["AccessLogSetting"]


def answer_headers(d, answer):
    return d.contract["x-amazon-apigateway-gateway-responses"][answer]["responseParameters"]


def description(d):
    return next(v for n, v in relations.versions(d).items() if n.startswith("ServeContactTree"))["Description"]


# Rule, and the ways in which a change of what is deployed would break it.
BREAKS = {
    "visibility_outlasts_six_invocations": [
        lambda d: d.properties("ContactQueue").update(VisibilityTimeout=1080),
        lambda d: d.properties("BuildContactTreeFunction").update(Timeout=184),
    ],
    "receives_span_more_than_an_hour": [
        lambda d: d.properties("ContactQueue")["RedrivePolicy"].update(maxReceiveCount=21),
        lambda d: d.properties("ContactQueue")["RedrivePolicy"].update(maxReceiveCount=4),
        lambda d: variables(d).update(RETRY_DELAY_LONGEST_SECONDS=300),
    ],
    "dead_letters_outlast_their_queue": [
        lambda d: d.properties("ContactDeadLetterQueue").update(MessageRetentionPeriod=864000),
    ],
    "queues_and_rules_have_dead_letter_queues_of_their_own": [
        lambda d: d.properties("ContactQueue").pop("RedrivePolicy"),
        lambda d: d.properties("ContactQueue")["RedrivePolicy"].update(deadLetterTargetArn={"Fn::GetAtt": ["RuleDeadLetterQueue", "Arn"]}),
    ],
    "window_covers_the_read_lag": [
        lambda d: variables(d).update(READ_LAG_SECONDS=30),
        lambda d: d.plain["Resources"]["ContactQueue"]["Properties"].update(DelaySeconds=20),
    ],
    "delays_can_be_sent": [
        lambda d: d.template["Parameters"]["SettleLongestSeconds"].update(MaxValue=3600),
    ],
    "queues_have_one_policy_each": [
        lambda d: d.resources.pop("RuleDeadLetterQueuePolicy"),
        lambda d: d.properties("ContactQueuePolicy")["Queues"].append({"Ref": "RuleDeadLetterQueue"}),
    ],
    "functions_are_those_of_the_folders": [
        lambda d: d.folders.add("forgotten"),
        lambda d: d.folders.remove("serve-contact-tree"),
        lambda d: d.template["Resources"]["ServeContactTreeFunction"]["Properties"].update(CodeUri="functions/build-contact-tree/src"),
    ],
    "functions_have_role_and_log_group_of_their_own": [
        lambda d: d.properties("ServeContactTreeFunction").update(Role={"Fn::GetAtt": ["BuildContactTreeRole", "Arn"]}),
        lambda d: d.properties("ServeContactTreeFunction")["LoggingConfig"].update(LogGroup={"Ref": "BuildContactTreeLogGroup"}),
    ],
    "names_are_free_elsewhere": [
        # As it was when a second Region could not be deployed.
        lambda d: named_alike(d, "Dashboard", DashboardName="contact-tree"),
        lambda d: named_alike(d, "OldestMessageAlarm", AlarmName="oldest-message"),
        lambda d: named_alike(d, "ExportBucket", BucketName="contact-tree-exports"),
        lambda d: named_alike(d, "ExportScheduleGroup", Name="contact-tree"),
        # As it was when a stack name of more than 64 characters could not be deployed.
        lambda d: d.elsewhere["a long name"]["ExportScheduleGroup"].update(Properties={"Name": "x" * 65}),
    ],
    "names_are_known": [lambda d: d.resources.update(New={"Type": "AWS::New::Thing", "Properties": {}})],
    "metrics_tell_stacks_apart": [
        lambda d: [r["BuildContactTreeFunction"]["Properties"]["Environment"]["Variables"].update(STAGE="prod")
                   for r in (d.resources, d.elsewhere["another stack"])],
    ],
    "what_is_empty_goes_with_a_failed_deployment": [
        lambda d: d.resources["RuleDeadLetterQueue"].update(DeletionPolicy="Retain"),
        lambda d: d.resources["ExportBucket"].update(DeletionPolicy="Delete"),
        lambda d: d.resources["ContactDeadLetterQueue"].update(UpdateReplacePolicy="Delete"),
    ],
    "schedules_wait_for_their_role": [
        lambda d: d.resources["ExportSchedule"].pop("DependsOn"),
        lambda d: d.resources["ExportSchedule"].update(DependsOn=["ExportRole"]),
    ],
    "what_is_kept_has_no_name": [
        lambda d: d.properties("ContactTreeTable").update(TableName="contact-tree"),
        lambda d: d.properties("ContactDeadLetterQueue").update(QueueName="contact-tree-dead-letters"),
        lambda d: d.resources["DataKeyAlias"].update(DeletionPolicy="Retain"),
    ],
    "one_value_has_to_be_typed": [
        lambda d: d.template["Parameters"]["Stage"].pop("Default"),
        lambda d: deploying(d)["parameter_overrides"].append("Stage=prod"),
        lambda d: deploying(d).pop("parameter_overrides"),
        lambda d: deploying(d).update(confirm_changeset=True),
        lambda d: deploying(d).pop("tags"),
    ],
    "parameters_are_changed_where_they_are_kept": [
        lambda d: object.__setattr__(d, "handbook", d.handbook + "`sam deploy --parameter-overrides RetentionDays=365`"),
    ],
    "dead_letter_queues_of_rules_need_no_key": [
        lambda d: d.properties("RuleDeadLetterQueue").update(KmsMasterKeyId={"Fn::GetAtt": ["DataKey", "Arn"]}),
        lambda d: d.properties("RuleDeadLetterQueue").update(SqsManagedSseEnabled=False),
    ],
    "snapshots_stay_awake": [
        lambda d: d.resources.pop("ServeContactTreeFunctionKeepAlive"),
        lambda d: d.properties("ServeContactTreeFunctionKeepAlive").update(ScheduleExpression="rate(14 days)"),
        lambda d: d.properties("ServeContactTreeFunctionKeepAlive").update(State="DISABLED"),
        lambda d: d.properties("ServeContactTreeFunctionKeepAlive")["Targets"][0].update(Arn={"Ref": "BuildContactTreeFunctionAliaslive"}),
    ],
    "serving_goes_over_gradually": [
        lambda d: d.resources["ServeContactTreeFunctionAliaslive"].pop("UpdatePolicy"),
        lambda d: group(d)["AlarmConfiguration"]["Alarms"].pop(),
        lambda d: group(d).update(DeploymentConfigName="CodeDeployDefault.LambdaCanary10Percent5Minutes"),
        lambda d: group(d).update(DeploymentConfigName="CodeDeployDefault.LambdaAllAtOnce"),
    ],
    "quotas_are_above_zero": [
        lambda d: d.template["Parameters"]["QuotaListAssociatedContacts"].update(
            AllowedPattern=r"^(none|[0-9]{1,4}(\.[0-9]{1,2})?/[0-9]{1,4})$"),
        lambda d: d.template["Parameters"]["QuotaListContactReferences"].update(AllowedPattern=r"^[1-9]/[1-9]$"),
    ],
    "events_of_the_building_function_have_every_alarm": [
        lambda d: d.resources.pop("RuleRetriesAlarm"),
        lambda d: d.resources.pop("SilenceAlarm"),
        lambda d: d.properties("RuleFailuresAlarm")["Metrics"].pop(),
    ],
    "returned_messages_have_an_alarm": [
        lambda d: d.resources.pop("MessagesReturnedAlarm"),
        # One message is returned in three periods on end only while its waits are short.
        lambda d: d.properties("MessagesReturnedAlarm").update(EvaluationPeriods=3),
        lambda d: variables(d).update(RETRY_DELAY_FIRST_SECONDS="900"),
    ],
    "crawls_have_an_alarm": [lambda d: d.resources.pop("ApiCrawlAlarm")],
    "alarms_go_back": [
        lambda d: d.properties("TableThrottlesAlarm")["Metrics"][0].update(Expression="SUM(METRICS())"),
        lambda d: d.properties("ApiLatencyAlarm").update(Namespace="AWS/DynamoDB"),
    ],
    "gateway_answers_keep_the_contract": [
        lambda d: d.contract["x-amazon-apigateway-gateway-responses"]["DEFAULT_5XX"].pop("statusCode"),
        lambda d: answer_headers(d, "DEFAULT_5XX").pop("gatewayresponse.header.Retry-After"),
        lambda d: answer_headers(d, "ACCESS_DENIED").pop("gatewayresponse.header.Cache-Control"),
        lambda d: answer_headers(d, "THROTTLED").pop("gatewayresponse.header.X-Content-Type-Options"),
        lambda d: d.contract["x-amazon-apigateway-gateway-responses"]["THROTTLED"].update(statusCode="420"),
        lambda d: d.contract["x-amazon-apigateway-gateway-responses"]["THROTTLED"].update(statusCode="503"),
    ],
    "access_log_tells_who_read_what": [
        lambda d: rewrite(access_log(d), "Format", "$context.identity.userArn", "-"),
        lambda d: rewrite(access_log(d), "Format", "$context.authorizer.claims.sub", "-"),
        lambda d: rewrite(access_log(d), "Format", ",", ""),
        lambda d: d.given.update(AuditCallers="DISABLED"),
        lambda d: d.properties("ApiAccessLogGroup").update(RetentionInDays=30),
    ],
    "versions_follow_parameters": [
        lambda d: rewrite(description(d), "Fn::Sub", "${SnapStart}", ""),
        # A condition decides by it, nothing else does.
        lambda d: rewrite(description(d), "Fn::Sub", "${LogLevel}", ""),
        lambda d: rewrite(description(d), "Fn::Sub", "${LogLevel}", "${LogLevel} ${Stage}"),
    ],
    "versions_can_be_described": [
        lambda d: rewrite(description(d), "Fn::Sub", "${LogLevel}", "${LogLevel}" + 240 * "x"),
        lambda d: d.plain["Parameters"]["RetentionDays"].pop("MaxValue"),
    ],
    "parameters_are_grouped_and_explained": [
        lambda d: d.template["Parameters"].update(New={"Type": "String", "Description": 50 * "x"}),
        lambda d: d.template["Parameters"]["Stage"].update(Description="The stage"),
        lambda d: d.template["Metadata"]["AWS::CloudFormation::Interface"]["ParameterGroups"][0]["Parameters"].append("LogLevel"),
        lambda d: d.template["Metadata"]["AWS::CloudFormation::Interface"]["ParameterGroups"][0]["Parameters"].append("Gone"),
    ],
    "alarms_watch_what_is_there": [
        lambda d: d.properties("OldestMessageAlarm")["Dimensions"][0].update(Value={"Ref": "ContactEndedRule"}),
        lambda d: metric(d, "TableThrottlesAlarm", 3)["Dimensions"][1].update(Value="trees-by-year"),
        lambda d: d.properties("ApiErrorsAlarm")["Dimensions"][0].update(Value="contact-tree-Operations-1A2B3C"),
        lambda d: d.properties("ApiErrorsAlarm")["Dimensions"][1].update(Value="test"),
        lambda d: metric(d, "ConnectThrottlesAlarm").update(Namespace="ContactTrees"),
        lambda d: metric(d, "ConnectThrottlesAlarm")["Dimensions"][0].update(Value="serve-contact-tree"),
        lambda d: metric(d, "ConnectThrottlesAlarm")["Dimensions"][1].update(Value="test"),
        lambda d: metric(d, "ConnectThrottlesAlarm")["Dimensions"].pop(),
    ],
    "alarms_watch_every_index": [
        lambda d: d.properties("TableThrottlesAlarm")["Metrics"].pop(),
    ],
    "dead_letter_queues_have_an_alarm_on_the_first_message": [
        lambda d: d.resources.pop("RuleDeadLettersAlarm"),
        lambda d: d.properties("ContactDeadLettersAlarm").update(Threshold=1),
    ],
    "waiting_queues_have_an_alarm_on_age": [lambda d: d.resources.pop("OldestMessageAlarm")],
    "functions_have_alarms": [
        lambda d: d.resources.pop("ServeThrottlesAlarm"),
        lambda d: d.properties("ServeDurationAlarm")["Dimensions"][0].update(Value={"Ref": "BuildContactTreeFunction"}),
    ],
    "duration_alarms_fire_shortly_before_the_time_out": [
        lambda d: d.properties("BuildDurationAlarm").update(Threshold=180_000),
        lambda d: d.properties("ServeDurationAlarm").update(Threshold=15_999),
    ],
    "rules_have_an_alarm": [
        lambda d: d.resources.pop("RuleFailuresAlarm"),
        lambda d: d.resources.pop("ExportAgeAlarm"),
    ],
    "state_machines_end_and_have_alarms": [
        lambda d: d.resources.pop("AnalyticsFailuresAlarm"),
        lambda d: d.properties("ExportIncrement")["Definition"].pop("TimeoutSeconds"),
    ],
    "alarms_tell_the_topic": [
        lambda d: d.properties("ApiLatencyAlarm").pop("AlarmActions"),
        lambda d: d.properties("ApiLatencyAlarm").update(AlarmActions=["arn:aws:sns:us-east-1:123456789012:other"]),
        lambda d: d.given.pop("AlarmTopicArn"),
    ],
    "alarms_have_a_section_of_the_handbook": [
        lambda d: d.properties("ApiErrorsAlarm").update(AlarmDescription="What to do: docs/operations.md" + "#gone"),
    ],
    "dashboards_show_what_is_there": [
        lambda d: rewrite(d.properties("Dashboard")["DashboardBody"], "Fn::Sub", "}},", "}}"),
        lambda d: rewrite(d.properties("Dashboard")["DashboardBody"], "Fn::Sub", "${ContactTreeTable}", "${ContactQueue}"),
        # After three points: the cells before it are those of the row above.
        lambda d: rewrite(d.properties("Dashboard")["DashboardBody"], "Fn::Sub", '["...", "${RuleDeadLetterQueue.QueueName}"', '["...", "gone"'),
        lambda d: rewrite(d.properties("Dashboard")["DashboardBody"], "Fn::Sub", '"stage", "contact-tree-prod"', '"stage", "prod"'),
        lambda d: rewrite(d.properties("Dashboard")["DashboardBody"], "Fn::Sub", "InvocationsFailedToBeSentToDlq", "Invocations"),
    ],
    "operations_are_answered_by_functions_that_give_up_first": [
        lambda d: rewrite(integration(d)["uri"], "Fn::Sub", ":live", ""),
        lambda d: rewrite(integration(d)["uri"], "Fn::Sub", "ServeContactTreeFunction", "Gone"),
        lambda d: integration(d).update(timeoutInMillis=20_000),
        lambda d: integration(d).update(timeoutInMillis=29_001),
    ],
    "permissions_cover_the_contract": [
        lambda d: rewrite(d.properties("ServeContactTreePermission")["SourceArn"], "Fn::Sub", "/tree", "/*"),
        lambda d: d.contract["paths"].update({"/other": {"get": {}}}),
    ],
    "contract_is_deployed_as_it_is": [
        lambda d: d.template["Resources"]["ContactTreeApi"]["Properties"]["DefinitionBody"]["info"].update(title="Other"),
    ],
    "contract_describes_the_document": [
        lambda d: d.contract["components"]["schemas"]["Contact"]["properties"].popitem(),
        lambda d: d.schema["required"].pop(),
        lambda d: d.schema["$defs"]["reference"]["properties"].update(d.schema["$defs"]["reference"]["properties"].pop("type") and {}),
        lambda d: d.schema["$defs"]["defect"]["properties"][enumerated(d)]["enum"].append("NEW"),
    ],
}


def enumerated(d):
    return next(key for key, value in d.schema["$defs"]["defect"]["properties"].items() if "enum" in value)


class Relations(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        template, plain, stacks = check.templates()
        cls.sound = relations.repository(template, plain, stacks, dict(GIVEN))

    def test_sound_deployment_breaks_none(self):
        self.assertEqual(set(), relations.findings(self.sound))

    def test_each_rule_is_broken_by_each_of_its_breaks(self):
        for rule, breaks in BREAKS.items():
            for number, change in enumerate(breaks):
                with self.subTest(f"{rule}-{number}"):
                    broken = copy.deepcopy(self.sound)
                    change(broken)
                    self.assertTrue(list(relations.RULES[rule](broken)))

    def test_no_rule_is_without_a_break(self):
        self.assertEqual(set(relations.RULES), set(BREAKS))

    def test_points_of_a_dashboard_stand_for_the_row_above(self):
        rows = [["N", "m", "A", "${X.Name}", "B", "b"], [".", "n", ".", ".", ".", "."], ["...", "c", {"stat": "p50"}], [{"expression": "m"}]]
        self.assertEqual(
            [("N", "m", {"A": "X", "B": "b"}), ("N", "n", {"A": "X", "B": "b"}), ("N", "n", {"A": "X", "B": "c"})],
            list(relations.shown({"properties": {"metrics": rows}})),
        )


class Refused(unittest.TestCase):
    """Parameters that do not go together end the deployment before anything is created."""

    TOKENS = {
        "ConnectInstanceId": "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee",
        "ApiAuthorization": "COGNITO",
        "UserPoolArn": "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_Example",
        "UserPoolClients": "1h57kf5cpq17m0eml12EXAMPLE",
    }

    @classmethod
    def setUpClass(cls):
        _, cls.plain, cls.stacks = check.templates()

    def deployed(self, **changed):
        return deployment(self.plain, self.stacks, {**self.TOKENS, **changed})

    def test_tokens_of_named_clients_are_deployed(self):
        self.assertIn("ContactTreeApi", self.deployed()["Resources"])

    def test_tokens_of_any_client_are_refused(self):
        with self.assertRaisesRegex(ValueError, "UserPoolClients"):
            self.deployed(UserPoolClients="")

    def test_clients_without_tokens_are_refused(self):
        with self.assertRaisesRegex(ValueError, "are for ApiAuthorization COGNITO"):
            self.deployed(ApiAuthorization="IAM", UserPoolArn="")

    def test_tokens_for_every_instance_are_refused(self):
        with self.assertRaisesRegex(ValueError, "InstanceClaim"):
            self.deployed(ConnectInstanceId="*")

    def test_tokens_for_every_instance_with_a_claim_are_deployed(self):
        self.assertIn("ContactTreeApi", self.deployed(ConnectInstanceId="*", InstanceClaim="cognito:groups")["Resources"])

    def test_value_that_is_to_be_typed_is_refused_until_it_is(self):
        typed = tomllib.loads((check.ROOT / "samconfig.toml").read_text(encoding="utf-8"))
        name, _, value = typed["default"]["deploy"]["parameters"]["parameter_overrides"][0].partition("=")
        with self.assertRaisesRegex(ValueError, "AllowedPattern"):
            self.deployed(**{name: value})


class Nested(unittest.TestCase):
    """Nested stacks stand in what is deployed as if they were in the one template."""

    TEMPLATE = {
        "Parameters": {"Wanted": {"Type": "String"}},
        "Conditions": {"Wanted": {"Fn::Equals": [{"Ref": "Wanted"}, "yes"]}},
        "Resources": {
            "Table": {"Type": "T"},
            "First": {"Type": "AWS::CloudFormation::Stack", "Properties": {"Parameters": {"Wanted": {"Ref": "Wanted"}}}},
            "Second": {"Type": "AWS::CloudFormation::Stack", "Properties": {"Parameters": {
                "Table": {"Fn::GetAtt": ["Table", "Arn"]},
                "Queue": {"Fn::If": ["Wanted", {"Fn::GetAtt": ["First", "Outputs.Queue"]}, ""]}}}},
        },
    }
    FIRST = {
        "Parameters": {"Wanted": {"Type": "String"}},
        "Conditions": {"Wanted": {"Fn::Equals": [{"Ref": "Wanted"}, "yes"]}},
        "Resources": {"Queue": {"Type": "Q", "Condition": "Wanted"}},
        "Outputs": {"Queue": {"Condition": "Wanted", "Value": {"Fn::GetAtt": ["Queue", "QueueName"]}}},
    }
    SECOND = {
        "Parameters": {"Table": {"Type": "String"}, "Queue": {"Type": "String"}},
        "Conditions": {"Queue": {"Fn::Not": [{"Fn::Equals": [{"Ref": "Queue"}, ""]}]}},
        "Resources": {
            "Alarm": {"Type": "A", "Condition": "Queue", "Properties": {"Of": {"Ref": "Queue"}}},
            "Text": {"Type": "X", "Properties": {"Of": {"Fn::Sub": "${Table} of ${AWS::StackName}"}}},
        },
    }

    def deployed(self, wanted):
        return deployment(self.TEMPLATE, {"First": self.FIRST, "Second": self.SECOND}, {"Wanted": wanted})["Resources"]

    def test_parameters_and_outputs_are_followed_to_the_resources(self):
        self.assertEqual(
            {
                "Table": {"Type": "T"},
                "Queue": {"Type": "Q"},
                "Alarm": {"Type": "A", "Properties": {"Of": {"Fn::GetAtt": ["Queue", "QueueName"]}}},
                "Text": {"Type": "X", "Properties": {"Of": {"Fn::Sub": "${Table.Arn} of contact-tree-Second-1A2B3C"}}},
            },
            self.deployed("yes"),
        )

    def test_condition_of_a_nested_stack_leaves_out_what_depends_on_it(self):
        self.assertEqual({"Table", "Text"}, set(self.deployed("no")))

    def test_output_of_what_is_left_out_is_an_error(self):
        careless = copy.deepcopy(self.TEMPLATE)
        careless["Resources"]["Second"]["Properties"]["Parameters"]["Queue"] = {"Fn::GetAtt": ["First", "Outputs.Queue"]}
        with self.assertRaisesRegex(ValueError, "First has no Outputs.Queue"):
            deployment(careless, {"First": self.FIRST, "Second": self.SECOND}, {"Wanted": "no"})

    def test_resource_in_two_templates_is_an_error(self):
        with self.assertRaisesRegex(ValueError, "In more than one template: Table"):
            deployment(self.TEMPLATE, {"First": {**self.FIRST, "Resources": {"Table": {"Type": "T"}}}}, {"Wanted": "no"})


if __name__ == "__main__":
    unittest.main()
