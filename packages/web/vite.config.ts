import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

const server = 'http://127.0.0.1:4400'

export default defineConfig({
  plugins: [vue()],
  resolve: { alias: { '@crosswalk/core': new URL('../core/src/index.ts', import.meta.url).pathname } },
  // Every asset stays a file: the content security policy allows no data: address.
  build: { target: 'es2023', assetsInlineLimit: 0, sourcemap: true, reportCompressedSize: true },
  server: { proxy: { '/graphql': server, '/api': server, '/v1': server } },
})
