// Looks at the pages and timelines that the built local stack serves, in a real browser: Chromium, from CHROMIUM or the
// path. SCREENSHOTS=folder keeps what was seen.

import assert from 'node:assert/strict';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {root, start, temporaryFolder} from './stack.mjs';
import {events, id, instance, scenario, sizes} from './trees.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const screenshots = process.env.SCREENSHOTS;
const samples = {
  'inbound-call': '10000000-0000-4000-8000-000000000001',
  'warm-transfer': '20000000-0000-4000-8000-000000000003',
  'chat-follow-up-task': '40000000-0000-4000-8000-000000000002',
  'email-thread': '60000000-0000-4000-8000-000000000004',
  'missing-parent': '90000000-0000-4000-8000-000000000003',
};
const trees = {...samples, ...Object.fromEntries(sizes.map((size) => [`${size}-contacts`, id(size, Math.floor(size / 2))]))};

let running;
let address;
let browser;

before(async () => {
  const folder = temporaryFolder();
  const files = [];
  for (const size of sizes) {
    writeFileSync(join(folder, `scenario-${size}.json`), JSON.stringify(scenario(size)));
    writeFileSync(join(folder, `events-${size}.json`), JSON.stringify(events(size)));
    files.push('--scenario', join(folder, `scenario-${size}.json`), '--events', join(folder, `events-${size}.json`));
  }
  for (const name of Object.keys(samples)) {
    files.push('--scenario', join(root, `events/scenarios/${name}.json`), '--events', join(root, `events/${name}.json`));
  }
  running = await start(folder, files);
  ({address, browser} = running);
}, {timeout: 400_000});

after(async () => {
  await running?.stop();
});

function url(contact, format) {
  return `${address}/instances/${instance}/contacts/${contact}/tree?format=${format}&tz=Europe%2FBerlin`;
}

/** Opens a tree and gives the page to what looks at it, with all that went wrong so far. */
async function look(contact, format, width, scheme, looking) {
  const context = await browser.newContext({viewport: {width, height: 900}, colorScheme: scheme});
  const page = await context.newPage();
  const wrong = [];
  page.on('console', (message) => wrong.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => wrong.push(`error: ${error}`));
  page.on('request', (request) => request.url() === url(contact, format) || wrong.push(`request: ${request.url()}`));
  try {
    const response = await page.goto(url(contact, format));
    assert.equal(response.status(), 200);
    await looking(page, context);
    assert.deepEqual(wrong.filter((line) => !line.includes('favicon')), []);
  } finally {
    await context.close();
  }
}

/** What a reader would stumble over: texts that are small, that lie on one another or leave the window. */
function faults() {
  const found = [];
  const boxes = [];
  if (document.documentElement.scrollWidth > innerWidth) {
    found.push(`scrolls sideways: ${document.documentElement.scrollWidth}`);
  }
  for (const text of document.querySelectorAll('text')) {
    const box = text.getBoundingClientRect();
    if (box.width === 0) continue;
    if (parseFloat(getComputedStyle(text).fontSize) < 11) found.push(`small: ${text.textContent}`);
    if (box.left < 0 || box.right > innerWidth) found.push(`leaves the window: ${text.textContent}`);
    // Above and below the letters a box has room to spare.
    boxes.push({text: text.textContent, left: box.left, right: box.right, top: box.top + 2, bottom: box.bottom - 2});
  }
  boxes.sort((one, other) => one.top - other.top);
  boxes.forEach((one, index) => {
    for (let next = index + 1; next < boxes.length && boxes[next].top < one.bottom; next++) {
      const other = boxes[next];
      if (one.left < other.right && other.left < one.right) found.push(`overlap: ${one.text} | ${other.text}`);
    }
  });
  return found.slice(0, 10);
}

async function keep(page, context, name) {
  if (!screenshots) return;
  mkdirSync(screenshots, {recursive: true});
  const session = await context.newCDPSession(page);
  const {data} = await session.send('Page.captureScreenshot', {format: 'png'});
  writeFileSync(join(screenshots, `${name}.png`), Buffer.from(data, 'base64'));
}

