// Trees of any size for the stand-in: what Amazon Connect knows of them, and the event that says one of them ended.

const INSTANCE = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
const ARN = `arn:aws:connect:us-east-1:123456789012:instance/${INSTANCE}`;
const CHANNELS = ['VOICE', 'CHAT', 'TASK', 'EMAIL'];
const METHODS = ['TRANSFER', 'QUEUE_TRANSFER', 'EXTERNAL_OUTBOUND', 'API', 'CALLBACK', 'DISCONNECT', 'AGENT_REPLY'];
const REASONS = ['CUSTOMER_DISCONNECT', 'AGENT_DISCONNECT', 'CONTACT_FLOW_DISCONNECT'];
const TEN = Date.parse('2026-04-01T10:00:00Z');

export const instance = INSTANCE;
export const sizes = [1, 12, 60, 200, 2000];

export function id(size, index) {
  return `${String(size).padStart(8, '0')}-0000-4000-8000-${String(index).padStart(12, '0')}`;
}

function contact(size, index) {
  // Sessions of a few hours with days between; the last contact of a session is still open in one tree.
  const begun = TEN + (index * 7 + Math.floor(index / 15) * 2000) * 60_000;
  const parent = index - 1 - (index % Math.min(Math.max(index, 1), 4));
  const related = index % 11 === 5;
  const open = size === 12 && index === 11;
  return {
    Id: id(size, index),
    ...(index === 0 ? {} : related ? {RelatedContactId: id(size, Math.max(parent, 0))} : {PreviousContactId: id(size, Math.max(parent, 0))}),
    Channel: CHANNELS[index % 4],
    InitiationMethod: index === 0 ? 'INBOUND' : METHODS[index % 7],
    InitiationTimestamp: new Date(begun).toISOString(),
    ...(open ? {} : {DisconnectTimestamp: new Date(begun + (5 + index % 9) * 60_000).toISOString()}),
    DisconnectReason: REASONS[index % 3],
    AgentInfo: {Id: `0a000000-0000-4000-8000-${String(index % 7).padStart(12, '0')}`},
    QueueInfo: {Id: `0b000000-0000-4000-8000-${String(index % 5).padStart(12, '0')}`},
    References: index % 2 === 0
      ? [{Url: {Name: 'order page', Value: `https://shop.example.com/orders/${index}`}}]
      : [{Attachment: {Name: `f0000000-0000-4000-8000-${String(index).padStart(12, '0')}`, Value: 'bucket/key', Status: 'APPROVED'}}],
  };
}

export function scenario(size) {
  return {InstanceId: INSTANCE, Contacts: Array.from({length: size}, (_, index) => contact(size, index))};
}

// Agents, queues and reasons are told by a contact's own event.
export function events(size) {
  return scenario(size).Contacts.filter((one) => one.DisconnectTimestamp).slice(0, 60).map((one) => ({
    version: '0',
    id: one.Id,
    'detail-type': 'Amazon Connect Contact Event',
    source: 'aws.connect',
    account: '123456789012',
    time: one.DisconnectTimestamp,
    region: 'us-east-1',
    resources: [ARN],
    detail: {
      eventType: 'DISCONNECTED',
      contactId: one.Id,
      channel: one.Channel,
      instanceArn: ARN,
      initiationMethod: one.InitiationMethod,
      initiationTimestamp: one.InitiationTimestamp,
      disconnectTimestamp: one.DisconnectTimestamp,
      disconnectReason: one.DisconnectReason,
      agentInfo: {agentArn: `${ARN}/agent/${one.AgentInfo.Id}`},
      queueInfo: {queueArn: `${ARN}/queue/${one.QueueInfo.Id}`},
    },
  }));
}
