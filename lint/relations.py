"""Rules that hold between resources, parameters and files, which cfn-guard cannot express.

Each is a function of one deployment that yields what breaks it: a place and a text. lint/test_relations.py breaks each.
"""

import json
import pathlib
import re
import tomllib
from dataclasses import dataclass

import yaml

from resolve import deployment

ROOT = pathlib.Path(__file__).resolve().parent.parent
RULES = {}

# The dimension that names what each namespace watches, and the type of that resource.
WATCHED = {
    "AWS/SQS": ("QueueName", "AWS::SQS::Queue"),
    "AWS/Lambda": ("FunctionName", "AWS::Lambda::Function"),
    "AWS/Events": ("RuleName", "AWS::Events::Rule"),
    "AWS/DynamoDB": ("TableName", "AWS::DynamoDB::Table"),
    "AWS/EventBridge/Pipes": ("PipeName", "AWS::Pipes::Pipe"),
    "AWS/States": ("StateMachineArn", "AWS::StepFunctions::StateMachine"),
}
# Lambda refuses a longer description of a version, and with it the whole update.
LONGEST_DESCRIPTION = 256
# SQS can delay a message no longer.
LONGEST_DELAY_SECONDS = 900
# API Gateway waits no longer.
LONGEST_INTEGRATION_MILLISECONDS = 29_000
# Lambda discards a snapshot that nobody used for so long.
SNAPSHOT_DAYS = 14
# Reviewers ask who read what within a year.
AUDIT_DAYS = 365
# Within what a name must be the only one, where the template gives one, and how long it may be.
REGION, ACCOUNT, WORLD = "account and Region", "account", "world"
NAMES = {
    "AWS::ApiGateway::RestApi": ("Name", REGION, 1024),  # not AWS's rule: metrics go by it
    "AWS::Athena::WorkGroup": ("Name", REGION, 128),
    "AWS::CloudWatch::Alarm": ("AlarmName", REGION, 255),
    "AWS::CloudWatch::Dashboard": ("DashboardName", ACCOUNT, 255),
    "AWS::CodeDeploy::Application": ("ApplicationName", REGION, 100),
    "AWS::CodeDeploy::DeploymentGroup": ("DeploymentGroupName", REGION, 100),
    "AWS::DynamoDB::Table": ("TableName", REGION, 255),
    "AWS::Events::Archive": ("ArchiveName", REGION, 48),
    "AWS::Events::EventBus": ("Name", REGION, 256),
    "AWS::Events::Rule": ("Name", REGION, 64),
    "AWS::IAM::ManagedPolicy": ("ManagedPolicyName", ACCOUNT, 128),
    "AWS::IAM::Role": ("RoleName", ACCOUNT, 64),
    "AWS::KMS::Alias": ("AliasName", REGION, 256),
    "AWS::Lambda::Function": ("FunctionName", REGION, 64),
    "AWS::Logs::LogGroup": ("LogGroupName", REGION, 512),
    "AWS::Pipes::Pipe": ("Name", REGION, 64),
    "AWS::S3::Bucket": ("BucketName", WORLD, 63),
    "AWS::Scheduler::Schedule": ("Name", REGION, 64),
    "AWS::Scheduler::ScheduleGroup": ("Name", REGION, 64),
    "AWS::SNS::Topic": ("TopicName", REGION, 256),
    "AWS::SecretsManager::Secret": ("Name", REGION, 512),
    "AWS::SQS::Queue": ("QueueName", REGION, 80),
}
# What has no name of its own: it belongs to something else, or there is one for each account and Region.
NAMELESS = {
    "AWS::ApiGateway::Account", "AWS::ApiGateway::Deployment", "AWS::ApiGateway::Stage", "AWS::KMS::Key",
    # Tables are named within their database, which CloudFormation names, as it does state machines and parameters.
    "AWS::Glue::Database", "AWS::Glue::Table", "AWS::SSM::Parameter", "AWS::StepFunctions::StateMachine",
    "AWS::Lambda::Alias", "AWS::Lambda::EventSourceMapping", "AWS::Lambda::Permission", "AWS::Lambda::Version",
    "AWS::S3::BucketPolicy", "AWS::SQS::QueuePolicy", "AWS::WAFv2::WebACLAssociation",
}
ELSEWHERE = {
    "another stack": {"AWS::StackName": "contact-tree-two"},
    "another Region": {"AWS::Region": "eu-central-1"},
    # As long as CloudFormation takes it.
    "a long name": {"AWS::StackName": "x" * 128},
}


