import { spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { checks } from '../../src/checks/index.generated.ts'
import { commands } from '../../src/cli/commands.ts'
import { readConfig } from '../../src/cli/config/read-config.ts'
import { configSchema } from '../../src/cli/config/schema.ts'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import { globalFlags } from '../../src/cli/global-flags.ts'
import { tool } from '../../src/cli/version.ts'
import { errorCatalogue, type ErrorCode } from '../../src/core/error.ts'
import { locales } from '../../src/core/text.ts'
import { formats } from '../../src/reports/formats.ts'
import { renderJson } from '../../src/reports/json.ts'
import { judgeTexts } from '../../src/sdk/judge-texts.ts'
import { environmentVariables } from '../../tools/docs/command-page.ts'
import { folderWith } from '../e2e/breakwater.ts'
import { glossaryBreaches, styleBreaches } from '../glossary.ts'
import { commandLines, npmScripts } from './command-lines.ts'
import { anchorOf, codeBlocks, firstCells, headings, inlineCode, page, pages, withoutBlocks } from './pages.ts'

const root = join(import.meta.dirname, '../..')
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
}
const loaded = new Map(await Promise.all(commands.map(async ({ name, load }) => [name, (await load()).command] as const)))
const guides = [...pages.keys()].filter((file) => /^docs\/en\/[^/]+\.md$/.test(file))
const pairs: readonly (readonly [string, string])[] = [
  ...guides.map((file) => [file, file.replace('docs/en/', 'docs/ja/')] as const),
  ['README.md', 'README.ja.md'],
  ['CONTRIBUTING.md', 'CONTRIBUTING.ja.md'],
  ['examples/README.md', 'examples/README.ja.md'],
]
const japanese = [...pages].filter(([file]) => file.startsWith('docs/ja/') || file.endsWith('.ja.md'))

/** Everything that a page gives to be typed. */
const typed = (text: string): readonly string[] => [...codeBlocks(text, 'sh', 'yaml', 'text', ''), ...inlineCode(text)]

test('the tests saw the pages', () => {
  expect(pages.size).toBeGreaterThan(30)
  expect([...pages.values()].flatMap(typed).flatMap(commandLines).length).toBeGreaterThan(60)
})

describe('what pages tell to type', () => {
  test.each([...pages])('exists: %s', (_, text) => {
    const lines = typed(text).flatMap(commandLines)
    const wrong = lines.flatMap(({ command, flags, line }) => {
      const known = loaded.get(command)
      if (known === undefined) return [`no command ${command}: ${line}`]
      const names = [...known.flags, ...globalFlags].flatMap(({ name, short }) => [name, ...(short === undefined ? [] : [short])])
      return flags.filter((flag) => ![...names, '--help', '-h'].includes(flag)).map((flag) => `${command} has no ${flag}: ${line}`)
    })
    expect(wrong).toEqual([])
  })

  test.each([...pages])('is a script: %s', (_, text) => {
    const scripts = typed(text).flatMap(npmScripts)
    expect(scripts.filter((script) => !Object.hasOwn(manifest.scripts, script))).toEqual([])
  })

  test('every flag that a page names belongs to a command', () => {
    const known = new Set([...loaded.values()].flatMap(({ flags }) => flags.map(({ name }) => name)))
    const others = new Set([
      '--lang',
      '--debug',
      '--help',
      '--version',
      '--prefix',
      '--silent',
      '--control',
      '--subject',
      '--set',
      '--no-save',
    ])
    const strange = [...pages].flatMap(([file, text]) =>
      inlineCode(text)
        .filter((code) => /^--[a-z-]+(?:[ =]|$)/.test(code))
        .map((code) => code.replace(/[ =].*$/, ''))
        .filter((flag) => !known.has(flag) && !others.has(flag))
        .map((flag) => `${file}: ${flag}`),
    )
    expect(strange).toEqual([])
  })

  test('every check that a page names exists', () => {
    const ids = new Set(checks.map(({ id }) => id))
    const areas = new Set(checks.map(({ id }) => id.split('/')[0]))
    const named = /(?<![\w/.-])([a-z]+(?:-[a-z]+)*)\/((?:no-)?[a-z]+(?:-[a-z]+)*)(?![\w/.-])/g
    const strange = [...pages].flatMap(([file, text]) =>
      [...[...codeBlocks(text, 'sh', 'yaml'), ...inlineCode(text)].join('\n').matchAll(named)]
        .filter(([id, area, slug]) => areas.has(area) && slug !== 'no-something' && !ids.has(id) && !existsSync(join(root, id)))
        .map(([id]) => `${file}: ${id}`),
    )
    expect(strange).toEqual([])
  })
})

