import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { drawVerifier } from './verifier/build.ts'

/** Libraries that change only with their versions are kept apart from our own pages, so that an update of ours leaves them in the cache. */
const libraries = [
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
    // Everything is a file of our own: the page is served under a policy that allows nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    rolldownOptions: { output: { codeSplitting: { groups: libraries } } },
  },
  server: { port: 5173, proxy: { '/api': 'http://127.0.0.1:8080' } },
})
