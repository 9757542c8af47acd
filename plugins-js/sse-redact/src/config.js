// The plugin's configuration, checked and completed.
import { CardMatcher } from './matchers/card.js';
import { EmailMatcher } from './matchers/email.js';
import { PatternMatcher } from './matchers/pattern.js';

const DEFAULT_MAX_LENGTH = 128;
const LONGEST = 4096;
const BUILT_IN = { email: EmailMatcher, card: CardMatcher };
const TYPE = /^[a-z0-9.+-]+\/(?:\*|[a-z0-9.+-]+)$/;

/** { matchers, contentTypes, separate, passCompressed }; throws an Error that names the field and what it expects. */
export function readConfig(config) {
  fields(config, '', ['detect', 'masks', 'patterns', 'content_types', 'plain_events', 'compressed']);
  const masks = readMasks(config.masks ?? {});
  const detect = list(config.detect ?? Object.keys(BUILT_IN), 'detect', (name, path) => oneOf(name, path, Object.keys(BUILT_IN)));
  const patterns = list(config.patterns ?? [], 'patterns', readPattern);
  const matchers = [...detect.map((name) => new BUILT_IN[name](masks[name])), ...patterns];
  if (matchers.length === 0) throw new Error('detect, patterns: both empty (expected: something to mask)');
  return {
    matchers,
    contentTypes: list(config.content_types ?? ['text/event-stream'], 'content_types', readType),
    separate: oneOf(config.plain_events ?? 'continuous', 'plain_events', ['continuous', 'separate']) === 'separate',
    passCompressed: oneOf(config.compressed ?? 'refuse', 'compressed', ['refuse', 'pass']) === 'pass',
  };
}

function readMasks(masks) {
  fields(masks, 'masks', Object.keys(BUILT_IN));
  for (const [name, mask] of Object.entries(masks)) string(mask, `masks.${name}`);
  return { email: '[EMAIL]', card: '[CARD]', ...masks };
}

function readPattern(pattern, path) {
  fields(pattern, path, ['regex', 'mask', 'max_length', 'ignore_case']);
  const regex = string(pattern.regex, `${path}.regex`);
  const mask = string(pattern.mask ?? '[REDACTED]', `${path}.mask`);
  const maxLength = pattern.max_length ?? DEFAULT_MAX_LENGTH;
  if (!Number.isInteger(maxLength) || maxLength < 1 || maxLength > LONGEST) {
    throw new Error(`${path}.max_length: ${JSON.stringify(maxLength)} (expected: a whole number from 1 to ${LONGEST})`);
  }
  const ignoreCase = pattern.ignore_case ?? false;
  if (typeof ignoreCase !== 'boolean') throw new Error(`${path}.ignore_case: ${JSON.stringify(ignoreCase)} (expected: true or false)`);
  try {
    return new PatternMatcher({ regex, ignoreCase, maxLength, mask });
  } catch (error) {
    throw new Error(`${path}.regex: ${error.message}`, { cause: error });
  }
}

function readType(type, path) {
  const lower = string(type, path).toLowerCase();
  if (!TYPE.test(lower)) throw new Error(`${path}: ${type} (expected: a media type such as text/plain or text/*)`);
  return lower;
}

function fields(object, path, known) {
  if (typeof object !== 'object' || object === null || Array.isArray(object)) {
    throw new Error(`${path || 'configuration'}: ${JSON.stringify(object)} (expected: an object)`);
  }
  const unknown = Object.keys(object).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`${path ? `${path}.` : ''}${unknown}: unknown field (expected: one of ${known.join(', ')})`);
}

function list(value, path, read) {
  if (!Array.isArray(value)) throw new Error(`${path}: ${JSON.stringify(value)} (expected: a list)`);
  return value.map((item, i) => read(item, `${path}[${i}]`));
}

function string(value, path) {
  if (typeof value !== 'string' || value === '') throw new Error(`${path}: ${JSON.stringify(value)} (expected: a text that is not empty)`);
  return value;
}

function oneOf(value, path, known) {
  if (!known.includes(value)) throw new Error(`${path}: ${JSON.stringify(value)} (expected: ${known.join(' or ')})`);
  return value;
}