@dataclass(frozen=True)
class Deployment:
    """What the rules look at.

    template: template.yaml with its includes in place, as it is written
    plain: the same as plain CloudFormation, parameters and conditions still in it
    resources: all that this deployment creates, nested stacks included
    given: the values of parameters that are not the defaults
    elsewhere: all that the same deployment creates under other names and in another Region
    contract, schema, handbook, folders, samconfig: the contract of the API, the document's schema, the text of the
        operations handbook, the names of the folders of functions, the settings of the SAM CLI
    """

    template: dict
    plain: dict
    resources: dict
    given: dict
    elsewhere: dict
    contract: dict
    schema: dict
    handbook: str
    folders: set
    samconfig: dict

    def of(self, kind):
        """The properties of all resources of a type, by logical id."""
        return {name: r["Properties"] for name, r in self.resources.items() if r["Type"] == kind}

    def properties(self, name):
        return self.resources[name]["Properties"]

    def variables(self, function):
        return self.properties(function)["Environment"]["Variables"]


def repository(template, plain, stacks, given):
    """Returns the deployment with these values, with what stands in the repository's other files."""
    return Deployment(
        template, plain, deployment(plain, stacks, given)["Resources"], given,
        {where: deployment(plain, stacks, given, world)["Resources"] for where, world in ELSEWHERE.items()},
        contract=yaml.safe_load((ROOT / "api/openapi.yaml").read_text(encoding="utf-8")),
        schema=json.loads((ROOT / "schema/contact-tree.schema.json").read_text(encoding="utf-8")),
        handbook=(ROOT / "docs/operations.md").read_text(encoding="utf-8"),
        folders={path.parent.parent.name for path in ROOT.glob("functions/*/src/main")},
        samconfig=tomllib.loads((ROOT / "samconfig.toml").read_text(encoding="utf-8")),
    )


def findings(deployment):
    return {
        ("relations", name, place, text)
        for name, rule in RULES.items()
        for place, text in rule(deployment)
    }


def rule(function):
    RULES[function.__name__] = function
    return function


def walk(node, visit):
    if isinstance(node, dict):
        for key, value in node.items():
            visit(key, value)
            walk(value, visit)
    elif isinstance(node, list):
        for value in node:
            walk(value, visit)


def target(value):
    """The logical id to which a Ref or GetAtt points, else the value itself."""
    match value:
        case {"Ref": name} | {"Fn::GetAtt": [name, _]}:
            return name
    return value


def spelled(value):
    """The text of a Fn::Sub, or the value itself."""
    return value["Fn::Sub"] if isinstance(value, dict) else value


# --- names, and what a first deployment leaves


@rule
def names_are_free_elsewhere(d):
    """A second stack, and the same one in a second Region, must find every name free."""
    others_by_place = {where: {r: n for r, n, _, _ in named(resources)} for where, resources in d.elsewhere.items()}
    for resource, _, _, longest in named(d.elsewhere["a long name"]):
        if len(others_by_place["a long name"][resource]) > longest:
            yield resource, f"can have a name longer than {longest} characters."
    for resource, name, scope, _ in named(d.resources):
        others = {where: names.get(resource) for where, names in others_by_place.items()}
        taken = [where for where in ("another stack", "another Region") if others[where] == name]
        if scope == REGION:
            taken = [where for where in taken if where != "another Region"]
        for where in taken:
            yield resource, f"is named {name} in {where} too; such a name counts for the whole {scope}."
        if scope == WORLD and "${AWS::AccountId}" not in name and "123456789012" not in name:
            yield resource, f"is named {name}, in every account of the world."


def named(resources):
    """Every resource to which the template gives a name: its logical id, the name, its scope, how long it may be."""
    for resource, content in resources.items():
        if content["Type"] in NAMES:
            name, scope, longest = NAMES[content["Type"]]
            if name in content.get("Properties", {}):
                yield resource, spelled(content["Properties"][name]), scope, longest


@rule
def names_are_known(d):
    for name, resource in d.resources.items():
        if resource["Type"] not in NAMES and resource["Type"] not in NAMELESS:
            yield name, f"Say in NAMES or NAMELESS within what the name of {resource['Type']} must be the only one."


@rule
def metrics_tell_stacks_apart(d):
    for function in d.of("AWS::Lambda::Function"):
        stage = d.variables(function).get("STAGE")
        other = d.elsewhere["another stack"][function]["Properties"]["Environment"]["Variables"].get("STAGE")
        if stage is not None and stage == other:
            yield function, "publishes metrics that another stack's would be added to."


@rule
def what_is_empty_goes_with_a_failed_deployment(d):
    """Kept once it can hold something; left behind by a first deployment that failed it would only be in the way."""
    kept = set_aside(d) | undelivered(d) | d.of("AWS::S3::Bucket").keys()
    for name in kept:
        if d.resources[name].get("DeletionPolicy") != "RetainExceptOnCreate" or d.resources[name].get("UpdateReplacePolicy") != "Retain":
            yield name, "must be kept, but not when the deployment that creates it fails."


