// Runs all cases for each pair of protocols and prints a table. Exit code 1: a case failed.
import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import * as clients from './client.mjs';
import { cases, deflated } from './cases.mjs';
import * as servers from './server.mjs';

const LIMIT_MILLIS = 20_000;
const [launcher, ...rest] = process.argv.slice(2);
const weir = process.env.WEIR ?? launcher; // or another start script
const only = rest[0] === '--only' ? new RegExp(rest[1]) : /./;

function freePort() {
  return new Promise((done) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

async function python() {
  const child = spawn('venv/bin/python', ['server.py'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await new Promise((done) => createInterface(child.stdout).once('line', (...l) => done(l)));
  return { port: Number(line), stop: () => child.stdin.end() };
}

async function gateway(upstreams) {
  const folder = mkdtempSync(path.join(tmpdir(), 'weir-websocket-'));
  const fronts = {};
  const config = { listeners: [], upstreams: [], routes: [] };
  for (const [name, { port, protocol }] of Object.entries(upstreams)) {
    fronts[name] = await freePort();
    config.listeners.push({ name, address: `127.0.0.1:${fronts[name]}` });
    config.upstreams.push({ name, protocol, endpoints: [`127.0.0.1:${port}`] });
    config.routes.push({ name, listeners: [name], backendRefs: [{ name }] });
  }
  const file = path.join(folder, 'gateway.yaml');
  writeFileSync(file, JSON.stringify(config)); // which is YAML
  const child = spawn(weir, ['run', '--config', file, '--data', folder, '--admin', `127.0.0.1:${await freePort()}`],
    { stdio: ['ignore', 'ignore', 'inherit'] });
  await reachable(Object.values(fronts)[0], child);
  return { fronts, stop: () => child.kill() };
}

async function reachable(port, child) {
  for (let i = 0; child.exitCode === null; i++) {
    const up = await new Promise((done) => {
      const socket = net.connect(port, '127.0.0.1', () => done(true));
      socket.once('error', () => done(false));
      socket.once('connect', () => socket.destroy());
    });
    if (up) return;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error('the gateway has not started');
}

async function attempt(test, connect, port, deflate) {
  let connection;
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`not done in ${LIMIT_MILLIS} ms`)), LIMIT_MILLIS);
  });
  try {
    connection = await Promise.race([connect(port, deflate), late]);
    connection.socket.on('error', () => {});
    await Promise.race([test(connection), late]);
    return 'ok';
  } catch (e) {
    return `FAIL: ${e.message.split('\n')[0]}`;
  } finally {
    clearTimeout(timer);
    connection?.socket.terminate();
    connection?.end();
  }
}

const py = await python();
const upstreams = {
  'ws, HTTP/1.1': { port: await servers.overHttp1(), protocol: 'HTTP1' },
  'websockets, HTTP/1.1': { port: py.port, protocol: 'HTTP1' },
  'ws, HTTP/2': { port: await servers.overHttp2(), protocol: 'H2C' },
};
const named = Object.fromEntries(Object.entries(upstreams).map(([, u], i) => [`u${i}`, u]));
const running = await gateway(named);
const failures = [];
let passed = 0;
try {
  const columns = Object.keys(upstreams).flatMap((u, i) => [[`HTTP/1.1 to ${u}`, clients.overHttp1, `u${i}`], [`HTTP/2 to ${u}`, clients.overHttp2, `u${i}`]]);
  console.log(`| case | ${columns.map(([n]) => n).join(' | ')} |`);
  console.log(`|---|${columns.map(() => '---|').join('')}`);
  for (const [name, test] of [...Object.entries(cases), ...Object.entries(deflated)]) {
    if (!only.test(name)) continue;
    const row = [];
    for (const [column, connect, upstream] of columns) {
      const result = await attempt(test, connect, running.fronts[upstream], name in deflated);
      row.push(result.split(':')[0]);
      if (result === 'ok') passed += 1;
      else failures.push(`${name}, ${column}: ${result}`);
    }
    console.log(`| ${name} | ${row.join(' | ')} |`);
  }
} finally {
  running.stop();
  py.stop();
}
console.log(`\n${passed} passed, ${failures.length} failed`);
failures.forEach((f) => console.log(f));
process.exit(failures.length === 0 ? 0 : 1);
