import { readConfig } from '../src/config.js';

export const PATTERNS = [
  { regex: 'sk-[A-Za-z0-9]{6,}', mask: '[KEY]', max_length: 16, ignore_case: true },
  { regex: '\\bID:\\d{4}\\b', mask: '[ID]' },
  { regex: 'a+b|aa', mask: '<A>', max_length: 4 },
  { regex: '(?:😀|漢)+é?', mask: '<U>' },
];

export const settings = readConfig({ patterns: PATTERNS });

/** The most that one running text may hold. */
export const MAX_HELD = Math.max(...settings.matchers.map(({ maxHeld }) => maxHeld));
