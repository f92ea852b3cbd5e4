// Lists trees by the API of the stack that serves this page, and shows a tree's own page beneath its entry.

const SAMPLES = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
const PARAMETERS = ['channel', 'state', 'agent_id', 'queue_id'];
// A refresh takes some seconds; one that takes longer than this is waited for no more.
const MOST_LOOKS = 60;
const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

const form = document.getElementById('filters');
const status = document.getElementById('status');
const samples = document.getElementById('samples');
const trees = document.getElementById('trees');
const more = document.getElementById('more');
const entry = document.getElementById('tree');
const opened = document.getElementById('timeline');
const fields = form.elements;

let nextCursor;
// Counts what was asked for: an answer that comes late is no answer any more.
let asked = 0;

function moment(time) {
  return new Date(time).toLocaleString(undefined, {dateStyle: 'medium', timeStyle: 'medium'});
}

function duration(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  const parts = [[Math.floor(seconds / 86400), 'd'], [Math.floor(seconds / 3600) % 24, 'h'], [Math.floor(seconds / 60) % 60, 'min'], [seconds % 60, 's']];
  return parts.filter(([number]) => number > 0).slice(0, 2).map(([number, unit]) => `${number} ${unit}`).join(' ') || '0 s';
}

function count(number, word) {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}

function say(text, wrong = false) {
  status.textContent = text;
  status.classList.toggle('wrong', wrong);
}

/** What a problem says to people. */
function words(problem) {
  const reasons = (problem.errors ?? []).map((error) => `${error.field} ${error.reason}.`);
  return [`${problem.title}.`, ...(reasons.length > 0 ? reasons : [problem.detail])].join(' ');
}

/** The parameters of the list that the form describes. */
function query() {
  const parameters = new URLSearchParams();
  if (fields.range.value === 'chosen') {
    for (const name of ['from', 'to']) {
      if (fields[name].value) parameters.set(name, new Date(fields[name].value).toISOString());
    }
  } else if (fields.range.value !== '1') {
    parameters.set('from', new Date(Date.now() - fields.range.value * 86_400_000 + 60_000).toISOString());
  }
  for (const name of PARAMETERS) {
    if (fields[name].value.trim()) parameters.set(name, fields[name].value.trim());
  }
  return parameters;
}

function path() {
  return `/instances/${encodeURIComponent(fields.instance.value.trim())}`;
}

async function list(parameters) {
  const mine = ++asked;
  say('Asking …');
  more.disabled = true;
  try {
    const answer = await fetch(`${path()}/trees?${parameters}`);
    const body = await answer.json();
    if (mine !== asked) return;
    if (!answer.ok) {
      say(words(body), true);
      return;
    }
    const first = trees.children.length;
    body.trees.forEach(show);
    nextCursor = body.next_cursor;
    more.hidden = nextCursor === undefined;
    const found = count(trees.children.length, 'entry').replace('entrys', 'entries');
    say(trees.children.length === 0 && !nextCursor ? 'No tree is like that.' : nextCursor ? `${found} so far.` : `${found}, that is all.`);
    samples.hidden = trees.children.length > 0 || fields.instance.value.trim() !== SAMPLES;
    if (first > 0 && trees.children[first]) trees.children[first].querySelector('button').focus();
  } catch {
    if (mine === asked) say('The local stack does not answer.', true);
  } finally {
    if (mine === asked) more.disabled = false;
  }
}

function begin() {
  const kept = new URLSearchParams();
  for (const field of fields) {
    if (field.name && field.value) kept.set(field.name, field.value);
  }
  history.replaceState(null, '', `?${kept}`);
  trees.replaceChildren();
  more.hidden = true;
  samples.hidden = true;
  list(query());
}

function show(tree) {
  const item = entry.content.cloneNode(true).firstElementChild;
  const contact = tree.matched?.contact_id ?? tree.tree_id;
  const button = item.querySelector('.open');
  button.textContent = `${tree.channels.join(', ')} · ${moment(tree.matched?.at ?? tree.last_activity_at)} · ${tree.state}`;
  item.dataset.treeId = tree.tree_id;
  item.querySelector('.facts').textContent = [
    count(tree.contact_count, 'contact'),
    count(tree.transfer_count, 'transfer'),
    count(tree.reference_count, 'reference'),
    ...(tree.duration_ms === undefined ? [] : [duration(tree.duration_ms)]),
    `tree ${tree.tree_id}`,
    ...(tree.matched ? [`contact ${contact}`] : []),
  ].join(' · ');
  button.addEventListener('click', () => toggle(item, button, contact));
  trees.append(item);
}

