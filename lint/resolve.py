"""Works out parameters and conditions of a CloudFormation template for one set of values.

References between resources stay as they are. What is left out by a condition is left out here too, so that rules see
what one deployment would create. What stands in a nested stack stands in the result as if it were in the one template.
"""

import re

PSEUDO = {
    "AWS::AccountId": "123456789012",
    "AWS::Partition": "aws",
    "AWS::Region": "us-east-1",
    "AWS::StackName": "contact-tree",
    "AWS::URLSuffix": "amazonaws.com",
}
NO_VALUE = object()


def values(template, given, world):
    """Returns the value of every parameter, checked against what the template allows.

    What a nested stack is given may be a reference to a resource; nothing is known of its value.
    """
    result = dict(world)
    for name, parameter in template.get("Parameters", {}).items():
        if name not in given and "Default" not in parameter:
            raise ValueError(f"The parameter {name} needs a value.")
        if isinstance(given.get(name), dict):
            result[name] = given[name]
            continue
        value = str(given.get(name, parameter.get("Default")))
        pattern, allowed = parameter.get("AllowedPattern"), parameter.get("AllowedValues")
        if pattern and not re.fullmatch(pattern, value):
            raise ValueError(f"{name}={value!r} does not match its AllowedPattern.")
        if allowed and value not in [str(a) for a in allowed]:
            raise ValueError(f"{name}={value!r} is none of its AllowedValues.")
        if parameter["Type"] == "Number":
            number = float(value)
            if not parameter.get("MinValue", number) <= number <= parameter.get("MaxValue", number):
                raise ValueError(f"{name}={value!r} is out of its range.")
            value = int(number) if number.is_integer() else number
        elif parameter["Type"] == "CommaDelimitedList":
            value = value.split(",")
        result[name] = value
    unknown = set(given) - set(template.get("Parameters", {}))
    if unknown:
        raise ValueError(f"The template has no parameter {', '.join(sorted(unknown))}.")
    return result


def deployment(template, stacks, given, elsewhere=None):
    """Returns all that a deployment with these values creates, nested stacks included.

    The nested templates come by their logical ids. A stack that is given an output of another one stands after it.
    What pseudo parameters stand for elsewhere, such as AWS::Region, counts more than PSEUDO.
    """
    world = {**PSEUDO, **(elsewhere or {})}
    whole = resolved(template, given, world)
    outputs = {}
    for name in stacks:
        if name not in whole["Resources"]:
            continue
        stack = whole["Resources"].pop(name)
        parameters = connected(stack["Properties"].get("Parameters", {}), outputs)
        part = resolved(stacks[name], parameters, {**world, "AWS::StackName": f"{world['AWS::StackName']}-{name}-1A2B3C"})
        twice = part["Resources"].keys() & whole["Resources"].keys()
        if twice:
            raise ValueError(f"In more than one template: {', '.join(sorted(twice))}.")
        whole["Resources"].update(part["Resources"])
        outputs[name] = part["Outputs"]
    return connected(whole, outputs)


def connected(node, outputs):
    """Puts the outputs of nested stacks where they are asked for."""
    if isinstance(node, list):
        return [connected(n, outputs) for n in node]
    if not isinstance(node, dict):
        return node
    if node.keys() == {"Fn::GetAtt"} and node["Fn::GetAtt"][1].startswith("Outputs."):
        stack, output = node["Fn::GetAtt"]
        try:
            return outputs[stack][output.removeprefix("Outputs.")]
        except KeyError:
            raise ValueError(f"{stack} has no {output} in this deployment, or not yet.") from None
    return {key: connected(n, outputs) for key, n in node.items()}


def resolved(template, given, world):
    """Returns resources and outputs as a deployment of this template with these values would see them."""
    known = values(template, given, world)
    conditions = template.get("Conditions", {})

    def holds(expression):
        (name, argument), = expression.items()
        if name == "Condition":
            return holds(conditions[argument])
        if name == "Fn::Equals":
            left, right = (resolve(a) for a in argument)
            return str(left) == str(right)
        if name == "Fn::Not":
            return not holds(argument[0])
        if name == "Fn::And":
            return all(holds(a) for a in argument)
        if name == "Fn::Or":
            return any(holds(a) for a in argument)
        raise ValueError(f"Unknown condition {name}.")

    def resolve(node):
        if isinstance(node, list):
            return [r for r in map(resolve, node) if r is not NO_VALUE]
        if not isinstance(node, dict):
            return node
        if len(node) == 1:
            (name, argument), = node.items()
            if name == "Ref":
                return NO_VALUE if argument == "AWS::NoValue" else known.get(argument, node)
            if name == "Fn::If":
                return resolve(argument[1 if holds(conditions[argument[0]]) else 2])
            if name == "Fn::Sub" and isinstance(argument, str):
                return substitute(argument)
            if name == "Fn::Join":
                parts = resolve(argument[1])
                if isinstance(parts, list) and all(isinstance(p, str) for p in parts):
                    return argument[0].join(parts)
                return {name: [argument[0], parts]}
        return {key: r for key, r in ((k, resolve(v)) for k, v in node.items()) if r is not NO_VALUE}

    def substitute(text):
        filled = re.sub(
            r"\$\{([^!}]+)}",
            lambda m: placed(known[m[1]]) if m[1] in known else m[0],
            text,
        )
        return {"Fn::Sub": filled} if "${" in filled else filled

    for rule in template.get("Rules", {}).values():
        for assertion in rule["Assertions"] if holds(rule["RuleCondition"]) else []:
            if not holds(assertion["Assert"]):
                raise ValueError(assertion["AssertDescription"])

    def created(section):
        return {
            name: resolve({k: v for k, v in thing.items() if k != "Condition"})
            for name, thing in template.get(section, {}).items()
            if "Condition" not in thing or holds(conditions[thing["Condition"]])
        }

    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Resources": created("Resources"),
        "Outputs": {name: output["Value"] for name, output in created("Outputs").items()},
    }


def placed(value):
    """Writes a value as it stands in the text of a Fn::Sub."""
    match value:
        case {"Ref": name}:
            return f"${{{name}}}"
        case {"Fn::GetAtt": [name, attribute]}:
            return f"${{{name}.{attribute}}}"
        case {"Fn::Sub": text}:
            return text
        case dict():
            raise ValueError(f"No text can hold {value}.")
    return str(value)