@rule
def schedules_wait_for_their_role(d):
    """EventBridge Scheduler now and then refuses a role that is only seconds old."""
    slow = d.of("AWS::Events::Rule").keys()
    for name, resource in d.resources.items():
        if resource["Type"] == "AWS::Scheduler::Schedule":
            waits = resource.get("DependsOn", [])
            waits = [waits] if isinstance(waits, str) else waits
            # A rule takes a minute, and so does what names one.
            if not any(w in slow or attributes(d.resources[w]) & slow for w in waits):
                yield name, "must depend on something that takes longer than its role."


def attributes(node):
    """Names of the resources whose attributes are asked for."""
    found = set()
    walk(node, lambda key, value: found.add(value[0]) if key == "Fn::GetAtt" else None)
    return found


@rule
def what_is_kept_has_no_name(d):
    """What a deployment leaves behind, failed or taken away, must not be in the way of the next one."""
    for name, *_ in named(d.resources):
        if d.resources[name].get("DeletionPolicy", "Delete") != "Delete":
            yield name, "is kept when its stack goes, and its name with it: the next deployment could not have it."


@rule
def one_value_has_to_be_typed(d):
    deploy = d.samconfig["default"]["deploy"]["parameters"]
    asked = {name for name, parameter in d.template["Parameters"].items() if "Default" not in parameter}
    given = {override.partition("=")[0] for override in deploy.get("parameter_overrides", [])}
    for name in asked ^ given:
        yield "samconfig.toml", f"{name} has no default and must be in parameter_overrides, or has one and must not be there."
    if asked != {"ConnectInstanceId"}:
        yield "Parameters", f"{', '.join(sorted(asked))} have no default; one value is to be typed, the id of the instance."
    if deploy.get("confirm_changeset") or deploy.get("guided"):
        yield "samconfig.toml", "lets sam deploy ask questions."
    if not deploy.get("tags"):
        yield "samconfig.toml", "tags nothing."


@rule
def parameters_are_changed_where_they_are_kept(d):
    """What the command line gives is undone by the next deployment, which sends what samconfig.toml holds."""
    if re.search(r"sam deploy [^`\n]*--parameter-overrides", d.handbook):
        yield "docs/operations.md", "changes a parameter on the command line."


# --- queues


def mapped(d):
    """The queue and the function of each mapping."""
    for mapping in d.of("AWS::Lambda::EventSourceMapping").values():
        alias = d.properties(target(mapping["FunctionName"]))
        yield target(mapping["EventSourceArn"]), target(alias["FunctionName"]), mapping


def set_aside(d):
    """The queues that take what was received too often."""
    return {target(q["RedrivePolicy"]["deadLetterTargetArn"]) for q in d.of("AWS::SQS::Queue").values() if "RedrivePolicy" in q}


def undelivered(d):
    """The queues that take what rules and pipes could not deliver."""
    pipes = [p["SourceParameters"]["DynamoDBStreamParameters"] for p in d.of("AWS::Pipes::Pipe").values()]
    rules = [t for r in event_rules(d).values() for t in r["Targets"]]
    return {target(source["DeadLetterConfig"]["Arn"]) for source in pipes + rules}


def event_rules(d):
    """The rules that carry events, not those that only keep time."""
    return {name: r for name, r in d.of("AWS::Events::Rule").items() if "EventPattern" in r}


@rule
def dead_letter_queues_of_rules_need_no_key(d):
    """What makes the key refuse EventBridge for a queue must not refuse it for the queue behind it too."""
    for queue in undelivered(d):
        if "KmsMasterKeyId" in d.properties(queue) or d.properties(queue).get("SqsManagedSseEnabled") is not True:
            yield queue, "must be encrypted with the key of SQS, which no policy can close to EventBridge."


@rule
def visibility_outlasts_six_invocations(d):
    for queue, function, mapping in mapped(d):
        least = 6 * d.properties(function)["Timeout"] + mapping["MaximumBatchingWindowInSeconds"]
        if d.properties(queue)["VisibilityTimeout"] < least:
            yield queue, f"VisibilityTimeout must be at least {least}: six time-outs of {function} and the batching window."


@rule
def receives_span_more_than_an_hour(d):
    """An outage of an hour must not make dead letters of healthy messages."""
    for queue, function, _ in mapped(d):
        receives = d.properties(queue)["RedrivePolicy"]["maxReceiveCount"]
        first, longest = (int(d.variables(function)[f"RETRY_DELAY_{name}_SECONDS"]) for name in ("FIRST", "LONGEST"))
        if not 5 <= receives <= 20:
            yield queue, f"maxReceiveCount is {receives}, not between 5 and 20."
        if sum(min(longest, first * 2**n) for n in range(receives - 1)) <= 3600:
            yield queue, f"{receives} receives are over within an hour."


