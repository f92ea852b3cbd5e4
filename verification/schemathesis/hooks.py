"""Gives Schemathesis what a schema cannot say: ids that are there, cursors that were handed out, and which parameters
go together. Only requests that are meant to be right are changed; those that are meant to be wrong stay as they are.
"""

import collections
import datetime

import schemathesis

from trees import CHANNELS, FILE, INSTANCE, contact_id

LIST = "/instances/{instanceId}/trees"
LONGEST_DAYS = 90

cursors = collections.deque(maxlen=50)


def number(text):
    """Returns a number that is the same for the same text, so that a request can be repeated."""
    return sum(str(text).encode())


def day(text):
    return (datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=1 + number(text) % LONGEST_DAYS)).date().isoformat()


def known(name, value):
    """Returns a value of a parameter of the list with which it finds something."""
    chosen = number(value)
    return {
        "from": lambda: day(value),
        "channel": lambda: CHANNELS[chosen % 4],
        "agent_id": lambda: f"agent-{chosen % 7}",
        "queue_id": lambda: f"queue-{chosen % 3}",
        "state": lambda: "COMPLETE",
    }.get(name, lambda: value)()


def agreeing(query):
    if "contact_ids" in query:
        ids = dict.fromkeys(str(query["contact_ids"]).split(","))
        ids.update(dict.fromkeys([contact_id(number(query["contact_ids"]) % 1000, 0)]))
        return {"contact_ids": ",".join(list(ids)[-50:])}
    if "cursor" in query and cursors:
        return {"cursor": cursors[number(query["cursor"]) % len(cursors)]}
    return {name: known(name, value) for name, value in query.items() if name not in ("cursor", "to")}


@schemathesis.hook
def before_call(context, case, kwargs):
    if case.meta is None or not case.meta.generation.mode.is_positive or "instanceId" not in (case.path_parameters or {}):
        return
    chosen = number(case.path_parameters["instanceId"])
    if case.operation.path == LIST:
        case.path_parameters["instanceId"] = INSTANCE
        case.query = agreeing(dict(case.query or {}))
    elif chosen % 4:
        # One in four asks for what is not there.
        case.path_parameters["instanceId"] = INSTANCE
        tree = number(case.path_parameters["contactId"]) % 1000
        # Nine trees of ten are never erased, so that there are answers to the end.
        case.path_parameters["contactId"] = contact_id(tree - tree % 10 if case.method == "DELETE" else tree, 0)
        if chosen % 2 and "fileId" in case.path_parameters:
            case.path_parameters["fileId"] = FILE


@schemathesis.hook
def after_call(context, case, response):
    if case.operation.path == LIST and response.status_code == 200:
        cursor = response.json().get("next_cursor")
        if cursor:
            cursors.append(cursor)
