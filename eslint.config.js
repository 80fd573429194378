import { existsSync } from 'node:fs'
import eslint from '@eslint/js'
import { defineConfig } from 'eslint/config'
import typescript from 'typescript-eslint'
import posthorn from './scripts/lint-rules.ts'

const tests = [
  '**/*.test.ts',
  '**/*.test.tsx',
  '**/*-fixture.ts',
  'test/**',
  'bench/**',
  'evaluation/**',
  'examples/**',
]

// The dashboard is linted once it has types of its own to lint with.
const dashboardHasTypes = existsSync(new URL('packages/dashboard/tsconfig.json', import.meta.url))

/** node:test keeps its own account of what these return. */
const ownPromises = { from: 'package', package: 'node:test', name: ['test', 'it', 'describe', 'suite'] }

export default defineConfig(
  {
    ignores: [
      '**/dist/',
      '**/generated/',
      '**/node_modules/',
      'data/',
      '.tmp/',
      'docs/',
      ...(dashboardHasTypes ? [] : ['packages/dashboard/']),
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx,js,mjs,cjs}'],
    plugins: { posthorn },
    extends: [eslint.configs.recommended],
    rules: {
      'posthorn/word-with-one-home': 'error',
      'posthorn/file-name': 'error',
      eqeqeq: 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'performance',
          'URL',
          'module',
          'require',
          'Buffer',
          'setInterval',
          'clearInterval',
          'setTimeout',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [typescript.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: [ownPromises] }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // `(done) => done()` is the plain way to say it.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // `while (true)` says what it is.
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      // A function may be async because its interface is, without having anything to wait for.
      '@typescript-eslint/require-await': 'off',
      // TypeScript itself finds undefined names.
      'no-undef': 'off',
    },
  },
  {
    files: tests,
    rules: {
      'max-lines': 'off',
      'max-lines-per-function': 'off',
      // A test that is wrong about what is there fails, which is all it has to do.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/restrict-plus-operands': 'off',
      '@typescript-eslint/restrict-template-expressions': 'off',
    },
  },
  {
    // What a React hook returns is taken apart at once; nothing in it has a `this`.
    files: ['packages/dashboard/**'],
    rules: { '@typescript-eslint/unbound-method': 'off' },
  },
  {
    // A migration is one list of statements, read from top to bottom.
    files: ['packages/server/src/store/migrations/**'],
    rules: { 'max-lines-per-function': 'off' },
  },
)