@rule
def dead_letters_outlast_their_queue(d):
    """SQS keeps counting a message's age in the dead-letter queue: four days must be left to look at it."""
    for name, queue in d.of("AWS::SQS::Queue").items():
        if "RedrivePolicy" in queue:
            dead_letters = target(queue["RedrivePolicy"]["deadLetterTargetArn"])
            if d.properties(dead_letters)["MessageRetentionPeriod"] - queue["MessageRetentionPeriod"] < 4 * 86_400:
                yield dead_letters, f"keeps messages for less than four days longer than {name}."


@rule
def queues_and_rules_have_dead_letter_queues_of_their_own(d):
    for queue, _, _ in mapped(d):
        if "RedrivePolicy" not in d.properties(queue):
            yield queue, "has no dead-letter queue."
    for queue in set_aside(d) & undelivered(d):
        yield queue, "takes the dead letters of a queue and of a rule: they are put back in different ways."


@rule
def window_covers_the_read_lag(d):
    for queue, function, _ in mapped(d):
        if d.plain["Resources"][queue]["Properties"]["DelaySeconds"] != {"Ref": "WindowSeconds"}:
            yield queue, "DelaySeconds is not WindowSeconds."
        if d.properties(queue)["DelaySeconds"] < int(d.variables(function)["READ_LAG_SECONDS"]):
            yield queue, "An event would be handled before Amazon Connect can be trusted to know of it."


@rule
def delays_can_be_sent(d):
    """A settle read longer than SQS can delay could not be sent."""
    for name in ("WindowSeconds", "ReadLagSeconds", "SettleFirstSeconds", "SettleLongestSeconds",
                 "RetryDelayFirstSeconds", "RetryDelayLongestSeconds"):
        if d.template["Parameters"][name]["MaxValue"] != LONGEST_DELAY_SECONDS:
            yield name, f"MaxValue must be {LONGEST_DELAY_SECONDS}, the longest delay of SQS."


@rule
def queues_have_one_policy_each(d):
    covered = sorted(target(q) for policy in d.of("AWS::SQS::QueuePolicy").values() for q in policy["Queues"])
    for queue in d.of("AWS::SQS::Queue").keys() ^ set(covered):
        yield queue, "is a queue without a policy, or has one and is no queue."
    for queue in {q for q in covered if covered.count(q) > 1}:
        yield queue, "has more than one policy: the last one counts."


# --- functions and their versions


@rule
def functions_are_those_of_the_folders(d):
    functions = {n: r["Properties"] for n, r in d.template["Resources"].items() if r["Type"] == "AWS::Serverless::Function"}
    for name, function in functions.items():
        folder = re.sub(r"(?<!^)(?=[A-Z])", "-", name.removesuffix("Function")).lower()
        if function["CodeUri"] != f"functions/{folder}/src":
            yield name, f"CodeUri is not functions/{folder}/src; \"make\" builds the folder that the name tells."
    for folder in d.folders ^ {f["CodeUri"].split("/")[1] for f in functions.values()}:
        yield folder, "is a folder of functions that nothing deploys, or is deployed and is none."


@rule
def functions_have_role_and_log_group_of_their_own(d):
    for name, function in d.of("AWS::Lambda::Function").items():
        own = name.removesuffix("Function")
        for kind, value in (("Role", function["Role"]), ("LogGroup", function["LoggingConfig"]["LogGroup"])):
            if target(value) != own + kind:
                yield name, f"must have {own}{kind}, which nothing else has."


def references(node):
    """Names in Ref and Sub, and the conditions that decide."""
    found = set()

    def visit(key, value):
        if key in ("Ref", "Condition") and isinstance(value, str):
            found.add(value)
        elif key == "Fn::If":
            found.add(value[0])
        elif key == "Fn::Sub":
            found.update(re.findall(r"\$\{([^!}.]+)", value if isinstance(value, str) else value[0]))

    walk({"": node}, visit)
    return found


def versions(d):
    return {n: r["Properties"] for n, r in d.plain["Resources"].items() if r["Type"] == "AWS::Lambda::Version"}


@rule
def versions_follow_parameters(d):
    """Lambda publishes a version only when its description changes: it must name all that reaches the function."""
    for version in versions(d).values():
        function = version["FunctionName"]["Ref"]
        used = references(d.plain["Resources"][function]["Properties"])
        for condition in used & set(d.plain["Conditions"]):
            used = used | references(d.plain["Conditions"][condition])
        used &= set(d.plain["Parameters"])
        for parameter in used ^ references(version["Description"]):
            words = "is missing from" if parameter in used else "does not reach the function but is in"
            yield function, f"{parameter} {words} its VersionDescription."


@rule
def versions_can_be_described(d):
    def longest(match):
        return "x" * longest_value(d.plain["Parameters"][match[1]])

    for name, version in versions(d).items():
        length = len(re.sub(r"\$\{(\w+)}", longest, version["Description"]["Fn::Sub"]))
        if length > LONGEST_DESCRIPTION:
            yield name, f"The description can be {length} characters long; Lambda takes {LONGEST_DESCRIPTION}."


