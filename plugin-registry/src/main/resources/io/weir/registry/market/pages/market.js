// What the pages can do beyond their links and forms. They work without it, but for binding to a route.
'use strict';

const select = (selector, within = document) => within.querySelector(selector);
const selectAll = (selector, within = document) => [...within.querySelectorAll(selector)];

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function later(action, milliseconds) {
  let timer;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...given), milliseconds);
  };
}

/** The page at an address, as a document; a newer request of the same kind ends an older one. */
function loader() {
  let running;
  return async (address, options = {}) => {
    running?.abort();
    running = new AbortController();
    const response = await fetch(address, { ...options, signal: running.signal });
    return { response, page: new DOMParser().parseFromString(await response.text(), 'text/html') };
  };
}

const ended = (error) => error.name === 'AbortError';

// ---- keys

function keys() {
  const search = select('#q');
  document.addEventListener('keydown', (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      search.focus();
      search.select();
    } else if (event.key === 'Escape' && event.target === search) {
      if (search.value) {
        search.value = '';
        search.dispatchEvent(new Event('input', { bubbles: true }));
      } else {
        search.blur();
      }
      event.preventDefault();
    }
  });
}

// ---- copying

function copyButtons(within = document) {
  for (const block of selectAll('.code', within)) {
    if (select('.copy', block)) continue;
    const button = element('button', { type: 'button', class: 'copy' }, 'Copy');
    button.addEventListener('click', async () => {
      const said = await copy(select('code', block)) ? 'Copied' : 'Selected';
      button.textContent = said;
      setTimeout(() => { button.textContent = 'Copy'; }, 1500);
    });
    block.append(button);
  }
}

/** Copies a text, or selects it where the browser allows no more: plain HTTP beyond this machine. */
async function copy(code) {
  try {
    await navigator.clipboard.writeText(code.textContent);
    return true;
  } catch {
    getSelection().selectAllChildren(code);
    return false;
  }
}

// ---- search while typing

function searching() {
  const form = select('.search');
  const results = select('#results');
  if (!results) return;
  const load = loader();
  form.q.addEventListener('input', later(async () => {
    const query = new URLSearchParams(new FormData(form));
    if (!query.get('q').trim()) query.delete('q');
    const address = form.action + (query.size ? `?${query}` : '');
    try {
      const { page } = await load(address);
      const fresh = select('#results', page);
      if (!fresh) return;
      const open = select('.facets')?.open;
      select('#results').replaceWith(fresh);
      if (open) select('.facets')?.setAttribute('open', '');
      copyButtons(fresh);
      history.replaceState(null, '', address);
    } catch (error) {
      if (!ended(error)) form.submit();
    }
  }, 160));
}

// ---- the configuration's form

function configuration() {
  const form = select('#config');
  if (!form) return;
  const touched = new Set();
  let loading = loader();
  const check = later(() => validate(form, touched), 250);

  form.noValidate = true; // from here on, this script tells what is wrong
  form.addEventListener('input', (event) => {
    touched.add(pathOf(event.target));
    check();
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = event.submitter;
    const body = new URLSearchParams(new FormData(form, button));
    const focus = button && { name: button.name, value: button.value };
    try {
      const { response, page } = await loading(form.action, { method: 'POST', body });
      const fresh = select('#config', page);
      if (!response.ok || !fresh) throw new Error(`status ${response.status}`);
      form.replaceChildren(...fresh.childNodes);
      refocus(form, focus);
      if (focus?.name !== 'do') touched.clear();
      validate(form, focus?.value === 'check' ? null : touched);
    } catch (error) {
      if (!ended(error)) form.submit();
    }
  });
  validate(form, touched);
}

const pathOf = (control) => control.name.replace(/^[vkr]:/, '');

