// Uses the page of the built local stack as people do: from the list through a filter to a timeline, by pointer and by
// keyboard, on a telephone, in the dark. SCREENSHOTS=folder keeps what was seen.

import assert from 'node:assert/strict';
import {mkdirSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {after, before, it} from 'node:test';
import {start, temporaryFolder} from './stack.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const screenshots = process.env.SCREENSHOTS;
const MARCH = 'range=chosen&from=2026-03-01T00:00:00&to=2026-04-01T00:00:00';

let running;

before(async () => {
  running = await start(temporaryFolder(), []);
}, {timeout: 400_000});

after(async () => {
  await running?.stop();
});

/** Opens the page and gives it to what uses it; nothing may go wrong and nothing be asked of another address. */
async function use(query, {width = 1280, scheme = 'light', noted = /^$/}, using) {
  const context = await running.browser.newContext({viewport: {width, height: 900}, colorScheme: scheme, timezoneId: 'Etc/UTC'});
  const page = await context.newPage();
  const wrong = [];
  page.on('console', (message) => wrong.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => wrong.push(`error: ${error}`));
  page.on('request', (request) => {
    const {protocol, origin} = new URL(request.url());
    if (protocol !== 'data:' && origin !== running.address) wrong.push(`request: ${request.url()}`);
  });
  try {
    await page.goto(`${running.address}/${query && `?${query}`}`);
    await page.waitForFunction(() => document.getElementById('status').textContent.endsWith('.'));
    await using(page);
    assert.deepEqual(wrong.filter((line) => !noted.test(line)), []);
  } finally {
    await context.close();
  }
}

async function keep(page, name) {
  if (!screenshots) return;
  mkdirSync(screenshots, {recursive: true});
  await page.screenshot({path: join(screenshots, `${name}.png`), fullPage: true});
}

async function listed(page) {
  await page.waitForFunction(() => document.getElementById('status').textContent.endsWith('.'));
  return page.locator('#trees > li').evaluateAll((items) => items.map((item) => item.dataset.treeId));
}

it('from the list through a filter to a timeline, in place', async () => {
  await use(MARCH, {}, async (page) => {
    const all = await listed(page);
    assert.ok(all.length > 5, `${all}`);
    await page.getByLabel('Channel').fill('EMAIL');
    await page.getByRole('button', {name: 'List'}).click();
    await page.waitForFunction((before) => document.querySelectorAll('#trees > li').length < before, all.length);
    const mails = await listed(page);
    assert.ok(mails.length > 0 && mails.length < all.length, `${mails}`);

    await page.locator('.open').first().click();
    const frame = page.frameLocator('iframe');
    await frame.locator('g[data-contact-id]').first().waitFor();

    assert.equal(await page.locator('.open').first().getAttribute('aria-expanded'), 'true');
    assert.equal(await frame.locator('[aria-current=true]').first().getAttribute('data-contact-id'), mails[0]);
    const [needed, given] = await page.locator('iframe').evaluate((one) => [one.contentDocument.documentElement.scrollHeight, one.clientHeight]);
    assert.ok(needed <= given, `${needed} pixels high in a frame of ${given}`);
    await keep(page, 'page-timeline');
    await page.locator('.open').first().click();
    assert.equal(await page.locator('iframe').count(), 0);
  });
});

it('what was chosen stays when the page is loaded again', async () => {
  await use(MARCH, {}, async (page) => {
    await page.getByLabel('State').selectOption('COMPLETE');
    await page.getByRole('button', {name: 'List'}).click();
    const before = await listed(page);
    await page.reload();
    assert.deepEqual(await listed(page), before);
    assert.equal(await page.getByLabel('State').inputValue(), 'COMPLETE');
  });
});

it('an agent\'s list names the contact, and opens its tree by it', async () => {
  await use(`${MARCH}&agent_id=0a000000-0000-4000-8000-000000000003`, {}, async (page) => {
    assert.match(await page.locator('.facts').first().textContent(), /contact [0-9a-f-]{36}$/);
    const contact = (await page.locator('.facts').first().textContent()).slice(-36);
    await page.locator('.open').first().click();
    const marked = page.frameLocator('iframe').locator('g[data-contact-id][aria-current=true]');
    assert.equal(await marked.first().getAttribute('data-contact-id'), contact);
  });
});

it('the last day, in which there is nothing, offers the samples', async () => {
  await use('', {}, async (page) => {
    assert.equal(await page.locator('#status').textContent(), 'No tree is like that.');
    await page.getByRole('button', {name: 'Show the samples'}).click();
    await page.locator('#trees > li').first().waitFor();
    assert.ok((await listed(page)).length > 10);
  });
});

it('more than a page is brought by More, each tree once', async () => {
  const answer = await (await fetch(`${running.address}/instances/aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee/trees?from=2026-02-01&to=2026-05-01&limit=100`)).json();
  const wanted = answer.trees.map((tree) => tree.tree_id);
  await use('', {}, async (page) => {
    // Pages of three, by the same API.
    await page.route(/\/trees\?from/, (route) => route.continue({url: `${route.request().url()}&limit=3`}));
    await page.getByRole('button', {name: 'Show the samples'}).click();
    for (let pages = 0; pages < wanted.length; pages++) {
      await page.waitForFunction((least) => document.querySelectorAll('#trees > li').length >= least, Math.min(wanted.length, pages * 3 + 3));
      if (!await page.getByRole('button', {name: 'More'}).isVisible()) break;
      await page.getByRole('button', {name: 'More'}).click();
    }
    assert.deepEqual(await listed(page), wanted);
  });
});

it('a request that is refused says why', async () => {
  // Chromium itself notes every answer with 400.
  const noted = /^console: Failed to load resource: .* status of 400/;
  await use('range=chosen&from=2026-03-03T00:00:00&to=2026-03-02T00:00:00', {noted}, async (page) => {
    assert.equal(
      await page.locator('#status').textContent(),
      'The request is not valid. from must be before to, which is now where it is not given.');
    assert.equal(await page.locator('#trees > li').count(), 0);
  });
});

/** Opens the first tree of March and waits for its timeline. */
async function opened(page) {
  await page.locator('.open').first().click();
  await page.frameLocator('iframe').locator('g[data-contact-id]').first().waitFor();
  return page.locator('li').first().getAttribute('data-tree-id');
}

/** What a refresh says in the end. */
async function refreshed(page) {
  await page.waitForFunction(() => document.querySelector('.refreshed').textContent.endsWith('.'));
  return page.locator('.refreshed').textContent();
}

it('a refresh is accepted, and what Amazon Connect knows by now is shown', async () => {
  await use(MARCH, {}, async (page) => {
    const contact = await opened(page);
    const references = page.frameLocator('iframe').locator('g[data-reference-type]');
    const before = await references.count();
    const scenarios = await (await fetch(`${running.connect}/_stand-in/scenarios`)).json();
    const scenario = scenarios.find((one) => one.Contacts.some(({Id}) => Id === contact));
    const changed = scenario.Contacts.find(({Id}) => Id === contact);
    changed.References = [...(changed.References ?? []), {Url: {Name: 'added later', Value: 'https://example.com/later'}}];
    const load = {method: 'POST', body: JSON.stringify({InstanceId: scenario.InstanceId, Contacts: [changed]})};
    assert.equal((await fetch(`${running.connect}/_stand-in/scenarios`, load)).status, 200);

    await page.getByRole('button', {name: 'Refresh'}).click();
    await page.waitForFunction(() => document.querySelector('.refreshed').textContent.startsWith('Accepted.'));

    assert.match(await refreshed(page), /^Amazon Connect was asked at .+\.$/);
    await page.frameLocator('iframe').getByText('added later').first().waitFor();
    assert.equal(await references.count(), before + 1);
    await keep(page, 'page-refreshed');
    await page.getByRole('button', {name: 'Refresh'}).click();
    await page.waitForFunction(() => document.querySelector('.refreshed').textContent.includes('a short while ago'));
    const seconds = Number((await refreshed(page)).match(/Try again in (\d+) s\.$/)[1]);
    assert.ok(seconds > 200 && seconds <= 300, `${seconds}`);
  });
});

it('a refresh that is refused says when to try again', async () => {
  const noted = /^console: Failed to load resource: .* status of 429/;
  await use(MARCH, {noted}, async (page) => {
    await opened(page);
    await page.route(/\/refresh$/, (route) => route.fulfill({
      status: 429,
      contentType: 'application/problem+json',
      headers: {'Retry-After': '42'},
      body: JSON.stringify({title: 'Too many requests', detail: 'There are too many refreshes just now.'}),
    }));
    await page.getByRole('button', {name: 'Refresh'}).click();
    assert.equal(await refreshed(page), 'Too many requests. There are too many refreshes just now. Try again in 42 s.');
    assert.match(await page.locator('.refreshed').getAttribute('class'), /wrong/);
  });
});

it('a refresh that nobody answers says so, and can be tried again', async () => {
  const noted = /^console: Failed to load resource: net::ERR_FAILED/;
  await use(MARCH, {noted}, async (page) => {
    await opened(page);
    await page.route(/\/refresh$/, (route) => route.abort());
    await page.getByRole('button', {name: 'Refresh'}).click();
    assert.equal(await refreshed(page), 'The local stack does not answer.');
    await page.unroute(/\/refresh$/);
    await page.getByRole('button', {name: 'Refresh'}).click();
    await page.waitForFunction(() => document.querySelector('.refreshed').textContent.startsWith('Amazon Connect was asked'));
  });
});

it('everything can be done by keyboard', async () => {
  await use(MARCH, {}, async (page) => {
    await page.getByLabel('Channel').focus();
    await page.keyboard.type('EMAIL');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => [...document.querySelectorAll('.open')].every((one) => one.textContent.includes('EMAIL')));
    await listed(page);
    const reached = [];
    for (let tab = 0; tab < 12 && reached.at(-1) !== 'open'; tab++) {
      await page.keyboard.press('Tab');
      reached.push(await page.evaluate(() => document.activeElement.className || document.activeElement.name || document.activeElement.type));
    }
    assert.deepEqual(reached, ['state', 'agent_id', 'queue_id', 'submit', 'open']);
    await page.keyboard.press('Enter');
    await page.frameLocator('iframe').locator('g[data-contact-id]').first().waitFor();
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.equal(outline, 'solid');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'refresh');
    await page.keyboard.press('Enter');
    assert.match(await refreshed(page), /^Amazon Connect was asked/);
    assert.equal(await page.evaluate(() => document.activeElement.className), 'refresh');
  });
});

for (const width of [400, 1280]) {
  for (const scheme of ['light', 'dark']) {
    it(`${width} pixels, ${scheme}: axe finds nothing, nothing leaves the window`, async () => {
      await use(MARCH, {width, scheme}, async (page) => {
        await page.locator('.open').first().click();
        await page.frameLocator('iframe').locator('g[data-contact-id]').first().waitFor();
        await page.evaluate(axe);
        const {violations} = await page.evaluate(() => axe.run(document, {iframes: false, resultTypes: ['violations']}));
        assert.deepEqual(violations.map((one) => `${one.id}: ${one.nodes[0].html}`), []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
        await keep(page, `page-${width}-${scheme}`);
      });
    });
  }
}