for (const [name, contact] of Object.entries(trees)) {
  describe(name, () => {
    for (const format of ['svg', 'html']) {
      for (const width of [400, 1280]) {
        for (const scheme of ['light', 'dark']) {
          it(`${format}, ${width} pixels, ${scheme}: is readable`, async () => {
            await look(contact, format, width, scheme, async (page, context) => {
              assert.deepEqual(await page.evaluate(faults), []);
              await keep(page, context, `${name}-${format}-${width}-${scheme}`);
            });
          });
        }
      }
    }

    it('html: axe finds nothing', async () => {
      await look(contact, 'html', 1280, 'light', async (page) => {
        await page.evaluate(axe);
        const {violations} = await page.evaluate(() => axe.run(document, {resultTypes: ['violations']}));
        assert.deepEqual(violations.map((one) => `${one.id}: ${one.nodes[0].html}`), []);
      });
    });

    it('svg: is drawn once and marks whom it was asked by', async () => {
      await look(contact, 'svg', 1280, 'light', async (page) => {
        const drawn = await page.evaluate(() => ({
          lanes: document.querySelectorAll('g[data-contact-id]').length,
          bars: [...document.querySelectorAll('g[data-contact-id] > svg rect')].filter((bar) => bar.getBoundingClientRect().width >= 1).length,
          asked: [...document.querySelectorAll('[aria-current=true]')].map((lane) => lane.dataset.contactId),
        }));
        const document_ = await (await fetch(url(contact, 'json'))).json();
        const lanes = Math.min(document_.contact_count, 200);
        const place = document_.contacts.findIndex((one) => one.contact_id === contact);
        assert.deepEqual(drawn, {lanes, bars: lanes, asked: place < 200 ? [contact] : []});
      });
    });
  });
}

it('everything that can be followed is reached by keyboard', async () => {
  await look(id(12, 6), 'html', 1280, 'light', async (page) => {
    const links = await page.locator('a').count();
    const reached = new Set();
    for (let tab = 0; tab < links; tab++) {
      await page.keyboard.press('Tab');
      reached.add(await page.evaluate(() => document.activeElement.getAttribute('href')));
    }
    assert.equal(links, 6);
    assert.equal(reached.size, links);
  });
});

it('two timelines in one page disturb neither each other nor the page', async () => {
  const [one, other] = await Promise.all([samples['warm-transfer'], samples['email-thread']].map(
    async (contact) => (await fetch(url(contact, 'svg'))).text()));
  const page = await (await browser.newContext({viewport: {width: 1280, height: 900}})).newPage();
  const colours = async (markup) => {
    await page.setContent(`<p><svg width="20" height="20"><rect width="9" height="9"/><text>x</text></svg></p>${markup}`);
    return page.evaluate(() => [...document.querySelectorAll('rect, text, path')].map((part) => {
      const style = getComputedStyle(part);
      return `${style.fill} ${style.stroke} ${style.fontSize}`;
    }));
  };
  const alone = [await colours(one), await colours(other)];
  assert.deepEqual(await colours(one + other), [...alone[0], ...alone[1].slice(2)]);
  await page.context().close();
});

it('printed, a page has the colours of paper and a timeline in slices that fit', async () => {
  await look(id(12, 6), 'html', 1280, 'dark', async (page) => {
    await page.emulateMedia({media: 'print'});
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 255, 255)');
    assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('tbody tr')).breakInside), 'avoid');
    const heights = await page.evaluate(() => [...document.querySelectorAll('svg[aria-hidden]')].map((slice) => slice.getBoundingClientRect().height));
    assert.ok(heights.length > 1 && heights.every((height) => height > 0 && height <= 940), `slices: ${heights}`);
    const pdf = await page.pdf({format: 'A4'});
    if (screenshots) writeFileSync(join(screenshots, 'printed.pdf'), pdf);
    assert.ok(pdf.length > 10_000);
  });
});
