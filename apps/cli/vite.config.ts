/** Bundles the command to one file; only the native SQLite module stays outside. */
import { defineConfig } from 'vite';

export default defineConfig({
  ssr: { target: 'node', noExternal: true, external: ['better-sqlite3'] },
  build: {
    ssr: 'src/main.ts',
    target: 'node20',
    outDir: 'dist',
    minify: false,
    rolldownOptions: { output: { format: 'esm', entryFileNames: 'sluice.js' } },
  },
});
