// What the templates of the Gatekeeper library cost: to compile, and to ask about the objects of their own suites:
// `npm run bench -- rego [seconds]`. Where `opa` is on PATH, `opa bench` measures the same templates on the same objects.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { parseAllDocuments } from 'yaml'

import { isConstraint, readConstraint } from '../src/policy/gatekeeper/constraint.ts'
import { withParameterDefaults } from '../src/policy/gatekeeper/parameters.ts'
import { reviewOfObject, reviewOfRequest } from '../src/policy/gatekeeper/review.ts'
import { isSuite } from '../src/policy/gatekeeper/suite.ts'
import { compileTemplate, type CompiledTemplate, type TemplateQuestion } from '../src/policy/gatekeeper/template.ts'
import { toJson, type Json } from '../src/policy/rego/json.ts'
import { RegoObject } from '../src/policy/rego/values.ts'
import { isMapping, valueAt, type Untyped } from '../src/policy/untyped.ts'
import { corpus } from '../tests/corpora.ts'
import { findProgram } from './peers.ts'

/** One template with everything that its suite asks it. */
interface Asked {
  readonly name: string
  readonly document: Untyped
  readonly template: CompiledTemplate
  readonly questions: readonly (() => TemplateQuestion)[]
}

const rounds = 5

/** `opa bench` takes some seconds for each template. */
const templatesForOpa = 8

const seconds = Number(process.argv[2] === 'rego' ? (process.argv[3] ?? 5) : (process.argv[2] ?? 5))
const library = corpus('policy/gatekeeper-library/library')
if (library === undefined) process.exit(2)

const suites = readdirSync(library, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('suite.yaml'))
  .flatMap((file) => asked(join(library, file)))
console.log(`${cpus().length} × ${cpus()[0]!.model}, Node.js ${process.version}, ${suites.length} templates of the Gatekeeper library`)
const compiled = suites.map(({ name, document }) => ({ name, ...compileTimes(document) }))
const slowest = compiled.toSorted((a, b) => b.first - a.first)[0]!
console.log(
  `compile a template, the first time: ${mean(compiled.map(({ first }) => first))} ms, at most ${slowest.first.toFixed(2)} ms (${slowest.name})`,
)
console.log(`compile a template, best of ${rounds}:     ${mean(compiled.map(({ best }) => best))} ms`)
const own = suites.map(({ template, questions }) => rate((count) => evaluate(template, questions, count), seconds / suites.length))
console.log(`evaluations a second of one core's time, all templates alike: ${harmonic(own)}`)

const opa = findProgram('opa')
if (opa === undefined) console.log('opa is not on PATH')
else compareWithOpa(opa)

/** The templates of a suite with its cases, without those that look at other objects. */
function asked(file: string): readonly Asked[] {
  const found = new Map<string, Asked & { questions: (() => TemplateQuestion)[] }>()
  for (const suite of load(file).filter(isSuite))
    for (const test of listAt(suite, ['tests'])) {
      const [document] = load(beside(file, test, 'template'))
      const [written] = load(beside(file, test, 'constraint')).filter(isConstraint)
      if (document === undefined || written === undefined) continue
      const template = compileTemplate(document, { engine: 'Rego' })
      const { parameters } = readConstraint(withParameterDefaults(written, template.parametersSchema))
      const known = found.get(template.name) ?? { name: template.name, document, template, questions: [] }
      found.set(template.name, known)
      for (const one of listAt(test, ['cases'])) {
        const [object] = valueAt(one, ['inventory']) === undefined ? load(beside(file, one, 'object')) : []
        if (object === undefined) continue
        const reviewOf = object['kind'] === 'AdmissionReview' ? reviewOfRequest : reviewOfObject
        // A review of its own for each evaluation, as every request is one.
        known.questions.push(() => ({ review: reviewOf(object), parameters, inventory: new RegoObject() }))
      }
    }
  return [...found.values()].filter(({ questions }) => questions.length > 0)
}

function load(file: string): readonly Untyped[] {
  return parseAllDocuments(readFileSync(file, 'utf8'), { logLevel: 'silent' })
    .map((document) => document.toJS() as unknown)
    .filter(isMapping)
}

function listAt(value: Untyped, path: readonly string[]): readonly Untyped[] {
  const found = valueAt(value, path)
  return Array.isArray(found) ? found.filter(isMapping) : []
}

