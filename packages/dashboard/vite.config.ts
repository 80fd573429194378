import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

// Where `npm run dev` finds a server to talk to.
const server = process.env['POSTHORN_URL'] ?? 'http://127.0.0.1:7676'

/** Beside each script and style sheet the same compressed, once and well, for the server to hand out. */
const compressed: Plugin = {
  name: 'compressed',
  apply: 'build',
  writeBundle({ dir = '' }, files) {
    for (const name of Object.keys(files).filter((file) => /\.(js|css)$/.test(file))) {
      const path = join(dir, name)
      const plain = readFileSync(path)
      writeFileSync(`${path}.br`, brotliCompressSync(plain))
      writeFileSync(`${path}.gz`, gzipSync(plain, { level: 9 }))
    }
  },
}

export default defineConfig({
  base: '/dashboard/',
  plugins: [react(), tailwindcss(), compressed],
  build: {
    target: 'es2023',
    // Everything in files of its own: the page's policy lets no inline script or data: address run.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      // The contract and its schema library only declare: what is not used of them need not be shipped.
      treeshake: { moduleSideEffects: (id) => !/packages\/contract\/|node_modules\/typebox\//.test(id) },
    },
  },
  server: { proxy: { '/v1': server, '/openapi.json': server, '/docs': server } },
})