SERVING = "ServeContactTreeFunction"
ANSWERING = (SERVING, "ReachContactFunction", "EraseContactFunction")


def aliases(d, function):
    return [n for n, r in d.resources.items() if r["Type"] == "AWS::Lambda::Alias" and target(r["Properties"]["FunctionName"]) == function]


@rule
def snapshots_stay_awake(d):
    for function in ANSWERING:
        calls = {
            name: event_rule for name, event_rule in d.of("AWS::Events::Rule").items()
            if "ScheduleExpression" in event_rule and target(event_rule["Targets"][0]["Arn"]) in aliases(d, function)
        }
        if len(calls) != 1:
            yield function, "must be called once in a while: a snapshot that nobody uses is discarded."
        for name, event_rule in calls.items():
            days = re.fullmatch(r"rate\((\d+) days?\)", event_rule["ScheduleExpression"])
            if not days or int(days[1]) * 2 > SNAPSHOT_DAYS:
                yield name, f"must call the function at least twice within {SNAPSHOT_DAYS} days."
            snapshots = d.properties(function).get("SnapStart", {}).get("ApplyOn") == "PublishedVersions"
            if event_rule["State"] != ("ENABLED" if snapshots else "DISABLED"):
                yield name, "must run where there are snapshots, and only there."


@rule
def serving_goes_over_gradually(d):
    if d.given.get("GradualDeployment") == "DISABLED":
        return
    for alias in aliases(d, SERVING):
        update = d.resources[alias].get("UpdatePolicy", {}).get("CodeDeployLambdaAliasUpdate")
        if update is None:
            yield alias, "goes over to a new version at once."
            continue
        group = d.properties(target(update["DeploymentGroupName"]))
        alarms = [target(alarm["Name"]) for alarm in group.get("AlarmConfiguration", {}).get("Alarms", [])]
        watching = {m for a, _, m, _ in watched(d) if a in alarms}
        if not {"Errors", "5XXError"} <= watching:
            yield alias, "is not taken back by the alarms on errors of the function and of the API."
        share = re.search(r"Canary\d+Percent(\d+)Minutes", json.dumps(group["DeploymentConfigName"]))
        for alarm in alarms:
            properties = d.properties(alarm)
            periods = {m["MetricStat"]["Period"] for m in properties.get("Metrics", []) if "MetricStat" in m} | {properties.get("Period", 0)}
            if not share or int(share[1]) * 60 <= max(periods) * properties["DatapointsToAlarm"]:
                yield alias, f"has gone over before {alarm} can fire."


def longest_value(parameter):
    if "AllowedValues" in parameter:
        return max(len(str(value)) for value in parameter["AllowedValues"])
    if "MaxLength" in parameter:
        return parameter["MaxLength"]
    # No bound is longer than any description.
    return len(str(parameter["MaxValue"])) if "MaxValue" in parameter else LONGEST_DESCRIPTION


# --- parameters


@rule
def parameters_are_grouped_and_explained(d):
    parameters = d.template["Parameters"]
    groups = d.template["Metadata"]["AWS::CloudFormation::Interface"]["ParameterGroups"]
    grouped = [name for group in groups for name in group["Parameters"]]
    for name in {n for n in [*parameters, *grouped] if grouped.count(n) != 1 or n not in parameters}:
        yield name, "must be a parameter and in one group of the console."
    for name, parameter in parameters.items():
        if len(parameter.get("Description", "")) <= 40:
            yield name, "is not explained."


@rule
def quotas_are_above_zero(d):
    """A share of nothing would leave every message waiting, for ever."""
    for name, parameter in d.template["Parameters"].items():
        if name.startswith("Quota"):
            for quota in ("0/5", "0.0/5", "2/0", "0/0"):
                if re.fullmatch(parameter["AllowedPattern"], quota):
                    yield name, f"takes {quota}."
            for quota in ("none", "2/5", "0.5/1", "0.05/1", "10.25/30"):
                if not re.fullmatch(parameter["AllowedPattern"], quota):
                    yield name, f"does not take {quota}."


# --- alarms and dashboards


def watched(d):
    """Alarm, namespace, name and dimensions of every metric that an alarm looks at."""
    for alarm, properties in d.of("AWS::CloudWatch::Alarm").items():
        metrics = [properties] if "MetricName" in properties else []
        metrics += [q["MetricStat"]["Metric"] for q in properties.get("Metrics", []) if "MetricStat" in q]
        for metric in metrics:
            dimensions = {dimension["Name"]: target(dimension["Value"]) for dimension in metric["Dimensions"]}
            yield alarm, metric["Namespace"], metric["MetricName"], dimensions


def alarms_on(d, name, resource):
    return [alarm for alarm, _, metric, dimensions in watched(d) if metric == name and resource in dimensions.values()]


