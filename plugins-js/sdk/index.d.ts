/** What a handler may return to say how the stream goes on; nothing is `Continue`. */
export declare const Action: Readonly<{ Continue: 0; Pause: 1 }>;
export type Action = 0 | 1;

/** Bytes, or a string that stands for its UTF-8. */
export type Content = string | Uint8Array;

/** A list of [name, value], or an object. */
export type HeaderInit = Iterable<readonly [string, string | number]> | Record<string, string | number>;

/** Property segments, or a string with dots between them. */
export type PropertyPath = string | readonly string[];

/** Values are decoded as UTF-8; bytes that are not UTF-8 read as U+FFFD. Names are lower-case; case does not matter. */
export interface Headers extends Iterable<[string, string]> {
  /** The first value, or undefined. */
  get(name: string): string | undefined;
  getAll(name: string): string[];
  has(name: string): boolean;
  entries(): [string, string][];
  set(name: string, value: string | number): void;
  append(name: string, value: string | number): void;
  delete(name: string): void;
  /** Replaces the whole list, pseudo headers such as `:path` included. */
  replaceAll(headers: HeaderInit): void;
}

/** What the host holds of a body: the chunk of the callback that runs, or all that came while paused. */
export interface Body {
  get(start?: number, length?: number): Uint8Array;
  replace(content: Content): void;
  prepend(content: Content): void;
  append(content: Content): void;
}

export interface Message {
  readonly headers: Headers;
  readonly trailers: Headers;
  readonly body: Body;
  readonly paused: boolean;
  /** Lets this direction go on, after the callback that runs. Not paused: nothing happens. */
  resume(): void;
}

export interface RequestMessage extends Message {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly authority: string | undefined;
}

export interface ResponseMessage extends Message {
  readonly status: number;
}

export interface Context {
  readonly id: number;
  /** True once the stream has ended; its headers and bodies can no longer be used. */
  readonly closed: boolean;
  getProperty(path: PropertyPath): Uint8Array | undefined;
  getPropertyString(path: PropertyPath): string | undefined;
  setProperty(path: PropertyPath, value: Content): void;
}

/** One configured use of the plugin. */
export interface RootContext<C = unknown> extends Context {
  readonly config: C;
  /** The configuration as it came. */
  readonly rawConfig: Uint8Array;
}

/** One request and its response. */
export interface HttpContext<C = unknown, S = any> extends Context {
  readonly root: RootContext<C>;
  /** What `configure` returned. */
  readonly config: C;
  /** For the plugin's own use; undefined when the stream starts. */
  state: S;
  readonly request: RequestMessage;
  readonly response: ResponseMessage;
  /** Holds the direction whose handler runs, headers or body so far, until `resume`. */
  pause(): Action;
  /** Lets all that is paused go on. */
  resume(): void;
  /** Answers the request. The answer passes the response handlers of this plugin, too. */
  respond(response: { status?: number; headers?: HeaderInit; body?: Content; detail?: string }): Action;
}

type HeaderResult = Action | void | Promise<unknown>;
type BodyResult = Action | Content | void;

/** All members are optional; the module exports the callbacks that are there. */
export interface Plugin<C = any, S = any> {
  name?: string;
  /** `configure` gets the bytes of the configuration, not the JSON in it. */
  rawConfig?: boolean;
  /**
   * Checks the configuration ({} when there is none). What it returns is `ctx.config`; nothing: the configuration
   * itself. An exception refuses the configuration and becomes the message.
   */
  configure?(config: any, root: RootContext<C>): C | void;
  /** A promise pauses the stream until it is settled. */
  onRequestHeaders?(ctx: HttpContext<C, S>, end: boolean): HeaderResult;
  /** `chunk` is all that is held when the body was paused before. Returned content takes its place. */
  onRequestBody?(ctx: HttpContext<C, S>, chunk: Uint8Array, end: boolean): BodyResult;
  onRequestTrailers?(ctx: HttpContext<C, S>): HeaderResult;
  onResponseHeaders?(ctx: HttpContext<C, S>, end: boolean): HeaderResult;
  onResponseBody?(ctx: HttpContext<C, S>, chunk: Uint8Array, end: boolean): BodyResult;
  onResponseTrailers?(ctx: HttpContext<C, S>): HeaderResult;
  /** The stream is over, its headers can still be read. */
  onLog?(ctx: HttpContext<C, S>): void;
  onDone?(ctx: HttpContext<C, S>): void;
}

/** Registers the module's plugin: once, at the top level. */
export declare function registerPlugin<C = any, S = any>(plugin: Plugin<C, S>): void;

export interface CallRequest {
  /** GET unless given. */
  method?: string;
  /** `/` unless given. */
  path?: string;
  /** The upstream's name unless given. */
  authority?: string;
  headers?: HeaderInit;
  body?: Content;
  trailers?: HeaderInit;
  /** 5000 unless given. */
  timeoutMs?: number;
}

export interface CallResponse {
  readonly status: number;
  readonly headers: [string, string][];
  readonly trailers: [string, string][];
  readonly body: Uint8Array;
  header(name: string): string | undefined;
  text(): string;
  json(): any;
}

/**
 * Sends a request to an upstream of the gateway. Rejected when the upstream is unknown or its stream was reset; a
 * timeout is an answer with status 504, a refused connection one with 503.
 */
export declare function httpCall(upstream: string, request?: CallRequest): Promise<CallResponse>;

type LogFunction = (...parts: unknown[]) => void;
export declare const log: Readonly<Record<'trace' | 'debug' | 'info' | 'warn' | 'error' | 'critical', LogFunction>>;

/** Bytes shared by all VMs of one vm_id on all workers. */
export declare const sharedData: Readonly<{
  get(key: string): { value: Uint8Array; cas: number } | undefined;
  /** False when `cas` is given and another write came first; 0 writes in any case. */
  set(key: string, value: Content, cas?: number): boolean;
}>;

export interface Counter {
  /** `by` must be positive. */
  increment(by?: number): void;
  readonly value: number;
}

export interface Gauge {
  set(value: number): void;
  add(delta: number): void;
  readonly value: number;
}

export interface Histogram {
  record(value: number): void;
}

/** May be made at the top level: the host hears of a metric when it is first used. */
export declare const metrics: Readonly<{
  counter(name: string): Counter;
  gauge(name: string): Gauge;
  histogram(name: string): Histogram;
}>;

declare global {
  /** Milliseconds; in configure and later, not at the top level. */
  function setTimeout<A extends unknown[]>(callback: (...args: A) => void, delayMs?: number, ...args: A): number;
  function setInterval<A extends unknown[]>(callback: (...args: A) => void, delayMs?: number, ...args: A): number;
  function clearTimeout(id: number): void;
  function clearInterval(id: number): void;
  const console: Record<'log' | 'info' | 'debug' | 'warn' | 'error' | 'trace', LogFunction>;

  class TextEncoder {
    readonly encoding: 'utf-8';
    encode(text?: string): Uint8Array;
  }

  class TextDecoder {
    constructor(label?: 'utf-8' | 'utf8', options?: { fatal?: boolean; ignoreBOM?: boolean });
    readonly encoding: 'utf-8';
    decode(bytes?: ArrayBuffer | ArrayBufferView, options?: { stream?: boolean }): string;
  }
}
