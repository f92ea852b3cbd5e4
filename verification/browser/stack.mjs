// The built local stack and a browser: Chromium, from CHROMIUM or the path.

import assert from 'node:assert/strict';
import {execFileSync, spawn} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {chromium} from 'playwright-core';

/** Where the repository is. */
export const root = resolve(process.env.STACK ?? join(import.meta.dirname, '../..'));

/** A folder that is gone when the stack is. */
export function temporaryFolder() {
  return mkdtempSync(join(tmpdir(), 'contact-tree-browser-'));
}

/** Starts the stack with these further options and a browser, and waits until all trees are there. */
export async function start(folder, options) {
  const endpoints = join(folder, 'endpoints.json');
  const stack = spawn(
    join(root, 'scripts/on-jdk-25'),
    ['java', '-jar', join(root, 'local/target/contact-tree-local.jar'), '--port=0', '--connect-port=0', '--events-port=0',
      '--dynamodb-port=0', '--sqs-port=0', '--window=1', '--read-lag=0', '--settle=1/1', '--settle-max=1', '--quota=none',
      `--endpoints-file=${endpoints}`, ...options],
    {stdio: ['ignore', 'ignore', 'inherit']});
  for (let tries = 0; !existsSync(endpoints); tries++) {
    assert.ok(stack.exitCode === null && tries < 600, 'the local stack did not start');
    await pause(200);
  }
  const {api: address, connect} = JSON.parse(readFileSync(endpoints, 'utf8'));
  assert.equal((await fetch(`${address}/_local/status?wait=180`)).status, 200);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? execFileSync('which', ['chromium'], {encoding: 'utf8'}).trim(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
  return {
    address,
    connect,
    browser,
    async stop() {
      await browser.close();
      stack.kill('SIGTERM');
      rmSync(folder, {recursive: true});
    },
  };
}
