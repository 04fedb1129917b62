import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LINK_FILE_EXTENSIONS, MAX_LINK_FILE_BYTES, readLinkFile, type LinkedFile, type LinkFile } from './index.ts';

const URL_A = 'https://example.org/a.iso';

function read(name: string, content: string | Uint8Array, schemes?: readonly string[]): LinkFile {
  return readLinkFile(name, typeof content === 'string' ? new TextEncoder().encode(content) : content, schemes);
}

function link(url: string): LinkedFile {
  return { urls: [url], name: null, sizeBytes: null, digest: null };
}

test('a text file gives every address in it, once', () => {
  const text = `see ${URL_A}, and\r\n<http://example.org/b>\n${URL_A}`;
  expect(read('links.TXT', text)).toEqual({ kind: 'read', files: [link(URL_A), link('http://example.org/b')] });
});

test('a text file may be UTF-16 with a byte order mark, or no UTF-8 at all', () => {
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(`${URL_A}\r\n`, 'utf16le')]);
  const latin = Buffer.from(`Datei für Sie: ${URL_A}`, 'latin1');
  const expected = { kind: 'read', files: [link(URL_A)] };
  expect([read('a.txt', utf16), read('b.txt', latin)]).toEqual([expected, expected]);
});

test('schemes of object stores are taken when asked for', () => {
  expect(read('a.txt', 'oss://bucket/中/%2F', ['oss:'])).toEqual({ kind: 'read', files: [link('oss://bucket/中/%2F')] });
  expect(read('a.txt', 'oss://bucket/key')).toEqual({ kind: 'refused', reason: 'no-links' });
});

test('a Windows shortcut gives the address under its own heading', () => {
  const text = `[Bookmark]\r\nURL=https://wrong.example/\r\n[InternetShortcut]\r\nIconIndex=0\r\nURL=${URL_A}\r\n`;
  expect(read('a.url', text)).toEqual({ kind: 'read', files: [link(URL_A)] });
});

test('a desktop entry of the type link gives its address', () => {
  expect(read('a.desktop', `[Desktop Entry]\nType=Link\nName=A\nURL=${URL_A}\n`)).toEqual({ kind: 'read', files: [link(URL_A)] });
});

test('a shortcut that starts a program, or leads elsewhere than to a file, gives nothing', () => {
  expect(read('a.desktop', '[Desktop Entry]\nType=Application\nExec=rm\n')).toEqual({ kind: 'refused', reason: 'malformed' });
  expect(read('a.url', '[InternetShortcut]\nURL=file:///etc/passwd\n')).toEqual({ kind: 'refused', reason: 'no-links' });
  expect(read('a.url', '[InternetShortcut]\nURL=javascript:alert(1)\n')).toEqual({ kind: 'refused', reason: 'no-links' });
});

const WEBLOC = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict><key>Name</key><string>x</string><key>URL</key><string>https://example.org/a.iso?x=1&amp;y=2</string></dict></plist>`;

/** `{ URL: … }` as Finder writes it: header, dictionary, key, value, offsets, trailer. */
function binaryWebloc(url: string): Uint8Array {
  const key = Buffer.concat([Buffer.from([0x53]), Buffer.from('URL')]);
  const value = Buffer.concat([Buffer.from([0x5f, 0x10, url.length]), Buffer.from(url)]);
  const objects = Buffer.concat([Buffer.from([0xd1, 1, 2]), key, value]);
  const trailer = Buffer.alloc(32);
  trailer.set([1, 1], 6);
  trailer.writeBigUInt64BE(3n, 8);
  trailer.writeBigUInt64BE(BigInt(8 + objects.length), 24);
  return Buffer.concat([Buffer.from('bplist00'), objects, Buffer.from([8, 11, 15]), trailer]);
}

test('a shortcut of macOS gives its address, written as XML or binary', () => {
  expect(read('a.webloc', WEBLOC)).toEqual({ kind: 'read', files: [link('https://example.org/a.iso?x=1&y=2')] });
  expect(read('a.webloc', binaryWebloc(URL_A))).toEqual({ kind: 'read', files: [link(URL_A)] });
});