/** After the form was built anew: to the new item, the list, or the same button. */
function refocus(form, pressed) {
  if (!pressed) return;
  if (pressed.name === 'add') {
    const items = selectAll('.items', form).find((each) => each.id === `at${pressed.value}`);
    const last = items && selectAll(':scope > .item', items).at(-1);
    (last && select('input:not([type=hidden]), select, textarea', last))?.focus();
  } else if (pressed.name === 'remove') {
    const list = pressed.value.replace(/\/[^/]*$/, '');
    selectAll('button.add', form).find((each) => each.value === list)?.focus();
  } else if (pressed.value === 'check') {
    (select('[aria-invalid=true]', form) ?? select('button[value=check]', form)).focus();
  } else {
    select('#yaml, [data-pointer]', form)?.focus();
  }
}

/** Asks the server what is wrong, and says so where it is; touched null tells everything. */
async function validate(form, touched) {
  const body = new URLSearchParams(new FormData(form));
  const response = await fetch(form.dataset.validate, { method: 'POST', body });
  if (!response.ok) return;
  const answer = await response.json();
  const yaml = select('#yaml', form);
  for (const place of selectAll('[data-problems]', form)) {
    const path = place.dataset.problems;
    const browser = browserProblem(form, path);
    const found = yaml ? answer.problems.map((each) => `${each.pointer} ${each.message}`.trim())
      : browser ? [browser] : answer.fields[path] ?? [];
    const told = !touched || touched.has(path) || (yaml && touched.has('yaml')) ? found : [];
    say(form, place, path, told);
  }
  summarise(select('#summary', form), answer, touched);
  result(answer);
}

/** What the browser itself finds wrong: a number that is none never reaches the server. */
function browserProblem(form, path) {
  const control = form.elements[`v:${path}`];
  return control?.validity?.badInput ? control.validationMessage : '';
}

function say(form, place, path, messages) {
  const text = messages.map((each) => `${each[0].toUpperCase()}${each.slice(1)}.`).join(' ');
  if (place.textContent !== text) place.textContent = text;
  const control = form.elements[`v:${path}`] ?? (path === '' ? form.elements.yaml : null);
  if (!control?.setAttribute) return;
  if (text) control.setAttribute('aria-invalid', 'true');
  else control.removeAttribute('aria-invalid');
}

function summarise(place, answer, touched) {
  const number = answer.problems.length;
  const text = answer.valid ? 'This configuration is valid.'
    : number === 1 ? 'One thing is missing or wrong.' : `${number} things are missing or wrong.`;
  const shown = element('p', { class: answer.valid ? 'good' : touched ? 'quiet' : 'bad' }, text);
  if (place.textContent.trim() !== text || select('ul', place)) place.replaceChildren(shown);
  else place.firstElementChild.className = shown.className;
  if (touched) return;
  const list = element('ul');
  for (const each of answer.problems) {
    list.append(element('li', {}, each.pointer ? element('code', {}, each.pointer) : 'All', `: ${each.message}`));
  }
  if (number) place.append(list);
}

function result(answer) {
  const output = select('#yaml-output');
  output.textContent = answer.yaml || '{}\n';
  output.dataset.config = JSON.stringify(answer.config);
  output.dataset.valid = answer.valid;
  selectAll('.snippet-text').forEach((code, index) => { code.textContent = answer.snippets[index]; });
}

// ---- binding to a route, through the gateway's admin API

const TOKEN = 'weir-admin-token';

/** A refusal of the admin API: what it says, and its errors. */
class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail ?? `The gateway answered ${status}.`);
    this.status = status;
    this.errors = problem.errors ?? [];
  }
}

async function admin(path, options = {}) {
  const headers = { Authorization: `Bearer ${sessionStorage.getItem(TOKEN)}`, Accept: 'application/json', ...options.headers };
  const response = await fetch(`/api/v1${path}`, { ...options, headers });
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(response.status, body);
  return { body, etag: response.headers.get('ETag') };
}

