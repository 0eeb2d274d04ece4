import { resolve } from 'node:path';
import tailwind from '@tailwindcss/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';

const root = import.meta.dirname;
const alias = { '@shared': resolve(root, 'src/shared') };

export default defineConfig({
  main: {
    resolve: { alias },
    build: {
      rolldownOptions: {
        // One entry per process or worker thread: the window, the terminal, the reader of crops, the learning engine,
        // its batch maker, the drawer of faces, the prover of TensorFlow's binding;
        // shipTensorFlow is for packaging only.
        input: {
          index: resolve(root, 'src/main/index.ts'),
          cli: resolve(root, 'src/main/cli.ts'),
          engine: resolve(root, 'src/main/learning/engine/process.ts'),
          cropWorker: resolve(root, 'src/main/images/cropWorker.ts'),
          portraitWorker: resolve(root, 'src/main/datasets/synthetic/portraitWorker.ts'),
          bindingProbe: resolve(root, 'src/main/runtime/tensorflow/bindingProbe.ts'),
          shipTensorFlow: resolve(root, 'src/main/shipTensorFlow.ts'),
          batchWorker: resolve(root, 'src/main/learning/pipeline/batchWorker.ts'),
        },
      },
    },
  },
  preload: {
    resolve: { alias },
    build: {
      // A sandboxed preload must be one CommonJS file with its dependencies inside.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: resolve(root, 'src/preload/index.ts') },
        output: { format: 'cjs' },
      },
    },
  },
  renderer: {
    root: resolve(root, 'src/renderer'),
    resolve: { alias },
    plugins: [vue(), tailwind()],
    // Known when building, so that what is not used is left out: the options API, the translators' devtools.
    define: {
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
      __VUE_I18N_FULL_INSTALL__: 'false',
      __VUE_I18N_LEGACY_API__: 'false',
      __INTLIFY_PROD_DEVTOOLS__: 'false',
    },
    build: {
      // The window's policy allows files of its own origin only: nothing may become a data: address.
      assetsInlineLimit: 0,
      minify: true,
      rolldownOptions: { input: { index: resolve(root, 'src/renderer/index.html') } },
    },
  },
});
