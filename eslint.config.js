import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import globals from 'globals'
import ts from 'typescript-eslint'
import vueParser from 'vue-eslint-parser'

const restrict = (files, patterns, extra = {}) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns: [deepImports, ...patterns] }], ...extra },
})
const deepImports = {
  regex: '^@crosswalk/[^/]+/.+|packages/[^/]+/src',
  message: 'Import another package through its entry point only.',
}
const only = (folder, names) => ({
  group: names,
  message: `Only ${folder} may import this (ARCHITECTURE.md).`,
})
const typeorm = only('control/', ['typeorm', 'sqlite3'])
const duckdb = only('warehouse/ and pipeline/', ['@duckdb/*'])
const fork = only('workers/', ['node:child_process', 'child_process'])

export default ts.config(
  {
    ignores: [
      '**/dist/**',
      '**/bundle/**',
      'data/**',
      'samples/**',
      '**/*.d.ts',
      'packages/core/src/principals/fold-table.ts',
    ],
  },
  js.configs.recommended,
  ...ts.configs.recommendedTypeChecked,
  ...vue.configs['flat/recommended'],
  prettier,
  {
    languageOptions: {
      parserOptions: {
        projectService: true,
        extraFileExtensions: ['.vue'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/require-await': 'off',
      'max-lines': ['error', { max: 400 }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-imports': ['error', { patterns: [deepImports] }],
    },
  },
  {
    files: ['**/*.vue'],
    languageOptions: { parser: vueParser, parserOptions: { parser: ts.parser }, globals: globals.browser },
    rules: {
      'max-lines': ['error', { max: 250 }],
      'vue/multi-word-component-names': 'off',
      'vue/max-attributes-per-line': 'off',
    },
  },
  {
    files: ['packages/web/**/*.ts'],
    languageOptions: { globals: globals.browser },
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  restrict(
    ['packages/core/src/**'],
    [
      {
        regex: '^(node:|@crosswalk/|@duckdb|typeorm|type-graphql|graphql|express|vue)',
        message: 'core is pure.',
      },
    ],
    {
      'no-restricted-globals': [
        'error',
        ...[
          'process',
          'Buffer',
          'fetch',
          'document',
          'window',
          'setTimeout',
          'setInterval',
          'performance',
          'console',
        ].map((name) => ({ name, message: 'core is pure: no I/O and no clock.' })),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'core has no clock.' },
        { object: 'Math', property: 'random', message: 'core is deterministic.' },
      ],
    },
  ),
  restrict(['packages/web/**'], [{ group: ['@crosswalk/server'], message: 'web never imports server.' }]),
  restrict(
    ['packages/server/src/**'],
    [typeorm, duckdb, fork, { group: ['@crosswalk/web'], message: 'server never imports web.' }],
  ),
  restrict(['packages/server/src/control/**'], [duckdb, fork]),
  restrict(['packages/server/src/warehouse/**', 'packages/server/src/pipeline/**'], [typeorm, fork]),
  restrict(['packages/server/src/workers/**'], [typeorm, duckdb]),
  {
    files: ['**/*.js', '**/*.mjs'],
    ...ts.configs.disableTypeChecked,
    languageOptions: { globals: globals.node, parserOptions: { projectService: false, program: null } },
  },
)