def unknown(d, namespace, dimensions):
    """Says what is wrong with a metric's dimensions, if anything is."""
    if namespace in WATCHED:
        dimension, kind = WATCHED[namespace]
        if dimensions.get(dimension) not in d.of(kind):
            return f"{namespace} has no {dimension} {dimensions.get(dimension)}."
        indexes = {i["IndexName"] for t in d.of("AWS::DynamoDB::Table").values() for i in t["GlobalSecondaryIndexes"]}
        if dimensions.get("GlobalSecondaryIndexName", next(iter(indexes))) not in indexes:
            return f"There is no index {dimensions['GlobalSecondaryIndexName']}."
    elif namespace == "AWS/ApiGateway":
        names = {spelled(api["Name"]) for api in d.of("AWS::ApiGateway::RestApi").values()}
        stages = {stage["StageName"] for stage in d.of("AWS::ApiGateway::Stage").values()}
        if dimensions.get("ApiName") not in names or dimensions.get("Stage") not in stages:
            return f"There is no API with {dimensions}."
    else:
        published = [
            {"service": v.get("POWERTOOLS_SERVICE_NAME"), "stage": v.get("STAGE")}
            for v in map(d.variables, d.of("AWS::Lambda::Function"))
            if v.get("POWERTOOLS_METRICS_NAMESPACE") == namespace
        ]
        if dimensions not in published:
            return f"No function publishes to {namespace} with {dimensions}."
    return None


@rule
def alarms_watch_what_is_there(d):
    for alarm, namespace, name, dimensions in watched(d):
        problem = unknown(d, namespace, dimensions)
        if problem:
            yield alarm, f"{name}: {problem}"


@rule
def alarms_watch_every_index(d):
    seen = {dimensions.get("GlobalSecondaryIndexName") for _, _, _, dimensions in watched(d)}
    for name, table in d.of("AWS::DynamoDB::Table").items():
        for index in {i["IndexName"] for i in table["GlobalSecondaryIndexes"]} - seen:
            yield name, f"No alarm watches the index {index}."


@rule
def dead_letter_queues_have_an_alarm_on_the_first_message(d):
    for queue in set_aside(d) | undelivered(d):
        alarms = alarms_on(d, "ApproximateNumberOfMessagesVisible", queue)
        if len(alarms) != 1 or d.properties(alarms[0])["Threshold"] != 0:
            yield queue, "must have one alarm, which fires at the first message."


@rule
def waiting_queues_have_an_alarm_on_age(d):
    for queue, _, _ in mapped(d):
        if len(alarms_on(d, "ApproximateAgeOfOldestMessage", queue)) != 1:
            yield queue, "must have one alarm on its oldest message."


@rule
def functions_have_alarms(d):
    for function in d.of("AWS::Lambda::Function"):
        for metric in ("Errors", "Throttles", "Duration"):
            if len(alarms_on(d, metric, function)) != 1:
                yield function, f"must have one alarm on {metric}."


@rule
def duration_alarms_fire_shortly_before_the_time_out(d):
    for function, properties in d.of("AWS::Lambda::Function").items():
        for alarm in alarms_on(d, "Duration", function):
            timeout = properties["Timeout"] * 1000
            if not timeout * 0.8 <= d.properties(alarm)["Threshold"] < timeout:
                yield alarm, f"Threshold is not between 80 and 100 % of {timeout} ms."


@rule
def rules_have_an_alarm(d):
    """An alarm on what fails, or on the silence of the queue that is delivered to."""
    for name, event_rule in event_rules(d).items():
        queue = target(event_rule["Targets"][0]["Arn"])
        if not alarms_on(d, "FailedInvocations", name) + alarms_on(d, "NumberOfMessagesSent", queue):
            yield name, "has no alarm."


@rule
def state_machines_end_and_have_alarms(d):
    for name, machine in d.of("AWS::StepFunctions::StateMachine").items():
        if "TimeoutSeconds" not in machine["Definition"]:
            yield name, "may run for ever."
        for metric in ("ExecutionsFailed", "ExecutionsTimedOut", "ExecutionsAborted"):
            if not alarms_on(d, metric, name):
                yield name, f"has no alarm on {metric}."


@rule
def events_of_the_building_function_have_every_alarm(d):
    """Given up, tried again, lost, and not there at all are counted apart."""
    fed = {queue for queue, _, _ in mapped(d)}
    wanted = ["FailedInvocations", "RetryInvocationAttempts", "InvocationsFailedToBeSentToDlq"]
    if d.given.get("SilenceHours") != 0:
        wanted.append("TriggeredRules")
    for name, event_rule in event_rules(d).items():
        if target(event_rule["Targets"][0]["Arn"]) in fed:
            for metric in wanted:
                if not alarms_on(d, metric, name):
                    yield name, f"has no alarm on {metric}."