function toggle(item, button, contact) {
  const place = item.querySelector('.timeline');
  const opens = place.hidden;
  button.setAttribute('aria-expanded', String(opens));
  place.hidden = !opens;
  if (!opens) {
    place.replaceChildren();
    return;
  }
  const resource = `${path()}/contacts/${encodeURIComponent(contact)}`;
  const address = `${resource}/tree?format=html&tz=${encodeURIComponent(ZONE)}`;
  const parts = opened.content.cloneNode(true);
  const frame = parts.querySelector('iframe');
  frame.title = `Timeline of contact ${contact}`;
  frame.src = address;
  frame.addEventListener('load', () => {
    fit(frame);
    for (const link of frame.contentDocument.links) {
      if (link.origin !== location.origin) link.target = '_blank';
    }
  });
  parts.querySelector('.alone').href = address;
  const refreshed = parts.querySelector('.refreshed');
  let underWay = false;
  parts.querySelector('.refresh').addEventListener('click', async () => {
    // It stays a button that can be reached: whoever came by keyboard is not sent away.
    if (underWay) return;
    underWay = true;
    const tell = (text, wrong = false) => {
      refreshed.textContent = text;
      refreshed.classList.toggle('wrong', wrong);
    };
    try {
      await refresh(resource, frame, tell);
    } catch {
      tell('The local stack does not answer.', true);
    } finally {
      underWay = false;
    }
  });
  place.replaceChildren(parts);
}

/** Lets Amazon Connect be asked anew, waits for what comes of it, and shows that. */
async function refresh(resource, frame, tell) {
  tell('Asking …');
  const answer = await fetch(`${resource}/refresh`, {method: 'POST'});
  const body = await answer.json();
  const seconds = `${answer.headers.get('Retry-After')} s`;
  if (answer.status === 200) {
    tell(`Amazon Connect was asked a short while ago. Try again in ${seconds}.`);
    return;
  }
  if (!answer.ok) {
    const again = answer.headers.has('Retry-After') ? ` Try again in ${seconds}.` : '';
    tell(`${words(body)}${again}`, true);
    return;
  }
  tell('Accepted. Amazon Connect is being asked …');
  const accepted = Date.parse(answer.headers.get('Date'));
  for (let looks = 0; looks < MOST_LOOKS && frame.isConnected; looks++) {
    await new Promise((done) => setTimeout(done, 1000));
    const tree = await fetch(`${resource}/tree`);
    const asked = tree.ok ? Date.parse((await tree.json()).associated_at) : NaN;
    if (asked >= accepted) {
      frame.contentWindow.location.reload();
      tell(`Amazon Connect was asked at ${moment(asked)}.`);
      return;
    }
  }
  tell('Accepted, but not done yet. The timeline shows it when it is opened again.');
}

/** A frame is as high as what it holds. */
function fit(frame) {
  const page = frame.contentDocument?.documentElement;
  if (page) {
    frame.style.height = '0';
    frame.style.height = `${page.scrollHeight + 2}px`;
  }
}

function choosing() {
  form.classList.toggle('choosing', fields.range.value === 'chosen');
}

/** Shows a moment as the fields of the form want it: in the zone of the reader, without saying so. */
function local(time) {
  const date = new Date(time);
  return new Date(date - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

const given = new URLSearchParams(location.search);
fields.instance.value = SAMPLES;
for (const [name, value] of given) {
  if (fields[name]) fields[name].value = value;
}
choosing();
fields.range.addEventListener('change', choosing);
form.addEventListener('submit', (event) => {
  event.preventDefault();
  begin();
});
more.addEventListener('click', () => list(new URLSearchParams({cursor: nextCursor})));
samples.querySelector('button').addEventListener('click', () => {
  fields.range.value = 'chosen';
  fields.from.value = local('2026-02-01T00:00:00Z');
  fields.to.value = local('2026-05-01T00:00:00Z');
  choosing();
  begin();
});
addEventListener('resize', () => document.querySelectorAll('iframe').forEach(fit));
begin();
