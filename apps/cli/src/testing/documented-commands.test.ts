import { expect, test } from 'vitest';
import { commandsIn, shellWords } from './documented-commands.ts';

const PAGE = `# Page
\`\`\`sh
npm ci && npm start    # opens it
file=$(sluice get https://example.org/a)
sluice connections add work oss://b \\
  --region 'cn hangzhou'
sluice list --json | jq -r '.a | .b'
\`\`\`
\`\`\`text
sluice not this
\`\`\`

    sluice ls oss://b/
`;

test('commands are found in sh blocks and indented lines, joined, split, and with their place', () => {
  const found = commandsIn('a.md', PAGE);
  expect(found.map(({ where, words, into }) => [where, words.join(' '), into.join(' ')])).toEqual([
    ['a.md:3', 'npm ci', ''],
    ['a.md:3', 'npm start', ''],
    ['a.md:4', 'sluice get https://example.org/a', ''],
    ['a.md:5', 'sluice connections add work oss://b --region cn hangzhou', ''],
    ['a.md:7', 'sluice list --json', 'jq -r .a | .b'],
    ['a.md:13', 'sluice ls oss://b/', ''],
  ]);
});

test('words are a shell’s, and what these tests don’t understand is refused', () => {
  expect(shellWords(`a 'b c'"d" # e`).map(({ text }) => text)).toEqual(['a', 'b cd']);
  expect(shellWords('https://e.org/#top').map(({ text }) => text)).toEqual(['https://e.org/#top']);
  for (const line of ['echo $HOME', 'a > b', 'a; b', 'ls *.md', 'a `b`', 'a & b']) expect(() => shellWords(line)).toThrow('not understood');
});
