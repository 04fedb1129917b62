import type { Failure } from '@sluice/model';
import { describe, expect, test } from 'vitest';
import { describeCause, describeFailure } from './describe-failure.ts';
import { EVERY_FAILURE } from './every-failure.test-data.ts';
import { LANGUAGES } from './language.ts';

/** What a Chinese sentence may hold in Latin letters: given facts, proper nouns, and what must be typed as it is. */
const LATIN_FACTS =
  /\/srv\/files\/set\.zip|(?:files|proxy)\.example\.org|\boss:GetObject\b|\bBitTorrent\b|\b(?:OSS|S3|ARCHIVE_IA)\b|\boss-cn-hangzhou\.aliyuncs\.com\b|\bcn-hangzhou\b|(?:http|socks5):\/\/proxy\.example:\d+|text\/html|gopher:|https?:\/\/|\b(?:HTTPS?|SOCKS5|none|SHA-256|MB|GB|kB|B|[45]G|100K|500K|2M|keep-both|overwrite|skip|sha256:|[0-9a-f]{8}|[a-f0-9]{4}|[A-Z]+(?:_[A-Z]+)+|E[A-Z]+)(?=[^A-Za-z]|$)|“h”/g;

describe.each(LANGUAGES)('in %s', (language) => {
  test.each(EVERY_FAILURE.map((failure) => [JSON.stringify(failure), failure] as const))(
    '%s is told in whole sentences',
    (_name, failure) => {
      const sentence = describeFailure(failure, language, { keptFraction: 0.714 });
      expect(sentence).toMatch(/[.。]$/);
      expect(sentence).toContain(language === 'en' ? '71 % is kept.' : '已保留 71%。');
      expect(sentence).not.toMatch(/undefined|null|NaN|\[object|Error|#|\.\.(?!”)/);
      if (failure.kind.includes('-')) expect(sentence).not.toContain(failure.kind);
      expect(describeCause(failure, language)).toMatch(/[.。]$/);
    },
  );
});

test('no Chinese sentence has English words left in it', () => {
  for (const failure of EVERY_FAILURE) {
    const rest = describeFailure(failure, 'zh-CN', { keptFraction: 0.5 }).replace(LATIN_FACTS, '');
    expect(rest, JSON.stringify(failure)).not.toMatch(/[A-Za-z]/);
  }
});

test('nothing is said to be kept when nothing is', () => {
  const failure = { kind: 'dns', host: 'files.example.org' } as const;
  expect(describeFailure(failure, 'en')).toBe(
    'The server “files.example.org” was not found. Check the spelling of the link and your network connection.',
  );
  expect(describeFailure(failure, 'en', { keptFraction: 0 })).toBe(describeFailure(failure, 'en'));
});

test('a refusal after data had arrived is an expired link; before, it is a refusal', () => {
  const failure = { kind: 'http-status', status: 403, retryAfterMs: null } as const;
  expect(describeFailure(failure, 'en', { keptFraction: 0.719 })).toBe(
    'The link has expired (403). 71 % is kept. Retry once it works again, or get a fresh link.',
  );
  expect(describeFailure(failure, 'en')).toBe('The server refuses access (403). Check that the link is complete and still valid.');
});

test('an object that was there before has gone, and what is kept is of use when it comes back', () => {
  const failure: Failure = {
    ...{ kind: 'object-store', provider: 'oss', status: 404, code: 'NoSuchKey', message: '', requestId: 'ABC', hostId: null, ec: '0026-1' },
    ...{ advice: 'no-such-key', permission: null, endpoint: null, recommendDoc: 'https://files.example.org/0026-1' },
  };
  expect(describeFailure(failure, 'en', { keptFraction: 0.719 })).toBe(
    'The object is not in the bucket any more (NoSuchKey). 71 % is kept. When it is back as it was, try again: the download goes on. ' +
      'With its version ID, an older version can be continued. Request ID ABC, EC 0026-1 (explained at https://files.example.org/0026-1).',
  );
  expect(describeFailure(failure, 'zh-CN', { keptFraction: 0.719 })).toBe(
    '该对象已不在存储空间中（NoSuchKey）。已保留 71%。对象原样恢复后重试即可继续下载；如知道版本标识，也可继续下载旧版本。' +
      '请求编号 ABC，错误编号 0026-1（说明见 https://files.example.org/0026-1 ）。',
  );
  expect(describeFailure(failure, 'en')).toContain('There is no such object in the bucket (NoSuchKey).');
});

test('the table of sentences', () => {
  const table = LANGUAGES.map((language) => EVERY_FAILURE.map((failure) => describeFailure(failure, language)).join('\n')).join('\n\n');
  expect(table).toMatchSnapshot();
});
