import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { drawVerifier } from './verifier/build.ts'

/** Libraries that change only with their versions are kept apart from our own pages, so that an update of ours leaves them in the cache. */
const libraries = [
  // Before all others: what both doors use must not be put with what only the office does, or the portal would load that.
  { name: 'helpers', test: /vite[\\/]preload-helper|@oxc-project[\\/+]runtime/, priority: 9 },
  { name: 'preact', test: /node_modules[\\/]preact[\\/]/, priority: 9 },
  { name: 'qr', test: /node_modules[\\/]uqr[\\/]/, priority: 9 },
  { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
  { name: 'antd', test: /node_modules[\\/](antd|@ant-design|@rc-component|rc-[a-z-]+|dayjs|@emotion|stylis)[\\/]/ },
  { name: 'charts', test: /node_modules[\\/](echarts|zrender)[\\/]/ },
  { name: 'base', test: /node_modules[\\/](@tanstack|i18next|react-i18next|zod|use-sync-external-store)[\\/]/ },
]

/** Puts a compressed copy beside every script and style, which the server sends to browsers that take it: a telephone waits for a third. */
function compressedCopies(): Plugin {
  const compress = promisify(gzip)
  return {
    name: 'compressed-copies',
    apply: 'build',
    async writeBundle({ dir }, bundle) {
      if (dir === undefined) throw new Error('the web application is built into a directory')
      for (const file of Object.values(bundle))
        if (/^assets\/.*\.(js|css)$/.test(file.fileName))
          await writeFile(
            join(dir, `${file.fileName}.gz`),
            await compress(file.type === 'chunk' ? file.code : file.source, { level: 9 }),
          )
    },
  }
}

export default defineConfig({
  root: 'web',
  base: '/',
  plugins: [react(), drawVerifier(), compressedCopies()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Telephones of 2020: citizens open the portal in whatever they have, often a browser inside another program.
    target: ['es2020', 'chrome80', 'safari14'],
    // Everything is a file of our own: the page is served under a policy that allows nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      // Two doors: the office, and the portal that citizens open on telephones, which shares no library with it.
      input: ['web/index.html', 'web/portal.html'],
      output: { codeSplitting: { groups: libraries } },
    },
  },
  server: { port: 5173, proxy: { '/api': 'http://127.0.0.1:8080' } },
})
