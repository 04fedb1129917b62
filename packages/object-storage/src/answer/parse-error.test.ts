import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseError } from './parse-error.ts';
import { failureFrom } from './judge-error.ts';

const XML = `<?xml version="1.0" encoding="UTF-8"?>
<Error>
  <Code>AccessDenied</Code>
  <Message>You &lt;may&gt; not &amp; never will &#20013;</Message>
  <RequestId>5C1B138A109F4E405B2D</RequestId>
  <HostId>bucket.oss-cn-hangzhou.aliyuncs.com</HostId>
  <EC>0003-00000001</EC>
  <RecommendDoc>https://api.aliyun.com/troubleshoot?q=0003-00000001</RecommendDoc>
</Error>`;
const head = (status = 403, ...headers: readonly (readonly [string, string])[]) => ({ status, headers });

test('G6: a body of XML tells code, message, ids, EC and the page that explains it', () => {
  expect(parseError(head(), Buffer.from(XML))).toEqual({
    code: 'AccessDenied',
    message: 'You <may> not & never will 中',
    requestId: '5C1B138A109F4E405B2D',
    hostId: 'bucket.oss-cn-hangzhou.aliyuncs.com',
    ec: '0003-00000001',
    recommendDoc: 'https://api.aliyun.com/troubleshoot?q=0003-00000001',
    endpoint: null,
    region: null,
    storageClass: null,
  });
});

test('G6: a HEAD tells the same in x-oss-err', () => {
  const inHeader = head(403, ['x-oss-err', Buffer.from(XML).toString('base64')]);
  expect(parseError(inHeader, new Uint8Array())).toEqual(parseError(head(), Buffer.from(XML)));
});

test('G6: an answer without a body is known by its headers and its status', () => {
  const facts = parseError(head(404, ['x-oss-request-id', 'ABC'], ['x-oss-ec', '0026-1']), new Uint8Array());
  expect(failureFrom('oss', 'get', 404, facts)).toMatchObject({ advice: 'no-such-key', code: '', requestId: 'ABC', ec: '0026-1' });
});

const withPage = (page: string): string | null =>
  parseError(head(), Buffer.from(`<Error><Code>X</Code><RecommendDoc>${page}</RecommendDoc></Error>`)).recommendDoc;

test('G6: the page that explains an error is kept in the failure where it is an https address that can be shown', () => {
  expect(withPage('https://api.aliyun.com/troubleshoot?q=0003-1&amp;lang=zh')).toBe('https://api.aliyun.com/troubleshoot?q=0003-1&lang=zh');
  const facts = parseError(head(), Buffer.from(XML));
  expect(failureFrom('oss', 'get', 403, facts).recommendDoc).toBe('https://api.aliyun.com/troubleshoot?q=0003-00000001');
  expect(failureFrom('oss', 'get', 403, { ...facts, recommendDoc: null })).not.toHaveProperty('recommendDoc');
});

test.each([
  'http://api.aliyun.com/x',
  'javascript:alert(1)',
  'https://user:word@api.aliyun.com/x',
  'https://127.0.0.1/x',
  'https://api.aliyun.com:8443/x',
  'https://localhost/x',
  'https://api.aliyun.com/a b',
  'https://api.aliyun.com/&quot;x',
  'https://api.aliyun.com/\u202Egnp.exe',
  'https://xn--a.аliyun.com/x',
  '//api.aliyun.com/x',
  `https://api.aliyun.com/${'x'.repeat(300)}`,
])('G6: %j is no page that is shown', (page) => {
  expect(withPage(page)).toBeNull();
});

test('G6: EC is shown and never decided by', () => {
  const facts = parseError(head(), Buffer.from(XML));
  expect(failureFrom('oss', 'get', 403, { ...facts, ec: 'anything' })).toEqual({
    ...failureFrom('oss', 'get', 403, facts),
    ec: 'anything',
  });
});

test('G6: what is malformed, huge or hostile never throws, and stays bounded', () => {
  const piece = fc.constantFrom(
    '<Error>',
    '</Error>',
    '<Code>',
    '</Code>',
    '<![CDATA[',
    ']]>',
    '<!DOCTYPE x [<!ENTITY a "b">]>',
    '&a;',
    '&#xffffffff;',
    '<Code/>',
    '\u0000',
    '<?',
    '>',
    '=',
  );
  const text = fc.array(fc.oneof(piece, fc.string()), { maxLength: 40 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(text, fc.string(), (body, header) => {
      const facts = parseError(head(403, ['x-oss-err', header]), Buffer.from(body));
      return facts.code.length <= 256 && facts.message.length <= 512;
    }),
    { numRuns: 500 },
  );
  const huge = `<Error><Message>${'x'.repeat(5_000_000)}</Message></Error>`;
  expect(parseError(head(), Buffer.from(huge)).message.length).toBeLessThanOrEqual(512);
  const bomb = `<!DOCTYPE e [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]><Error><Message>&b;</Message></Error>`;
  expect(parseError(head(), Buffer.from(bomb)).message.length).toBeLessThanOrEqual(512);
});
