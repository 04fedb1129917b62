// The changelog of a release: its commit lines in order, by what they are about for somebody who uses the program.

/** What users meet goes first; the rest are for those who work on it. @type {readonly (readonly [title: string, areas: readonly string[]])[]} */
const CHAPTERS = [
  ['The app', ['desktop', 'words', 'extension', 'renderer']],
  ['The command line', ['cli']],
  ['Downloading', ['engine', 'store', 'adopt', 'object-storage', 'link-files', 'handover', 'aria2-rpc', 'model', 'ipc']],
  ['Packages and documents', ['release', 'packages', 'docs', 'README', 'SECURITY']],
];
const REST = 'For those who work on it';

/**
 * @param {readonly string[]} lines subjects of commits, as `area: what` or `area: what; area: what`, the oldest first
 * @returns {string} Markdown; empty without lines
 */
export function changelogOf(lines) {
  /** @type {Map<string, string[]>} */
  const chapters = new Map();
  for (const line of lines.filter((text) => text.trim() !== '' && !text.startsWith('release: '))) {
    for (const [title, sentence] of entriesOf(line)) chapters.set(title, [...(chapters.get(title) ?? []), sentence]);
  }
  const order = [...CHAPTERS.map(([title]) => title), REST].filter((title) => chapters.has(title));
  return order.map((title) => `## ${title}\n\n${(chapters.get(title) ?? []).map((entry) => `- ${entry}`).join('\n')}\n`).join('\n');
}

/** @param {string} line */
function entriesOf(line) {
  // `; area: …` begins another entry, any other semicolon does not.
  return line.split(/; (?=[\w, -]+: )/).map((entry) => {
    const [, areas = '', sentence = entry] = /^([\w, -]+): (.*)$/.exec(entry) ?? [];
    const [first = ''] = areas.split(',');
    const title = CHAPTERS.find(([, known]) => known.includes(first.trim()))?.[0] ?? REST;
    return /** @type {const} */ ([title, sentence]);
  });
}