@rule
def returned_messages_have_an_alarm(d):
    """The age of the oldest message leaves out what was received three times; one alone must tell before it is dead."""
    for queue, function, _ in mapped(d):
        alarms = alarms_on(d, "messages_returned", d.variables(function)["POWERTOOLS_SERVICE_NAME"])
        if not alarms:
            yield function, "has no alarm on messages that it returns."
        for alarm in alarms:
            a = d.properties(alarm)
            for returns in single_message(d, queue, function):
                # Wherever in a period the first return falls.
                for offset in range(0, a["Period"], 30):
                    seen = {int(offset + seconds) // a["Period"] for seconds in returns}
                    if not any(len({n for n in seen if start <= n < start + a["EvaluationPeriods"]}) >= a["DatapointsToAlarm"] for start in seen):
                        yield alarm, "does not fire for one message that fails until it is a dead letter."
                        return


def single_message(d, queue, function):
    """When a message that always fails is returned, in seconds since the first time; waits are a fifth longer or shorter."""
    receives = d.properties(queue)["RedrivePolicy"]["maxReceiveCount"]
    first, longest = (int(d.variables(function)[f"RETRY_DELAY_{name}_SECONDS"]) for name in ("FIRST", "LONGEST"))
    for spread in (0.8, 1, 1.2):
        waits = [min(longest, spread * first * 2**n) for n in range(receives - 1)]
        yield [sum(waits[:n]) for n in range(receives)]


@rule
def crawls_have_an_alarm(d):
    names = [spelled(api["Name"]) for api in d.of("AWS::ApiGateway::RestApi").values()]
    if d.given.get("CrawlRequests") != 0 and not any(alarms_on(d, "Count", name) for name in names):
        yield "ContactTreeApi", "has no alarm on the number of requests."


@rule
def alarms_go_back(d):
    """Where a metric is only there when it counts something, its alarm must not stay as it is without one."""
    for name, alarm in d.of("AWS::CloudWatch::Alarm").items():
        # Whatever TreatMissingData says, such alarms keep their state while there is no data.
        if alarm.get("Namespace") == "AWS/DynamoDB":
            yield name, "must be an expression that fills what is missing."
        for query in alarm.get("Metrics", []):
            if re.search(r"(?<!FILL\()METRICS\(\)", query.get("Expression", "")):
                yield name, "must fill what is missing: FILL(METRICS(), 0)."


@rule
def alarms_tell_the_topic(d):
    topic = d.given.get("AlarmTopicArn")
    for name, alarm in d.of("AWS::CloudWatch::Alarm").items():
        if alarm.get("AlarmActions") != ([topic] if topic else None):
            yield name, "must tell the topic that the deployment names, and no other."


@rule
def alarms_have_a_section_of_the_handbook(d):
    for name, alarm in d.of("AWS::CloudWatch::Alarm").items():
        section = alarm["AlarmDescription"].strip().rpartition("#")[2]
        if f'<a id="{section}">' not in d.handbook:
            yield name, f"docs/operations.md has no section {section}."


# A widget cannot name what a deployment may leave out.
CONDITIONAL_ALARMS = {"AnalyticsFailuresAlarm", "AnalyticsSilenceAlarm", "ApiCrawlAlarm", "ExportAgeAlarm", "SilenceAlarm"}


def shown(widget):
    """Namespace, name and dimensions of every metric of a widget, its points written out."""
    before = []
    for row in widget["properties"].get("metrics", []):
        cells = [cell for cell in row if isinstance(cell, str)]
        if not cells:
            continue
        if cells[0] == "...":
            cells = before[:len(before) - len(cells) + 1] + cells[1:]
        before = [before[i] if cell == "." else cell for i, cell in enumerate(cells)]
        values = (re.sub(r"^\$\{([^.}]+).*}$", r"\1", value) for value in before[3::2])
        yield before[0], before[1], dict(zip(before[2::2], values))


@rule
def dashboards_show_what_is_there(d):
    for name, dashboard in d.of("AWS::CloudWatch::Dashboard").items():
        try:
            widgets = json.loads(spelled(dashboard["DashboardBody"]))["widgets"]
        except ValueError as problem:
            yield name, f"is not JSON: {problem}"
            continue
        alarms = [a for w in widgets if w["type"] == "alarm" for a in w["properties"]["alarms"]]
        there = {f"${{{n}.Arn}}" for n in d.of("AWS::CloudWatch::Alarm")}
        sometimes = {f"${{{n}.Arn}}" for n in CONDITIONAL_ALARMS}
        for alarm in set(alarms) ^ (there - sometimes):
            yield name, f"{alarm} is not shown, or is not there."
        seen = {(namespace, metric) for widget in widgets for namespace, metric, _ in shown(widget)}
        for alarm, namespace, metric, _ in watched(d):
            if namespace == "AWS/Events" and (namespace, metric) not in seen:
                yield name, f"{metric}, which {alarm} looks at, is not shown."
        for widget in widgets:
            for namespace, metric, dimensions in shown(widget):
                problem = unknown(d, namespace, dimensions)
                if problem:
                    yield name, f"{widget['properties']['title']}, {metric}: {problem}"


# --- API


@rule
def operations_are_answered_by_functions_that_give_up_first(d):
    for api in d.of("AWS::ApiGateway::RestApi").values():
        for path, operations in api["Body"]["paths"].items():
            for operation in operations.values():
                integration = operation["x-amazon-apigateway-integration"]
                called = re.search(r"/functions/\$\{(\w+)\.Arn}:live/invocations$", spelled(integration["uri"]))
                function = d.of("AWS::Lambda::Function").get(called and called[1])
                if function is None:
                    yield path, "is not answered by the alias live of a function."
                elif not function["Timeout"] * 1000 < integration["timeoutInMillis"] <= LONGEST_INTEGRATION_MILLISECONDS:
                    yield path, f"API Gateway would give up before {called[1]} does, or waits longer than it can."


@rule
def permissions_cover_the_contract(d):
    """API Gateway may call functions for the paths of the contract and no others."""
    permissions = [p for p in d.of("AWS::Lambda::Permission").values() if p["Principal"] == "apigateway.amazonaws.com"]
    allowed = {spelled(p["SourceArn"]).partition("${ContactTreeApi}/*/")[2] for p in permissions}
    described = {
        method.upper() + re.sub(r"\{[^}]+}", "*", path)
        for path, operations in d.contract["paths"].items()
        for method in operations
    }
    for call in allowed ^ described:
        yield call, "is described and not allowed, or allowed and not described."


@rule
def gateway_answers_keep_the_contract(d):
    """What API Gateway answers by itself has the headers and codes of what the functions answer."""
    described = {s for operations in d.contract["paths"].values() for o in operations.values() for s in o["responses"]}
    answers = d.contract["x-amazon-apigateway-gateway-responses"]
    for name, answer in answers.items():
        headers = {k.removeprefix("gatewayresponse.header."): v.strip("'") for k, v in answer["responseParameters"].items()}
        body = json.loads(re.sub(r"\$context\.error\.messageString", '"text"', answer["responseTemplates"]["application/json"]))
        status = answer.get("statusCode")
        for header, value in (("Content-Type", "application/problem+json"), ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")):
            if headers.get(header) != value:
                yield name, f"lacks {header}: {value}."
        if status and (status not in described or body.get("status") != int(status)):
            yield name, f"{status} is not in the contract, or not what the body says."
        if (status or "")[:1] == "5" or status == "429":
            if not headers.get("Retry-After", "").isdigit():
                yield name, "does not say when to try again."
    # A function that Lambda throttles, or whose snapshot is not ready, ends here.
    if answers["DEFAULT_5XX"].get("statusCode") != "503":
        yield "DEFAULT_5XX", "is no outage, which a caller may try again."


@rule
def access_log_tells_who_read_what(d):
    """The caller here, the contact in the function's line with the same id; or, where that is wanted, nobody."""
    callers = ["$context.identity.userArn", "$context.authorizer.claims.sub"]
    for name, stage in d.of("AWS::ApiGateway::Stage").items():
        line = stage["AccessLogSetting"]["Format"]
        try:
            named = [caller for caller in json.loads(line).values() if caller in callers]
        except ValueError as problem:
            yield name, f"writes lines that are not JSON: {problem}"
            continue
        if named != ([] if d.given.get("AuditCallers") == "DISABLED" else callers):
            yield name, f"names as callers {named}."
        log = target(stage["AccessLogSetting"]["DestinationArn"])
        if "AccessLogRetentionDays" not in d.given and d.properties(log)["RetentionInDays"] < AUDIT_DAYS:
            yield log, f"is the audit trail, and kept for less than {AUDIT_DAYS} days."


@rule
def contract_is_deployed_as_it_is(d):
    if d.template["Resources"]["ContactTreeApi"]["Properties"]["DefinitionBody"] != d.contract:
        yield "ContactTreeApi", "does not include api/openapi.yaml."


@rule
def contract_describes_the_document(d):
    """One shape: what the contract describes is what the schema publishes, in the same order."""
    described = d.contract["components"]["schemas"]
    published = {"ContactTree": d.schema, **{n.capitalize(): d.schema["$defs"][n] for n in ("contact", "reference", "defect")}}
    for name, schema in published.items():
        ours = described[name]
        if list(ours["properties"]) != list(schema["properties"]):
            yield name, "must have the keys of the schema in its order."
        if sorted(ours.get("required", [])) != sorted(schema.get("required", [])):
            yield name, "must require what the schema requires."
        for key in ours["properties"].keys() & schema["properties"].keys():
            if sorted(ours["properties"][key].get("enum", [])) != sorted(schema["properties"][key].get("enum", [])):
                yield f"{name}.{key}", "must have the values of the schema."
