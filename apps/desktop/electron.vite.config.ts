/** Builds the three programs of the desktop app into `out/`: main and preload as CommonJS, the window as static files. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contentSecurityPolicy } from './src/main/content-security-policy.ts';

const appFolder = fileURLToPath(new URL('.', import.meta.url));
const commonJs = { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' } as const;
// The oldest runtime that the app has to run in is Electron 33.
const OLDEST_NODE = 'node20.18';
const OLDEST_CHROMIUM = 'chrome130';

export default defineConfig({
  main: {
    build: {
      outDir: resolve(appFolder, 'out/main'),
      target: OLDEST_NODE,
      // Everything is bundled but the native module, which is found where it was installed.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: resolve(appFolder, 'src/main/index.ts') },
        external: ['better-sqlite3'],
        // Half the text is half the time to read it at each start; names stay, because the log tells where a fault came from.
        output: { ...commonJs, minify: { compress: { keepNames: { function: true, class: true } }, mangle: { keepNames: true } } },
      },
    },
  },
  preload: {
    build: {
      outDir: resolve(appFolder, 'out/preload'),
      target: OLDEST_NODE,
      // A sandboxed preload script can require nothing but Electron.
      externalizeDeps: false,
      rolldownOptions: { input: { index: resolve(appFolder, 'src/preload/index.ts') }, output: commonJs },
    },
  },
  renderer: {
    root: resolve(appFolder, 'src/renderer'),
    plugins: [
      react(),
      {
        // The header says the same; this holds even if the page were loaded another way.
        name: 'sluice:content-security-policy',
        transformIndexHtml: () => [
          {
            tag: 'meta',
            attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy('meta') },
            injectTo: 'head-prepend' as const,
          },
        ],
      },
    ],
    build: {
      outDir: resolve(appFolder, 'out/renderer'),
      emptyOutDir: true,
      target: OLDEST_CHROMIUM,
      minify: true,
      // Inlined files would need `data:` in the policy.
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: { index: resolve(appFolder, 'src/renderer/index.html'), basket: resolve(appFolder, 'src/renderer/basket.html') },
      },
    },
  },
});
