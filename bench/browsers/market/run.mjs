// The marketplace in a real browser: node run.mjs CHROMIUM GATEWAY ADMIN TOKEN [PICTURES]; GATEWAY and ADMIN are URLs.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import axe from 'axe-core';
import { chromium } from 'playwright-core';

const [executablePath, gateway, admin, token, pictures] = process.argv.slice(2);
const market = `${admin}/marketplace/`;
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
const faults = [];

async function open(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.on('console', (message) => message.type() === 'error' && faults.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => faults.push(`page: ${error.message}`));
  return page;
}

async function picture(page, name) {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
}

async function accessible(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  const serious = violations.filter((each) => ['serious', 'critical'].includes(each.impact));
  assert.deepEqual(serious.map((each) => `${each.id}: ${each.nodes[0].html}`), []);
}

async function fits(page) {
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0, `${page.url()} is too wide`);
}

const titles = (page) => page.locator('.card h3').allTextContents();

const checks = {
  async 'search by typing'() {
    const page = await open();
    await page.goto(market);
    assert.ok((await titles(page)).includes('Request guard'));
    await page.locator('#q').fill('api key tells');
    await page.waitForFunction(() => document.querySelectorAll('.card').length === 1);
    assert.deepEqual(await titles(page), ['Key authentication']);
    assert.match(page.url(), /\?q=api\+key\+tells$/);
    await accessible(page);
    await picture(page, 'search');
  },

  async 'search by keyboard alone'() {
    const page = await open();
    await page.goto(market);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
    await page.keyboard.press('/');
    await page.keyboard.type('redact');
    await page.waitForFunction(() => document.querySelectorAll('.card').length === 1);
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.querySelectorAll('.card').length > 1);
    await page.keyboard.type('redact');
    await page.waitForFunction(() => document.querySelectorAll('.card').length === 1);
    for (let i = 0; i < 60 && !(await page.evaluate(() => document.activeElement.matches('.card h3 a'))); i++) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/plugin\//);
    assert.equal(await page.locator('h1').textContent(), 'Redaction of streamed responses');
  },

  async 'narrow by a facet, and back'() {
    const page = await open();
    await page.goto(market);
    const all = (await titles(page)).length;
    await page.locator('.facets a', { hasText: 'Auth' }).first().click();
    await page.waitForURL(/category=auth/);
    assert.deepEqual(await titles(page), ['Key authentication']);
    await page.locator('.facets a[aria-current]').click();
    await page.waitForURL((url) => !url.search.includes('category'));
    assert.equal((await titles(page)).length, all);
    await picture(page, 'browse');
  },

  async 'read about a plugin'() {
    const page = await open();
    await page.goto(`${market}plugin/plugins/key-auth`);
    await page.locator('.prose h3, .prose h4, .prose p').first().waitFor();
    for (const link of await page.locator('.prose a').all()) {
      assert.match(await link.getAttribute('href'), /^(https?:|mailto:|#)/);
    }
    assert.ok((await page.locator('#versions ~ .scroll tbody tr').count()) >= 1);
    assert.ok((await page.locator('.asks li').count()) >= 1);
    await accessible(page);
    await picture(page, 'plugin');
  },

  async 'fill in a form, see what is wrong, take the YAML'() {
    const page = await open();
    await page.goto(`${market}configure/plugins/sse-redact`);
    await page.getByRole('button', { name: 'Add the first to patterns' }).click();
    const regex = page.locator('[name="v:/patterns/0/regex"]');
    await regex.waitFor();
    assert.equal(await regex.evaluate((each) => each === document.activeElement), true);
    const length = page.locator('[name="v:/patterns/0/max_length"]');
    await length.fill('9999');
    await page.getByText('Has to be 4096 or less.').waitFor();
    assert.equal(await length.getAttribute('aria-invalid'), 'true');
    await page.getByRole('button', { name: 'Check' }).click();
    await page.locator('#summary li', { hasText: '/patterns/0/regex' }).waitFor();
    await picture(page, 'wrong');
    await length.fill('64');
    await regex.fill('sk-[a-z]+');
    await page.getByText('This configuration is valid.').waitFor();
    assert.equal(await page.locator('#yaml-output').textContent(), 'patterns:\n  - regex: "sk-[a-z]+"\n    max_length: 64\n'.replace('"sk-[a-z]+"', await yamlOf(page)));
    await accessible(page);
    await page.getByRole('button', { name: 'Edit as YAML' }).click();
    await page.locator('#yaml').waitFor();
    await page.locator('#yaml').fill('patterns: [');
    await page.locator('.wrong', { hasText: 'not YAML' }).or(page.locator('.wrong', { hasText: 'Not YAML' })).first().waitFor();
  },

  async 'all but the live check works without a script'() {
    const page = await open({ javaScriptEnabled: false });
    await page.goto(market);
    await page.locator('#q').fill('redact');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('link', { name: 'Redaction of streamed responses' }).click();
    await page.getByRole('link', { name: 'Configure and bind' }).click();
    await page.getByRole('button', { name: 'Add the first to patterns' }).click();
    await page.locator('[name="v:/patterns/0/regex"]').fill('abc');
    await page.getByRole('button', { name: 'Check' }).click();
    assert.match(await page.locator('#summary').textContent(), /valid/);
    assert.match(await page.locator('#yaml-output').textContent(), /regex: abc/);
  },

  async 'bind to a route, and the route has it'() {
    assert.equal((await fetch(`${gateway}/anything`)).status, 200);
    const page = await open();
    await page.goto(`${market}configure/plugins/key-auth`);
    await page.getByRole('button', { name: 'Add the first to Who may come in' }).click();
    await page.locator('[name="v:/consumers/0/name"]').fill('bob');
    await page.locator('[name="v:/consumers/0/key"]').fill('bob-key');
    await page.getByText('This configuration is valid.').waitFor();
    await page.locator('#token').fill('wrong');
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.getByText('the token is missing or wrong').waitFor();
    faults.length = 0; // the browser tells of the 401 on its console
    await page.locator('#token').fill(token);
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.locator('#bind-route').selectOption('rest');
    await page.locator('#bind-priority').fill('99');
    await page.getByRole('button', { name: 'Show the change' }).click();
    await page.locator('#bind-change ins', { hasText: '"bob"' }).waitFor();
    await picture(page, 'change');
    await accessible(page);
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByText('Route rest has it').waitFor();
    await picture(page, 'bound');
    assert.match(await page.locator('#bind-news code').textContent(), /^curl -i http:/);
    assert.equal((await fetch(`${gateway}/anything`)).status, 401);
    assert.equal((await fetch(`${gateway}/anything`, { headers: { 'x-api-key': 'bob-key' } })).status, 200);
    assert.equal(await page.evaluate(() => localStorage.length), 0);
  },

  async 'the gateway\'s refusal is shown as it is'() {
    const page = await open();
    await page.goto(`${market}configure/plugins/key-auth`);
    await page.locator('#token').fill(token);
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.locator('#bind-route').selectOption('rest');
    await page.locator('#bind-priority').fill('99999999999');
    await page.getByRole('button', { name: 'Show the change' }).click();
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.locator('#bind-news .bad li').first().waitFor();
    await picture(page, 'refused');
    faults.length = 0; // likewise of the 422
  },

  async 'a phone and the dark'() {
    const page = await open({ viewport: { width: 360, height: 740 }, colorScheme: 'dark' });
    for (const path of ['', 'plugin/plugins/key-auth', 'configure/plugins/request-guard?version=1.0.0&from=example']) {
      await page.goto(market + path);
      await fits(page);
      await accessible(page);
      await picture(page, `phone-${path.split('/')[0] || 'browse'}`);
    }
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.ok(ground.match(/\d+/g).every((each) => Number(each) < 40), ground);
  },
};

/** How the YAML writes the expression; it quotes what begins like something else. */
async function yamlOf(page) {
  return (await page.locator('#yaml-output').textContent()).match(/regex: (.*)/)[1];
}

let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  faults.length = 0;
  try {
    await check();
    assert.deepEqual(faults, []);
    console.log(`ok    ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAIL  ${name}: ${error.message}`);
  }
  for (const context of browser.contexts()) await context.close();
}
await browser.close();
process.exit(failed ? 1 : 0);
