// The host functions of the fake host: the part of ABI 0.2.1 that the JavaScript runtime imports.
const OK = 0;
const NOT_FOUND = 1;
const BAD_ARGUMENT = 2;
const CAS_MISMATCH = 8;
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];
const EARLY = new Set(['proxy_log', 'clock_time_get', 'fd_write', 'fd_close', 'fd_seek', 'fd_fdstat_get']);

/** The import object; a function outside `EARLY` throws while the module starts, as real hosts have it. */
export function hostFunctions(host, module) {
  const given = { ...general(host), ...headers(host), ...buffers(host), ...state(host), ...wasi(host) };
  const object = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    if (!given[name]) throw new Error(`import ${from}.${name}: the fake host has none`);
    (object[from] ??= {})[name] = (...args) => {
      if (!host.started && !EARLY.has(name)) throw new Error(`restricted_callback: ${name}`);
      return given[name](...args);
    };
  }
  return object;
}

function bytes(host, at, size) {
  return Buffer.from(host.memory.subarray(at >>> 0, (at >>> 0) + (size >>> 0)));
}

function text(host, at, size) {
  return bytes(host, at, size).toString('latin1');
}

function readPairs(host, at, size) {
  const data = bytes(host, at, size);
  if (data.length === 0) return [];
  const count = data.readUInt32LE(0);
  let next = 4 + 8 * count;
  const take = (length) => data.toString('latin1', next, (next += length + 1) - 1);
  return Array.from({ length: count }, (_, i) => [take(data.readUInt32LE(4 + 8 * i)), take(data.readUInt32LE(8 + 8 * i))]);
}

function writePairs(pairs) {
  const list = pairs.map((pair) => pair.map((part) => Buffer.from(part, 'latin1')));
  const head = Buffer.alloc(4 + 8 * list.length);
  head.writeUInt32LE(list.length, 0);
  list.forEach(([name, value], i) => {
    head.writeUInt32LE(name.length, 4 + 8 * i);
    head.writeUInt32LE(value.length, 8 + 8 * i);
  });
  const nul = Buffer.from([0]);
  return Buffer.concat([head, ...list.flatMap(([name, value]) => [name, nul, value, nul])]);
}

function general(host) {
  return {
    proxy_log(level, at, size) {
      host.logs.push({ level: LEVELS[level], message: bytes(host, at, size).toString() });
      return OK;
    },
    proxy_set_tick_period_milliseconds(period) {
      host.tickPeriod = period;
      return OK;
    },
    proxy_set_effective_context: (id) => (host.setEffective(id) ? OK : BAD_ARGUMENT),
    proxy_continue_stream: (direction) => (host.effective.continueStream?.(direction) ? OK : BAD_ARGUMENT),
    proxy_get_status(codeAt, dataAt, sizeAt) {
      host.giveResult(Buffer.from('reset'), dataAt, sizeAt);
      host.memory.writeUInt32LE(11, codeAt);
      return OK;
    },
    proxy_send_local_response(status, detailAt, detailSize, bodyAt, bodySize, headersAt, headersSize) {
      host.effective.localResponse ??= {
        status,
        detail: text(host, detailAt, detailSize),
        body: bytes(host, bodyAt, bodySize),
        headers: readPairs(host, headersAt, headersSize),
      };
      return OK;
    },
    proxy_http_call(upAt, upSize, headersAt, headersSize, bodyAt, bodySize, _trailersAt, _trailersSize, timeout, tokenAt) {
      const upstream = text(host, upAt, upSize);
      if (upstream === 'unknown') return BAD_ARGUMENT;
      host.lastToken = (host.lastToken ?? 0) + 4;
      host.calls.push({ token: host.lastToken, upstream, timeout, headers: readPairs(host, headersAt, headersSize), body: bytes(host, bodyAt, bodySize) });
      host.memory.writeUInt32LE(host.lastToken, tokenAt);
      return OK;
    },
  };
}

/** The [owner, property] that holds a map, or undefined. */
function mapPlace(host, map) {
  if (map === 6 || map === 7) return host.callAnswer && [host.callAnswer, map === 6 ? 'headers' : 'trailers'];
  const stream = host.effective;
  if (stream.root || map > 3) return undefined;
  return [map < 2 ? stream.request : stream.response, map % 2 ? 'trailers' : 'headers'];
}