const SHA256 = 'a'.repeat(64);
const METALINK_4 = `<?xml version="1.0" encoding="UTF-8"?>
<metalink xmlns="urn:ietf:params:xml:ns:metalink">
  <file name="../../etc/example.iso">
    <size>14471447</size>
    <hash type="sha-1">${'b'.repeat(40)}</hash>
    <hash type="sha-256">${SHA256}</hash>
    <url location="de" priority="2">https://two.example/example.iso</url>
    <url>https://last.example/example.iso</url>
    <url priority="1">https://one.example/example.iso?a=1&amp;b=2</url>
    <url priority="1">ftp://old.example/example.iso</url>
    <metaurl mediatype="torrent">https://example.org/example.torrent</metaurl>
  </file>
  <file name="second.bin"><url>ftp://nowhere.example/x</url></file>
  <file name="third.bin"><url>https://one.example/third.bin</url></file>
</metalink>`;

test('a Metalink gives its files with mirrors by priority, size, the strongest digest, and a name that stays in the folder', () => {
  expect(read('a.meta4', METALINK_4)).toEqual({
    kind: 'read',
    files: [
      {
        urls: ['https://one.example/example.iso?a=1&b=2', 'https://two.example/example.iso', 'https://last.example/example.iso'],
        name: 'example.iso',
        sizeBytes: 14_471_447,
        digest: { algorithm: 'sha256', hex: SHA256, from: 'user' },
      },
      { urls: ['https://one.example/third.bin'], name: 'third.bin', sizeBytes: null, digest: null },
    ],
  });
});

test('an address that a Metalink names twice is one, at its best place', () => {
  const text = `<metalink xmlns="urn:ietf:params:xml:ns:metalink"><file name="a"><url priority="3">https://one.example/a#slow</url>
    <url priority="2">https://two.example/a</url><url priority="1">HTTPS://ONE.example:443/x/../a</url></file></metalink>`;
  expect(read('a.meta4', text)).toMatchObject({ files: [{ urls: ['https://one.example/a', 'https://two.example/a'] }] });
});

test('a Metalink of version 3 is read too, where a high preference is good', () => {
  const text = `<metalink version="3.0" xmlns="http://www.metalinker.org/"><files><file name="a.iso"><size>5</size>
    <verification><hash type="md5">${'c'.repeat(32)}</hash></verification>
    <resources><url type="http" preference="10">http://slow.example/a</url><url type="http" preference="90">http://fast.example/a</url></resources>
    </file></files></metalink>`;
  expect(read('a.metalink', text)).toEqual({
    kind: 'read',
    files: [
      {
        urls: ['http://fast.example/a', 'http://slow.example/a'],
        name: 'a.iso',
        sizeBytes: 5,
        digest: { algorithm: 'md5', hex: 'c'.repeat(32), from: 'user' },
      },
    ],
  });
});

test('documents that define entities, are not well-formed or are something else are refused', () => {
  const bomb = `<!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><metalink><file name="a"><url>https://example.org/&b;</url></file></metalink>`;
  const refusals = [bomb, '<metalink><file>', '<html/>', ''].map((text) => read('a.meta4', text));
  expect(refusals).toEqual(refusals.map(() => ({ kind: 'refused', reason: 'malformed' })));
  expect(read('a.meta4', '<metalink><file name="a"/></metalink>')).toEqual({ kind: 'refused', reason: 'no-links' });
});

test('other types and files beyond the bound are refused', () => {
  expect(read('a.exe', URL_A)).toEqual({ kind: 'refused', reason: 'unknown-type' });
  expect(read('constructor', URL_A)).toEqual({ kind: 'refused', reason: 'unknown-type' });
  expect(read('a.txt', new Uint8Array(MAX_LINK_FILE_BYTES + 1))).toEqual({ kind: 'refused', reason: 'too-large' });
});

const pieces = fc.constantFrom(
  '<',
  '>',
  '<metalink>',
  '</metalink>',
  '<file name="',
  '"/>',
  '<url>',
  '</url>',
  URL_A,
  '&#x',
  'URL=',
  '[InternetShortcut]',
  '\n',
);

test('no content makes a reader throw, or gives an address of another scheme', () => {
  const content = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.concat([Buffer.from('bplist00'), bytes])),
    fc.array(fc.oneof(pieces, fc.string()), { maxLength: 20 }).map((parts) => Buffer.from(parts.join(''))),
  );
  fc.assert(
    fc.property(fc.constantFrom(...LINK_FILE_EXTENSIONS), content, (extension, bytes) => {
      const outcome = readLinkFile(`a.${extension}`, bytes);
      if (outcome.kind === 'read') expect(outcome.files.every(({ urls }) => urls.every((url) => /^https?:\/\//.test(url)))).toBe(true);
    }),
  );
});