function binding() {
  const panel = select('#bind');
  if (!panel) return;
  const tokenForm = select('#token-form');
  const form = select('#bind-form');
  const apply = select('#bind-apply');
  let change = null;

  const forget = () => {
    sessionStorage.removeItem(TOKEN);
    form.hidden = true;
    hideChange();
    tokenForm.hidden = false;
  };
  const hideChange = () => {
    change = null;
    apply.hidden = true;
    select('#bind-change').hidden = true;
  };
  const refused = (error) => {
    if (error.status === 401) forget();
    news('bad', error.message, error.errors);
  };
  const connect = async () => {
    try {
      const { body } = await admin('/config');
      routes(select('#bind-route'), body);
      tokenForm.hidden = true;
      form.hidden = false;
      news('', '');
    } catch (error) {
      refused(error);
    }
  };

  tokenForm.addEventListener('submit', async (event) => {
    event.preventDefault();
    sessionStorage.setItem(TOKEN, select('#token').value.trim());
    select('#token').value = '';
    await connect();
    if (!form.hidden) select('#bind-route').focus();
  });
  select('#bind-forget').addEventListener('click', () => {
    forget();
    news('', 'The token is forgotten.');
    select('#token').focus();
  });
  form.addEventListener('input', hideChange);
  select('#config').addEventListener('input', hideChange);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    try {
      const { body, etag } = await admin('/config');
      change = planned(body, etag, wanted(panel));
      showChange(change);
      apply.hidden = change.changes.length === 0;
    } catch (error) {
      refused(error);
    }
  });
  apply.addEventListener('click', async () => {
    apply.disabled = true;
    try {
      await send(change);
      await applied(change);
      hideChange();
    } catch (error) {
      if (error.status === 412) hideChange();
      refused(error);
    } finally {
      apply.disabled = false;
    }
  });
  if (sessionStorage.getItem(TOKEN)) connect();
  else tokenForm.hidden = false;
}

function routes(list, config) {
  list.replaceChildren(...(config.routes ?? []).map((route) => element('option', { value: route.name }, route.name)));
  if (!list.options.length) list.append(element('option', { value: '' }, 'the gateway has no routes'));
}

/** What the two forms ask for. */
function wanted(panel) {
  const value = (id) => select(`#bind-${id}`).value;
  const bound = { name: value('name'), pluginConfig: JSON.parse(select('#yaml-output').dataset.config) };
  if (value('fail')) bound.failStrategy = value('fail');
  if (value('phase')) bound.phase = value('phase');
  if (value('priority')) bound.priority = Number(value('priority'));
  return { route: value('route'), bound, pin: select('#bind-pin').checked, ...panel.dataset };
}

/** The objects to put, beside what is there: as `weir route bind` makes them. */
function planned(config, etag, want) {
  const changes = [];
  const notes = [];
  const put = (kind, before, after) => {
    if (JSON.stringify(before ?? null) !== JSON.stringify(after)) changes.push({ kind, name: after.name, before, after });
  };
  const there = (config.plugins ?? []).find((each) => each.name === want.bound.name);
  const plugin = there ? { ...there, url: want.url } : { name: want.bound.name, url: want.url };
  if (!there && want.phase) plugin.phase = want.phase;
  if (!there && want.priority) plugin.priority = Number(want.priority);
  if (want.pin) plugin.sha256 = want.digest.replace(/^sha256:/, '');
  else if (there?.url !== want.url) delete plugin.sha256;
  if (there && there.url !== want.url) notes.push(`Plugin ${there.name} moves from ${there.url} to ${want.url}${others(config, want)}.`);
  if (select('#yaml-output').dataset.valid === 'false') notes.push('The settings above do not fit the schema of the plugin, which may refuse them.');
  put('plugins', there, plugin);
  const route = config.routes.find((each) => each.name === want.route);
  const bindings = [...(route.plugins ?? [])];
  const index = bindings.findIndex((each) => each.name === want.bound.name);
  if (index < 0) bindings.push(want.bound);
  else bindings[index] = { ...bindings[index], ...want.bound };
  put('routes', route, { ...route, plugins: bindings });
  return { changes, notes, etag, route, config };
}

