import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import vue from 'eslint-plugin-vue';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/**
 * Who may import whom. Each room names what it must not see: patterns are matched against the words of the
 * import, so they hold for relative paths, aliases and packages alike.
 */
const anyNode = ['node:*', 'sharp', 'yauzl', 'commander', 'ws', '@tensorflow/*'];
const anyMain = ['**/main/**'];
const rooms = [
  {
    files: ['src/shared/**'],
    forbidden: [...anyMain, '**/preload/**', '**/renderer/**', ...anyNode, 'electron', 'vue', 'pinia'],
    why: 'shared knows no runtime: no Node, no DOM, no host',
  },
  {
    files: ['src/renderer/**'],
    forbidden: [...anyMain, '**/preload/**', ...anyNode, 'electron'],
    why: 'the renderer sees the contract only',
  },
  {
    files: ['src/preload/**'],
    forbidden: [...anyMain, '**/renderer/**', ...anyNode],
    why: 'the preload is a bridge and nothing else',
  },
  {
    files: ['src/main/learning/**'],
    forbidden: [
      ...['project', 'datasets', 'images', 'models', 'prediction', 'hosts', 'runs', 'jobs'].map(
        (room) => `**/${room}/**`,
      ),
      ...['electron', 'node:sqlite', 'sharp'],
    ],
    why: 'learning is handed arrays, files and settings by message',
  },
  {
    files: ['src/main/project/**', 'src/main/images/**'],
    forbidden: [
      ...['datasets', 'hosts', 'prediction', 'runs'].map((room) => `**/${room}/**`),
      ...['electron', '@tensorflow/*'],
    ],
    why: 'formats and hosts depend on the domain, never the reverse',
  },
  {
    files: ['src/main/library/**'],
    forbidden: [
      ...['datasets', 'hosts', 'learning', 'prediction', 'runs', 'jobs'].map((room) => `**/${room}/**`),
      ...['electron', 'node:sqlite', 'sharp', '@tensorflow/*'],
    ],
    why: 'the Library asks the project, and knows neither files nor networks',
  },
  {
    files: ['src/main/datasets/**', 'src/main/prediction/**'],
    forbidden: ['**/hosts/**', '**/runs/**', 'electron', '@tensorflow/*'],
    why: 'a service does not know which host it runs under',
  },
  {
    files: ['src/main/models/**'],
    forbidden: ['**/hosts/**', '**/datasets/mtfl/**', 'electron', 'node:sqlite', '@tensorflow/*'],
    why: 'a model is handed on from plain numbers, whichever library made them',
  },
  {
    files: ['src/main/hosts/terminal/**'],
    forbidden: [
      ...[
        'project',
        'library',
        'datasets',
        'images',
        'learning',
        'models',
        'prediction',
        'runs',
        'runtime',
      ].map((room) => `**/main/${room}/**`),
      ...[
        '../../project/**',
        '../../library/**',
        '../../datasets/**',
        '../../images/**',
        '../../learning/**',
        '../../models/**',
        '../../runs/**',
      ],
      'electron',
    ],
    why: 'a door speaks to the studio through the contract',
  },
  {
    files: ['src/main/hosts/web/**', 'src/main/hosts/electron/**', 'src/main/hosts/*.ts'],
    forbidden: [
      'project',
      'datasets',
      'images',
      'learning',
      'library',
      'models',
      'prediction',
      'runs',
    ].flatMap((room) => [`../${room}/**`, `../../${room}/**`]),
    why: 'a door speaks to the studio through the contract',
  },
];

export default tseslint.config(
  { ignores: ['out/', 'node_modules/', 'test-results/', 'playwright-report/'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  ...vue.configs['flat/recommended'],
  {
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off', // Indexing is checked; `!` marks a bound that is proven.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-console': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser }, globals: globals.browser },
  },
  { files: ['src/renderer/**'], languageOptions: { globals: globals.browser } },
  // What they hand to a page runs in it.
  { files: ['bench/ui/**'], languageOptions: { globals: globals.browser } },
  {
    files: ['scripts/**', 'bench/**'],
    languageOptions: { globals: globals.node },
    rules: { 'no-console': 'off' },
  },
  // TypeScript's own check knows every global of each runtime's project.
  { files: ['**/*.ts', '**/*.vue'], rules: { 'no-undef': 'off' } },
  // The window has one root component.
  { files: ['src/renderer/App.vue'], rules: { 'vue/multi-word-component-names': 'off' } },
  ...rooms.map(({ files, forbidden, why }) => ({
    files,
    rules: { 'no-restricted-imports': ['error', { patterns: [{ group: forbidden, message: why }] }] },
  })),
  {
    // Raw IPC stays in its rooms; everything else speaks the contract.
    files: ['src/main/**'],
    ignores: ['src/main/hosts/electron/**', 'src/main/index.ts'],
    rules: {
      'no-restricted-syntax': ['error', { selector: "Identifier[name='ipcMain']", message: 'hosts only' }],
    },
  },
  prettier,
);
