import { describe, expect, test } from 'vitest';
import type { Connection } from '@sluice/model';
import { mayFollow } from '../connection/session.ts';
import { objectInUrl } from './bucket-url.ts';
import { endpointOf } from './endpoint.ts';
import { pathAt, placeOf } from './place.ts';

const OSS: Connection = {
  id: 'c',
  name: 'C',
  provider: 'oss',
  endpoint: null,
  region: 'cn-hangzhou',
  addressing: 'virtual-host',
  network: 'public',
  signature: 'v4',
  credentials: 'environment',
};
const S3: Connection = { ...OSS, provider: 's3', region: 'eu-west-1' };

describe('G1: endpoints', () => {
  test.each([
    [{}, 'oss-cn-hangzhou.aliyuncs.com', 'cn-hangzhou'],
    [{ region: 'oss-cn-hangzhou' }, 'oss-cn-hangzhou.aliyuncs.com', 'cn-hangzhou'],
    [{ network: 'internal' }, 'oss-cn-hangzhou-internal.aliyuncs.com', 'cn-hangzhou'],
    [{ network: 'accelerate' }, 'oss-accelerate.aliyuncs.com', 'cn-hangzhou'],
    [{ network: 'dual-stack' }, 'cn-hangzhou.oss.aliyuncs.com', 'cn-hangzhou'],
    [{ endpoint: 'oss-cn-beijing-internal.aliyuncs.com', region: null }, 'oss-cn-beijing-internal.aliyuncs.com', 'cn-beijing'],
    [{ endpoint: 'https://cn-beijing.oss.aliyuncs.com/', region: null }, 'cn-beijing.oss.aliyuncs.com', 'cn-beijing'],
    [{ endpoint: 'oss-accelerate.aliyuncs.com', region: null }, 'oss-accelerate.aliyuncs.com', null],
    [{ endpoint: 'HTTPS://files.example.org:443', region: null }, 'files.example.org', null],
  ] as const)('of OSS %j', (change, host, region) => {
    expect(endpointOf({ ...OSS, ...change })).toEqual({ scheme: 'https:', host, region });
  });

  test.each([
    [{}, 's3.eu-west-1.amazonaws.com', 'eu-west-1'],
    [{ region: 'cn-north-1' }, 's3.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
    [{ network: 'dual-stack' }, 's3.dualstack.eu-west-1.amazonaws.com', 'eu-west-1'],
    [{ endpoint: 'http://127.0.0.1:9000', region: null }, '127.0.0.1:9000', 'us-east-1'],
  ] as const)('of S3 %j', (change, host, region) => {
    expect(endpointOf({ ...S3, ...change })).toMatchObject({ host, region });
  });

  test.each(['', 'not a host', 'ftp://h', 'h/path', 'user@h', 'h:port'])('%j is none', (endpoint) => {
    expect(endpointOf({ ...OSS, endpoint })).toBeNull();
  });
});

describe('G1: addressing', () => {
  const originOf = (connection: Connection, bucket = 'b1'): string => {
    const place = placeOf(connection, bucket);
    return place === null ? '' : `${place.scheme}//${place.host}${pathAt(place, 'a/../b//+%中')}`;
  };
  const key = 'a/../b//%2B%25%E4%B8%AD';

  test('by virtual host, by path, and by the bucket’s own domain', () => {
    expect(originOf(OSS)).toBe(`https://b1.oss-cn-hangzhou.aliyuncs.com/${key}`);
    expect(originOf({ ...OSS, addressing: 'path' })).toBe(`https://oss-cn-hangzhou.aliyuncs.com/b1/${key}`);
    expect(originOf({ ...OSS, endpoint: 'files.example.org', addressing: 'cname' })).toBe(`https://files.example.org/${key}`);
  });

  test('an IP address, and localhost, by path without being asked; http where it is written', () => {
    expect(originOf({ ...OSS, endpoint: 'http://127.0.0.1:9000' })).toBe(`http://127.0.0.1:9000/b1/${key}`);
    expect(originOf({ ...OSS, endpoint: 'localhost:9000', addressing: 'cname' })).toBe(`https://localhost:9000/b1/${key}`);
    expect(originOf({ ...OSS, endpoint: '[::1]:9000' })).toBe(`https://[::1]:9000/b1/${key}`);
  });

  test('a bucket whose name does not fit before the host', () => {
    expect(originOf(S3, 'with.dots')).toBe(`https://s3.eu-west-1.amazonaws.com/with.dots/${key}`);
    expect(originOf(S3, 'Capital_s')).toBe(`https://s3.eu-west-1.amazonaws.com/Capital_s/${key}`);
  });
});

test('G1: an https address of a known bucket is recognised', () => {
  const object = { provider: 'oss', bucket: 'b1', key: 'dir/中+.bin', versionId: null };
  expect(objectInUrl(OSS, 'https://b1.oss-cn-hangzhou.aliyuncs.com/dir/%E4%B8%AD%2B.bin?Signature=x')).toEqual(object);
  expect(objectInUrl(OSS, 'https://b1.oss-cn-hangzhou-internal.aliyuncs.com/dir/%E4%B8%AD%2B.bin?versionId=v')).toEqual({
    ...object,
    versionId: 'v',
  });
  expect(objectInUrl(OSS, 'https://b1.oss-cn-beijing.aliyuncs.com/a')).toBeNull();
  expect(objectInUrl(OSS, 'https://evil.example/b1.oss-cn-hangzhou.aliyuncs.com/a')).toBeNull();
  expect(objectInUrl(OSS, 'https://b1.oss-cn-hangzhou.aliyuncs.com/')).toBeNull();
});

test('G1: on a bucket’s own domain the connection says which bucket it is', () => {
  const own: Connection = { ...OSS, endpoint: 'https://files.example.org', addressing: 'cname' };
  const url = 'https://files.example.org/b1/%E4%B8%AD%2B.bin?OSSAccessKeyId=x&Signature=y';
  expect(objectInUrl(own, url, 'b2')).toEqual({ provider: 'oss', bucket: 'b2', key: 'b1/中+.bin', versionId: null });
  expect([objectInUrl(own, url), objectInUrl(own, 'https://files.example.com/a', 'b2')]).toEqual([null, null]);
});

test('G6: a named endpoint is followed only within the provider', () => {
  expect(mayFollow('b.oss-cn-hangzhou.aliyuncs.com', 'oss-cn-beijing.aliyuncs.com')).toBe(true);
  expect(mayFollow('files.example.org', 'oss-cn-beijing.aliyuncs.com')).toBe(true);
  expect(mayFollow('b.oss-cn-hangzhou.aliyuncs.com', 'evil.example')).toBe(false);
  expect(mayFollow('b.oss-cn-hangzhou.aliyuncs.com', 's3.eu-west-1.amazonaws.com')).toBe(false);
  expect(mayFollow('b.oss-cn-hangzhou.aliyuncs.com', '127.0.0.1')).toBe(false);
  expect(mayFollow('127.0.0.1:9000', 'localhost:9001')).toBe(true);
  expect(mayFollow('evilaliyuncs.com', 'evilaliyuncs.com')).toBe(false);
});