function others(config, want) {
  const bound = (config.routes ?? []).filter((each) => each.name !== want.route && each.plugins?.some((one) => one.name === want.bound.name));
  return bound.length ? `, also for ${bound.map((each) => `route ${each.name}`).join(', ')}` : '';
}

function send(change) {
  const changes = change.changes.map(({ kind, name, after }) => ({ op: 'put', kind, name, object: after }));
  return admin('/transactions', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'If-Match': change.etag },
    body: JSON.stringify({ changes }),
  });
}

async function applied(change) {
  const { body } = await admin('/status');
  const place = news('good', `Route ${change.route.name} has it: generation ${body.generation} is live.`);
  const listeners = (body.listeners ?? []).filter((each) => !change.route.listeners?.length || change.route.listeners.includes(each.name));
  if (!listeners.length) return;
  place.append(element('div', { class: 'code' }, element('pre', { tabindex: '0', 'aria-label': 'To try it' }, element('code', {}, curl(change, listeners[0])))));
  copyButtons(place);
}

function curl(change, listener) {
  const settings = (change.config.listeners ?? []).find((each) => each.name === listener.name);
  const tls = settings?.protocol === 'HTTPS';
  const host = change.route.hostnames?.[0]?.replace(/^\*/, 'www');
  const path = change.route.matches?.[0]?.path?.value ?? '/';
  const address = listener.address.replace(/^(0\.0\.0\.0|\[::\])/, location.hostname);
  return `curl -i ${tls ? '-k ' : ''}${host ? `-H 'Host: ${host}' ` : ''}${tls ? 'https' : 'http'}://${address}${path.startsWith('/') ? path : '/'}`;
}

function news(tone, text, errors = []) {
  const place = select('#bind-news');
  const list = element('ul');
  for (const each of errors) {
    const where = [each.path, each.line ? `line ${each.line}` : ''].filter(Boolean).join(', ');
    list.append(element('li', {}, `${where ? `${where}: ` : ''}${each.message}${each.remedy ? `; ${each.remedy}` : ''}`));
  }
  const box = element('div', { class: `news ${tone}` }, element('p', {}, text));
  if (errors.length) box.append(list);
  place.replaceChildren(...(text ? [box] : []));
  return place;
}

function showChange(change) {
  const code = select('#bind-change code');
  code.replaceChildren();
  for (const { kind, name, before, after } of change.changes) {
    code.append(`${kind}/${name}\n`);
    for (const [mark, line] of differences(lines(before), lines(after))) {
      code.append(mark === ' ' ? `  ${line}\n` : element(mark === '+' ? 'ins' : 'del', {}, `${mark} ${line}`));
    }
  }
  select('#bind-change').hidden = change.changes.length === 0;
  news('', change.changes.length ? change.notes.join(' ') || 'This is what will change.' : 'It is bound like this already.');
}

const lines = (json) => (json === undefined ? [] : JSON.stringify(json, null, 2).split('\n'));

/** The lines that stay, go and come: the longest common subsequence. */
function differences(before, after) {
  const length = Array.from({ length: before.length + 1 }, () => new Array(after.length + 1).fill(0));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      length[i][j] = before[i] === after[j] ? length[i + 1][j + 1] + 1 : Math.max(length[i + 1][j], length[i][j + 1]);
    }
  }
  const result = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      result.push([' ', before[i]]);
      i++;
      j++;
    } else if (i < before.length && (j >= after.length || length[i + 1][j] >= length[i][j + 1])) {
      result.push(['-', before[i++]]);
    } else {
      result.push(['+', after[j++]]);
    }
  }
  return result;
}

keys();
copyButtons();
searching();
configuration();
binding();