describe('the command line', () => {
  test.each(['en', 'ja'])('has every command and flag in %s', (locale) => {
    const text = page(`docs/${locale}/cli.md`)
    for (const [name, { flags }] of loaded) {
      const section = text.split(`\n## ${name}\n`)[1]?.split('\n## ')[0] ?? ''
      expect(flags.filter((flag) => !section.includes(`${flag.name} `) && !section.includes(`${flag.name}\``))).toEqual([])
    }
  })

  test('names variables that the code reads', () => {
    const source = globSync('src/**/*.ts', { cwd: root })
      .map((file) => readFileSync(join(root, file), 'utf8'))
      .join('\n')
    const names = environmentVariables.flatMap((row) => row.names.split(', '))
    expect(names.filter((name) => !source.includes(`'${name}'`))).toEqual([])
  })
})

describe('completeness', () => {
  test.each([
    ['en', 'Errors'],
    ['ja', 'エラー'],
  ])('troubleshooting lists the errors of the catalogue, with their exit codes, in %s', (locale, heading) => {
    const text = page(`docs/${locale}/troubleshooting.md`)
    const codes = Object.keys(errorCatalogue) as ErrorCode[]
    const exits = new Map([...text.matchAll(/^\| `([a-z-]+)` +\| (\d+) +\|/gm)].map(([, code, exit]) => [code, Number(exit)]))
    expect(
      firstCells(text, heading)
        .map((cell) => cell.replaceAll('`', ''))
        .sort(),
    ).toEqual(codes.toSorted())
    expect(exits).toEqual(new Map(codes.map((code) => [code, errorCatalogue[code].exit])))
  })

  test.each([
    ['en', 'Not analysed'],
    ['ja', '分析できなかったもの'],
  ])('troubleshooting explains reasons that the code gives, in %s', (locale, heading) => {
    const source = globSync('src/**/*.ts', { cwd: root })
      .map((file) => readFileSync(join(root, file), 'utf8'))
      .join('\n')
    const reasons = firstCells(page(`docs/${locale}/troubleshooting.md`), heading).flatMap((cell) =>
      [...cell.matchAll(/`([a-z0-9-]+)`/g)].map(([, reason]) => reason!),
    )
    expect(reasons.length).toBeGreaterThan(20)
    expect(reasons.filter((reason) => !source.includes(`'${reason}'`))).toEqual([])
  })

  test.each(['en', 'ja'])('configuration has a section for every key, in %s', (locale) => {
    const sections = headings(page(`docs/${locale}/configuration.md`)).flatMap(({ words }) => /^`(\w+)`$/.exec(words)?.[1] ?? [])
    expect(sections.sort()).toEqual(Object.keys(configSchema.shape).sort())
  })

  test.each(['en', 'ja'])('reports has a section for every format, in %s', (locale) => {
    const sections = headings(page(`docs/${locale}/reports.md`)).flatMap(({ level, words }) => (level === 2 ? [words] : []))
    expect(sections).toEqual([...formats])
  })

  test.each(['README.md', 'README.ja.md'])('%s has every format and exit code', (file) => {
    for (const format of formats) expect(page(file)).toContain(`| \`${format}\``)
    expect([...page(file).matchAll(/^\| (\d+) +\|/gm)].map(([, code]) => Number(code))).toEqual(exitCodes.map(({ code }) => code))
  })

  test.each(['en', 'ja'])('standards lists the standards that checks name, in %s', (locale) => {
    const used = new Set(checks.flatMap(({ standards = [] }) => standards.map((standard) => standard.split('/')[0]!)))
    const text = page(`docs/${locale}/standards.md`)
    expect([...used].filter((name) => !text.includes(`| \`${name}\``))).toEqual([])
  })

  test('the table of dependencies is that of package.json', () => {
    const rows = [...page('docs/decisions/dependencies.md').matchAll(/^\| `([^`]+)` +\| (\S+) +\| (.+?) +\| (.+?) +\|$/gm)]
    const asked = { ...manifest.dependencies, ...manifest.devDependencies }
    expect(Object.fromEntries(rows.map(([, name, version]) => [name, version]))).toEqual(asked)
    expect(rows).toHaveLength(Object.keys(asked).length)
  })

  test('the index of decisions has every record', () => {
    const records = [...pages.keys()].filter((file) => /^docs\/decisions\/(?!README)/.test(file)).map((file) => file.replace(/^.*\//, ''))
    const listed = [...page('docs/decisions/README.md').matchAll(/\]\(([a-z-]+\.md)\)/g)].map(([, file]) => file!)
    expect(listed.sort()).toEqual(records.sort())
  })
})

describe('examples on pages', () => {
  test.each(locales)('the JSON report is a real one, in %s', async (locale) => {
    const run = await judgeTexts(
      checks.filter(({ id }) => id === 'pod/no-privileged'),
      { 'pod.yaml': examplePod },
    )
    const report = renderJson(run, { locale, tool, colour: false, elapsed: 0, showSuppressed: false })
    expect(JSON.parse(codeBlocks(page(`docs/${locale}/reports.md`), 'json')[0]!)).toEqual(JSON.parse(report))
  })

  test.each(locales)('the check of one’s own runs on the built package, in %s', (locale) => {
    const folder = folderWith({ 'own.mjs': codeBlocks(page(`docs/${locale}/writing-checks.md`), 'js')[0]!, 'ns.yaml': namespace })
    mkdirSync(join(folder, 'node_modules'))
    symlinkSync(root, join(folder, 'node_modules', 'breakwater'), 'junction')
    const { status, stdout, stderr } = spawnSync(process.execPath, ['own.mjs', 'ns.yaml'], { cwd: folder, encoding: 'utf8' })
    expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: '[]\nns.yaml web\n', stderr: '' })
  })

  test.each(['en', 'ja'])('configurations are valid, in %s', (locale) => {
    const files = ['configuration', 'README'].flatMap((name) =>
      codeBlocks(page(name === 'README' ? (locale === 'en' ? 'README.md' : 'README.ja.md') : `docs/${locale}/${name}.md`), 'yaml'),
    )
    const whole = files.filter((file) => /^(?:kubernetes|failOn|exceptions):/m.test(file))
    expect(whole).toHaveLength(2)
    for (const file of whole) {
      const folder = folderWith({ 'breakwater.yaml': file })
      expect(readConfig(join(folder, 'breakwater.yaml'), 'breakwater.yaml', checks, 'en').failOn).toBe('high')
    }
  })
})

const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: web\n'

/** What the example of the JSON report is about. */
const examplePod = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        privileged: true
`

describe('languages', () => {
  test('every guide exists in both', () => {
    const own = [...pages.keys()].filter((file) => /^docs\/ja\/[^/]+\.md$/.test(file))
    expect(own).toEqual(guides.map((file) => file.replace('docs/en/', 'docs/ja/')))
  })

  test.each(pairs)('%s and %s have the same shape', (english, other) => {
    const shape = (text: string) => ({
      headings: headings(text).map(({ level }) => level),
      blocks: [...text.matchAll(/^```(\w*)$/gm)].map(([, language]) => language),
      tables: [...text.matchAll(/^\| -+/gm)].length,
    })
    expect(shape(page(other))).toEqual(shape(page(english)))
  })

  test.each(japanese)('%s keeps to the glossary and the house style', (_, text) => {
    const prose = withoutBlocks(text)
      .replace(/`[^`\n]*`/g, '`')
      .replace(/\]\([^)]*\)/g, ']')
      .replace(/^\d+\. /gm, '')
    const breaches = prose
      .split('\n')
      .flatMap((line) => [...glossaryBreaches(line), ...styleBreaches(line)].map(({ found, use }) => `${found} → ${use}: ${line}`))
    expect(breaches).toEqual([])
  })
})

test.each([...pages])('links of %s lead somewhere', (file, text) => {
  const links = [...withoutBlocks(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!).filter((link) => !/^[a-z]+:/.test(link))
  const broken = links.filter((link) => {
    const [path = '', fragment] = link.split('#')
    const target = path === '' ? file : join(dirname(file), path)
    if (!existsSync(join(root, target))) return true
    return fragment !== undefined && !headings(page(target)).some((heading) => anchorOf(heading) === decodeURIComponent(fragment))
  })
  expect(broken).toEqual([])
})

test('pages speak of the product alone', () => {
  const strange = [...pages].filter(([, text]) => /\/work\/|\/root\/|\bCEO\b|registry\.npmjs|\bthis machine\b|\bsub-?agent/i.test(text))
  expect(strange.map(([file]) => file)).toEqual([])
})
