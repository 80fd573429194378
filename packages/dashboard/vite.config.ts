import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// Where `npm run dev` finds a server to talk to.
const server = process.env['POSTHORN_URL'] ?? 'http://127.0.0.1:7676'

export default defineConfig({
  base: '/dashboard/',
  plugins: [react(), tailwindcss()],
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
