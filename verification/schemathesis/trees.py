"""Trees of the last day for the stand-in: what Amazon Connect knows of them, and the events that say they ended."""

import datetime

INSTANCE = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"
ARN = f"arn:aws:connect:us-east-1:123456789012:instance/{INSTANCE}"
FILE = "note"
FILE_STATUS = ("APPROVED", "REJECTED")
CHANNELS = ("VOICE", "CHAT", "TASK", "EMAIL")


def contact_id(tree, member):
    return f"{tree:08d}-0000-4000-8000-{member:012d}"


def moment(time):
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def contacts(tree, end):
    """Returns a tree of one to five contacts, each a minute long, the last of which ends then."""
    size = 1 + tree % 5
    return [
        {
            "Id": contact_id(tree, member),
            **({"PreviousContactId": contact_id(tree, member - 1)} if member else {}),
            "Channel": CHANNELS[(tree + member) % 4],
            "InitiationMethod": "TRANSFER" if member else "INBOUND",
            "InitiationTimestamp": moment(end - datetime.timedelta(minutes=size - member)),
            "DisconnectTimestamp": moment(end - datetime.timedelta(minutes=size - member - 1)),
            "References": [
                {"Attachment": {"Name": FILE, "Value": "note.txt", "Status": FILE_STATUS[tree % 2]}},
                {"Url": {"Name": "order", "Value": f"https://shop.example.com/{tree}/{member}"}},
            ],
        }
        for member in range(size)
    ]


def event(contact, tree):
    return {
        "version": "0",
        "id": contact["Id"],
        "detail-type": "Amazon Connect Contact Event",
        "source": "aws.connect",
        "account": "123456789012",
        "time": contact["DisconnectTimestamp"],
        "region": "us-east-1",
        "resources": [ARN],
        "detail": {
            "eventType": "DISCONNECTED",
            "contactId": contact["Id"],
            "channel": contact["Channel"],
            "instanceArn": ARN,
            "initiationMethod": contact["InitiationMethod"],
            "initiationTimestamp": contact["InitiationTimestamp"],
            "disconnectTimestamp": contact["DisconnectTimestamp"],
            "agentInfo": {"agentArn": f"{ARN}/agent/agent-{tree % 7}"},
            "queueInfo": {"queueArn": f"{ARN}/queue/queue-{tree % 3}"},
        },
    }


def scenario_and_events(count, now):
    """Returns so many trees, one a minute back from now."""
    known, told = [], []
    for tree in range(count):
        members = contacts(tree, now - datetime.timedelta(minutes=tree + 1))
        known += members
        told.append(event(members[-1], tree))
    return {"InstanceId": INSTANCE, "Contacts": known}, told
