"""Turns template.yaml into the CloudFormation template that AWS would make of it, contract of the API included.

SAM's own translator does the work; what only a deployment knows (the places of code and nested stacks) gets a stand-in.
"""

import json
import logging
import pathlib

from samcli.yamlhelper import yaml_parse
from samtranslator.public.exceptions import InvalidDocumentException
from samtranslator.translator.transform import transform

# It tells of a switch that only AWS itself has.
logging.getLogger("samtranslator").setLevel(logging.ERROR)


STACK = "AWS::CloudFormation::Stack"


class NoManagedPolicies:
    """The translator asks for the managed policies of AWS by name; this template names none."""

    def load(self):
        return {}


class TransformFailed(Exception):
    """The translator refuses the template; the message holds its reasons, a line each."""


def read(source):
    """Reads the template with its includes in place, as CloudFormation does before SAM has its turn."""
    source = pathlib.Path(source)
    return included(yaml_parse(source.read_text(encoding="utf-8")), source.parent)


def nested(template, folder):
    """Reads the templates of the stacks that are part of this one, by the logical ids that they have in it."""
    return {
        name: read(folder / resource["Properties"]["TemplateURL"])
        for name, resource in template["Resources"].items()
        if resource["Type"] == STACK
    }


def included(node, folder):
    if isinstance(node, dict):
        include = node.get("Fn::Transform")
        if isinstance(include, dict) and include.get("Name") == "AWS::Include":
            return yaml_parse((folder / include["Parameters"]["Location"]).read_text(encoding="utf-8"))
        return {key: included(value, folder) for key, value in node.items()}
    if isinstance(node, list):
        return [included(value, folder) for value in node]
    return node


def transformed(template, parameters):
    """Returns the plain CloudFormation template; conditions and parameters are still in it."""
    template = json.loads(json.dumps(template))
    for name, resource in template["Resources"].items():
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = f"s3://code/{name}.zip"
        elif resource["Type"] == STACK:
            resource["Properties"]["TemplateURL"] = f"https://code.s3.amazonaws.com/{name}.yaml"
    try:
        return transform(template, parameters, NoManagedPolicies())
    except InvalidDocumentException as problem:
        raise TransformFailed("\n".join(cause.message for cause in problem.causes)) from problem