function beside(suite: string, of: Untyped, field: string): string {
  return join(dirname(suite), String(of[field]))
}

function compileTimes(document: Untyped): { readonly first: number; readonly best: number } {
  const times = Array.from({ length: rounds }, () => processorTime(() => compileTemplate(document, { engine: 'Rego' })))
  return { first: times[0]! * 1000, best: Math.min(...times) * 1000 }
}

function evaluate(template: CompiledTemplate, questions: Asked['questions'], count: number): void {
  for (let index = 0; index < count; index++) template.evaluate(questions[index % questions.length]!())
}

/** How often something is done in a second of processor time, once the engine has compiled it. */
function rate(run: (count: number) => void, forSeconds: number): number {
  run(200)
  let [count, spent] = [0, 0]
  while (spent < forSeconds) {
    spent += processorTime(() => run(200))
    count += 200
  }
  return count / spent
}

function processorTime(run: () => void): number {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

function mean(figures: readonly number[]): string {
  return (figures.reduce((sum, figure) => sum + figure, 0) / figures.length).toFixed(2)
}

/** How many evaluations a second come of asking each template as often as every other. */
function harmonic(rates: readonly number[]): number {
  return Math.round(rates.length / rates.reduce((sum, figure) => sum + 1 / figure, 0))
}

/** The first question of each template to both. OPA has read its input before it measures, so ours is read before, too. */
function compareWithOpa(program: string): void {
  const scratch = mkdtempSync(join(tmpdir(), 'breakwater-bench-'))
  const pairs: { readonly own: number; readonly peer: number }[] = []
  try {
    const step = Math.max(1, Math.floor(suites.length / templatesForOpa))
    for (const { document, template, questions } of suites.filter((_, index) => index % step === 0)) {
      const question = questions[0]!()
      const peer = opaRate(program, scratch, document, { review: toJson(question.review.input), parameters: toJson(question.parameters) })
      if (peer !== undefined) pairs.push({ own: rate((count) => evaluate(template, [() => question], count), 0.2), peer })
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
  const { stdout } = spawnSync(program, ['version'], { encoding: 'utf8' })
  console.log(
    `one object for each of ${pairs.length} templates: ${harmonic(pairs.map(({ own: figure }) => figure))} a second of processor time, opa bench ${/\d+\.\d+\.\d+/.exec(stdout)?.[0] ?? ''}: ${harmonic(pairs.map(({ peer }) => peer))} a second by the clock`,
  )
}

/** Evaluations a second by `opa bench`; undefined where OPA refuses the template. */
function opaRate(program: string, scratch: string, document: Untyped, input: Json): number | undefined {
  const { rego, libs, version } = codeOf(document)
  const files = [rego, ...libs].map((text, index) => {
    const path = join(scratch, `${index}.rego`)
    writeFileSync(path, text)
    return path
  })
  const inputFile = join(scratch, 'input.json')
  writeFileSync(inputFile, JSON.stringify(input))
  const entry = /^package\s+(\S+)/m.exec(rego)![1]!
  const data = files.flatMap((path) => ['--data', path])
  const language = version === 'v1' ? [] : ['--v0-compatible']
  const args = ['bench', ...language, ...data, '--input', inputFile, '--format', 'json', `data.${entry}.violation`]
  const { stdout, status } = spawnSync(program, args, { encoding: 'utf8', timeout: 60_000 })
  if (status !== 0) return undefined
  const { N, T } = JSON.parse(stdout) as { readonly N: number; readonly T: number }
  return (N / T) * 1e9
}

/** The Rego of a template, which newer ones list by engine. */
function codeOf(document: Untyped): { readonly rego: string; readonly libs: readonly string[]; readonly version: string } {
  const target = valueAt(document, ['spec', 'targets', 0])
  const listed = valueAt(target, ['code'])
  const code: unknown = Array.isArray(listed) ? listed.find((entry) => valueAt(entry, ['engine']) === 'Rego') : undefined
  const source = code === undefined ? target : valueAt(code, ['source'])
  const libs = valueAt(source, ['libs'])
  return {
    rego: String(valueAt(source, ['rego'])),
    libs: Array.isArray(libs) ? libs.map(String) : [],
    version: String(valueAt(source, ['version']) ?? 'v0'),
  }
}
