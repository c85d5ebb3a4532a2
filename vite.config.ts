import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
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

export default defineConfig({
  root: 'web',
  base: '/',
  plugins: [react(), drawVerifier()],
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