function headers(host) {
  const change = (map, update) => {
    const place = mapPlace(host, map);
    if (!place) return BAD_ARGUMENT;
    place[0][place[1]] = update(place[0][place[1]]);
    return OK;
  };
  const key = (at, size) => text(host, at, size).toLowerCase();
  return {
    proxy_get_header_map_value(map, at, size, dataAt, sizeAt) {
      const place = mapPlace(host, map);
      if (!place) return BAD_ARGUMENT;
      const entry = place[0][place[1]].find(([name]) => name === key(at, size));
      if (!entry) return NOT_FOUND;
      host.giveResult(Buffer.from(entry[1], 'latin1'), dataAt, sizeAt);
      return OK;
    },
    proxy_get_header_map_pairs(map, dataAt, sizeAt) {
      const place = mapPlace(host, map);
      if (!place) return BAD_ARGUMENT;
      host.giveResult(writePairs(place[0][place[1]]), dataAt, sizeAt);
      return OK;
    },
    proxy_set_header_map_pairs: (map, at, size) => change(map, () => readPairs(host, at, size)),
    proxy_add_header_map_value: (map, at, size, valueAt, valueSize) =>
      change(map, (list) => [...list, [key(at, size), text(host, valueAt, valueSize)]]),
    proxy_replace_header_map_value: (map, at, size, valueAt, valueSize) =>
      change(map, (list) => replaced(list, key(at, size), text(host, valueAt, valueSize))),
    proxy_remove_header_map_value: (map, at, size) => change(map, (list) => list.filter(([name]) => name !== key(at, size))),
  };
}

function replaced(list, name, value) {
  const first = list.findIndex(([other]) => other === name);
  if (first < 0) return [...list, [name, value]];
  return list.flatMap((entry, i) => (i === first ? [[name, value]] : entry[0] === name ? [] : [entry]));
}

/** The [owner, property] that holds a buffer, or undefined. */
function bufferPlace(host, buffer) {
  if (buffer === 4) return host.callAnswer && [host.callAnswer, 'body'];
  const context = host.effective;
  if (buffer === 7) return context.root && [context, 'config'];
  if (context.root || buffer > 1) return undefined;
  return [buffer === 0 ? context.request : context.response, 'held'];
}

function buffers(host) {
  return {
    proxy_get_buffer_bytes(buffer, start, max, dataAt, sizeAt) {
      const place = bufferPlace(host, buffer);
      if (!place) return NOT_FOUND;
      const from = start >>> 0;
      host.giveResult(place[0][place[1]].subarray(from, from + (max >>> 0)), dataAt, sizeAt);
      return OK;
    },
    proxy_set_buffer_bytes(buffer, start, length, at, size) {
      const place = bufferPlace(host, buffer);
      if (!place) return NOT_FOUND;
      const old = place[0][place[1]];
      const from = start >>> 0;
      if (from > 0 && from < old.length) return BAD_ARGUMENT;
      const rest = from === 0 ? [bytes(host, at, size), old.subarray(length >>> 0)] : [old, bytes(host, at, size)];
      place[0][place[1]] = Buffer.concat(rest);
      return OK;
    },
  };
}

function state(host) {
  return {
    proxy_get_property(at, size, dataAt, sizeAt) {
      const value = host.properties.get(text(host, at, size));
      if (!value) return NOT_FOUND;
      host.giveResult(value, dataAt, sizeAt);
      return OK;
    },
    proxy_set_property(at, size, valueAt, valueSize) {
      host.properties.set(text(host, at, size), bytes(host, valueAt, valueSize));
      return OK;
    },
    proxy_get_shared_data(at, size, dataAt, sizeAt, casAt) {
      const entry = host.sharedData.get(text(host, at, size));
      if (!entry) return NOT_FOUND;
      host.giveResult(entry.value, dataAt, sizeAt);
      host.memory.writeUInt32LE(entry.cas, casAt);
      return OK;
    },
    proxy_set_shared_data(at, size, valueAt, valueSize, cas) {
      const key = text(host, at, size);
      const old = host.sharedData.get(key);
      if (old && cas && cas !== old.cas) return CAS_MISMATCH;
      host.sharedData.set(key, { value: bytes(host, valueAt, valueSize), cas: (old?.cas ?? 0) + 1 });
      return OK;
    },
    proxy_define_metric(type, at, size, idAt) {
      host.metrics.push({ type, name: text(host, at, size), values: [] });
      host.memory.writeUInt32LE(host.metrics.length, idAt);
      return OK;
    },
    proxy_increment_metric: (id, delta) => Boolean(host.metrics[id - 1].values.push(Number(delta))) && OK,
    proxy_record_metric: (id, value) => Boolean(host.metrics[id - 1].values.push(Number(value))) && OK,
    proxy_get_metric(id, at) {
      const sum = host.metrics[id - 1].values.reduce((total, value) => total + value, 0);
      host.memory.writeBigUInt64LE(BigInt(sum), at);
      return OK;
    },
  };
}

function wasi(host) {
  const none = () => 8;
  return {
    clock_time_get(_clock, _precision, at) {
      host.memory.writeBigUInt64LE(BigInt(host.now ?? Date.now()) * 1000000n, at);
      return OK;
    },
    fd_write: none,
    fd_close: none,
    fd_seek: none,
    fd_fdstat_get: none,
  };
}
