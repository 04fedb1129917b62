/** Imports go one way: model ← engine ← store; model ← ipc ← preload, renderer; only composition roots know everything. */
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  comment: `${from} may import ${allowed.join(', ') || 'nothing of ours'}`,
  from: { path: `^${from}/`, pathNot: ['\\.test\\.tsx?$', '/testing/'] },
  to: { path: '^(packages|apps)/', pathNot: [`^${from}/`, ...allowed.map((folder) => `^${folder}/`)] },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { pathNot: 'node_modules' } } },
    only('model-knows-nothing', 'packages/model', []),
    only('words-know-the-model', 'packages/words', ['packages/model']),
    only('engine-knows-the-model', 'packages/engine', ['packages/model']),
    only('store-knows-the-engine', 'packages/store', ['packages/model', 'packages/engine']),
    only('adopt-knows-the-engine', 'packages/adopt', ['packages/model', 'packages/engine']),
    only('link-files-know-the-engine', 'packages/link-files', ['packages/model', 'packages/engine']),
    only('object-storage-knows-the-engine', 'packages/object-storage', ['packages/model', 'packages/engine']),
    only('ipc-knows-the-model', 'packages/ipc', ['packages/model']),
    only('preload-knows-ipc', 'apps/desktop/src/preload', ['packages/model', 'packages/ipc']),
    only('renderer-knows-ipc', 'apps/desktop/src/renderer', ['packages/model', 'packages/words', 'packages/ipc']),
    only('cli-knows-no-desktop', 'apps/cli', [
      'packages/model',
      'packages/words',
      'packages/engine',
      'packages/store',
      'packages/object-storage',
      'packages/adopt',
      'packages/link-files',
    ]),
    only('main-knows-no-renderer', 'apps/desktop/src/main', [
      'packages/model',
      'packages/words',
      'packages/engine',
      'packages/store',
      'packages/object-storage',
      'packages/adopt',
      'packages/link-files',
      'packages/ipc',
    ]),
    {
      name: 'testkit-for-tests-only',
      severity: 'error',
      from: { path: '^(packages|apps)/', pathNot: ['\\.test\\.tsx?$', '/testing/', '^packages/testkit/', '^apps/desktop/e2e/'] },
      to: { path: '^packages/testkit/' },
    },
    {
      name: 'plan-decides-purely',
      severity: 'error',
      from: { path: '^packages/engine/src/plan/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(node:|fs|net|http)|^packages/engine/src/(transfer|file|queue)/' },
    },
    {
      name: 'engine-knows-no-electron',
      severity: 'error',
      from: { path: '^packages/(model|engine|ipc|words)/', pathNot: '\\.test\\.ts$' },
      to: { path: 'node_modules/(electron|better-sqlite3)/' },
    },
    {
      name: 'zod-at-the-ipc-border',
      severity: 'error',
      from: { path: '^(packages|apps)/', pathNot: '^packages/ipc/' },
      to: { path: 'node_modules/zod/' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.d\\.ts$', '\\.config\\.ts$', '\\.cjs$', 'vite-env'] },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(out|dist|\\.tsbuild)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
    },
  },
};
