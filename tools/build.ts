// Bundles the command line and the kit for checks of one's own into dist/, with one chunk a lazily loaded part. `--if-stale` does nothing when it is up to date.
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { rolldown } from 'rolldown'

import { grammarFiles } from '../src/syntax/source-code/language.ts'
import { asciiOutput } from './ascii-output.ts'
import { lazyChecks } from './lazy-checks.ts'
import { lazyParts } from './lazy-parts.ts'
import { leanBuiltins } from './lean-builtins.ts'
import { noFacades } from './no-facades.ts'
import { citationsData, storedCitations, storedCitationsFile } from './stored-citations.ts'
import { examplesData, storedExamples, storedExamplesFile } from './stored-examples.ts'

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')
const stamp = join(dist, '.built')

/**
 * Every file that Node.js loads costs about half a millisecond, so what the version needs is one file, what every command
 * needs another, and what a scan needs a third.
 */
const startGroup = { name: 'start', test: /src\/cli\/start\.ts$/, priority: 4 }
const programGroup = { name: 'program', test: /src\/cli\/program\.ts$/, priority: 3 }
const scanGroup = {
  name: 'scan',
  test: /src\/(?:cli\/scan|sources\/readers\/(?:read-manifest-files|read-secrets))\.ts$/,
  priority: 2,
}
/** What a scan says when it is not asked for another format. */
const reportGroup = { name: 'report', test: /src\/reports\/pretty\.ts$/, priority: 1 }

function newestChange(path: string): number {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))))
}

function isStale(): boolean {
  if (!existsSync(stamp)) return true
  const built = statSync(stamp).mtimeMs
  const tools = [
    'ascii-output.ts',
    'build.ts',
    'lazy-checks.ts',
    'lazy-parts.ts',
    'lean-builtins.ts',
    'no-facades.ts',
    'stored-citations.ts',
    'stored-examples.ts',
  ]
  return ['src', 'package.json', 'package-lock.json', ...tools.map((name) => join('tools', name))].some(
    (path) => newestChange(join(root, path)) > built,
  )
}

/** The compiled grammars of source analysis, and what runs them: read when the first source file is met. */
function copyGrammars(): void {
  const target = join(dist, 'data/grammars')
  mkdirSync(target, { recursive: true })
  cpSync(join(root, 'node_modules/web-tree-sitter/web-tree-sitter.wasm'), join(target, 'web-tree-sitter.wasm'))
  for (const name of Object.values(grammarFiles)) cpSync(join(root, 'node_modules/@vscode/tree-sitter-wasm/wasm', name), join(target, name))
}

if (!process.argv.includes('--if-stale') || isStale()) {
  const { checks } = await import('../src/checks/index.generated.ts')
  rmSync(dist, { recursive: true, force: true })
  const bundle = await rolldown({
    input: {
      breakwater: join(root, 'src/cli/main.ts'),
      sdk: join(root, 'src/sdk.ts'),
      action: join(root, 'src/action/main.ts'),
    },
    platform: 'node',
    tsconfig: join(root, 'tsconfig.json'),
    checks: { pluginTimings: false, ineffectiveDynamicImport: false },
    onLog: (level, log, report) => {
      // The runtime of the grammars evaluates JavaScript only for modules that carry some; grammars carry none.
      if (log.code !== 'EVAL' || log.id?.includes('web-tree-sitter') !== true) report(level, log)
    },
    plugins: [
      asciiOutput(),
      noFacades(),
      leanBuiltins(),
      lazyParts(root),
      await lazyChecks(join(root, 'src/checks/index.generated.ts')),
      storedExamples(root, checks),
      storedCitations(root),
    ],
    treeshake: { propertyReadSideEffects: false },
  })
  await bundle.write({
    dir: dist,
    format: 'esm',
    minifyInternalExports: false,
    entryFileNames: '[name].mjs',
    chunkFileNames: 'chunks/[name]-[hash].mjs',
    codeSplitting: { groups: [startGroup, programGroup, scanGroup, reportGroup] },
    minify: { mangle: false, compress: true, codegen: { removeWhitespace: true } },
  })
  await bundle.close()
  if (existsSync(join(root, 'src/data'))) cpSync(join(root, 'src/data'), join(dist, 'data'), { recursive: true })
  copyGrammars()
  writeFileSync(join(dist, 'data', storedExamplesFile), examplesData(checks))
  writeFileSync(join(dist, 'data', storedCitationsFile), citationsData())
  writeFileSync(stamp, '')
}
