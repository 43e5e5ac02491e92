import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Parts that change seldom and are large lie in files of their own, so that a release re-sends little. */
const groups = [
  { name: 'react', test: /node_modules[\\/](react|react-dom|react-router|scheduler)[\\/]/, priority: 30 },
  { name: 'echarts', test: /node_modules[\\/](echarts|zrender)[\\/]/, priority: 20 },
  { name: 'contracts', test: /node_modules[\\/]zod[\\/]|shared-types[\\/]src[\\/].*contract/, priority: 10 },
];

export default defineConfig({
  root: here('.'),
  base: '/console/',
  plugins: [react()],
  resolve: {
    alias: [
      { find: /^@lifttrust\/shared-types\//, replacement: here('../shared-types/src/') },
      // The sign of work that antd's buttons, fields and messages show.
      { find: /^@ant-design\/icons\/es\/icons\/LoadingOutlined$/, replacement: here('src/ui/working-icon') },
    ],
  },
  define: {
    // Written out even when absent, so that the sandbox's branch is provably dead in a production build.
    'import.meta.env.VITE_SANDBOX': JSON.stringify(process.env.VITE_SANDBOX ?? ''),
  },
  build: {
    outDir: here('dist'),
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 700,
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
  server: { proxy: { '/api': { target: process.env.CLOUD_ADDRESS ?? 'http://127.0.0.1:7001', ws: true } } },
});
