import { compareDigits, compareText, isDigits } from './digits.ts'

interface PythonVersion {
  readonly epoch: string
  readonly release: readonly string[]
  /** 0 = alpha, 1 = beta, 2 = release candidate. */
  readonly pre: readonly [stage: number, number: string] | undefined
  readonly post: string | undefined
  readonly dev: string | undefined
  readonly local: readonly string[]
}

const SHAPE =
  /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?(\d*))?(?:-(\d+)|([-_.]?(?:post|rev|r)[-_.]?(\d*)))?([-_.]?dev[-_.]?(\d*))?(?:\+([a-z\d]+(?:[-_.][a-z\d]+)*))?$/i

const stages: Readonly<Record<string, number>> = { a: 0, alpha: 0, b: 1, beta: 1, c: 2, rc: 2, pre: 2, preview: 2 }

/** PEP 440's order. What PEP 440 does not accept sorts below all that it accepts, by the rules of setuptools of old. */
export function comparePep440(a: string, b: string): number {
  const left = parse(a)
  const right = parse(b)
  if (left === undefined || right === undefined) {
    if (left === right) return compareLegacy(a, b)
    return left === undefined ? -1 : 1
  }
  return (
    compareDigits(left.epoch, right.epoch) ||
    compareRelease(left.release, right.release) ||
    comparePre(left, right) ||
    compareOptional(left.post, right.post, -1) ||
    compareOptional(left.dev, right.dev, 1) ||
    compareLocal(left.local, right.local)
  )
}

/** A package name as PEP 503 compares it. */
export function normalisePythonName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-')
}

function parse(version: string): PythonVersion | undefined {
  const match = SHAPE.exec(version.trim())
  if (match === null) return undefined
  const [, epoch = '', release = '', stage, preNumber = '', implicitPost, post, postNumber = '', dev, devNumber = '', local] = match
  return {
    epoch,
    release: release.split('.'),
    pre: stage === undefined ? undefined : [stages[stage.toLowerCase()]!, preNumber],
    post: implicitPost ?? (post === undefined ? undefined : postNumber),
    dev: dev === undefined ? undefined : devNumber,
    local: local === undefined ? [] : local.toLowerCase().split(/[-_.]/),
  }
}

function compareRelease(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = compareDigits(a[index] ?? '', b[index] ?? '')
    if (difference !== 0) return difference
  }
  return 0
}

function comparePre(a: PythonVersion, b: PythonVersion): number {
  return stageOf(a) - stageOf(b) || (a.pre !== undefined && b.pre !== undefined ? compareDigits(a.pre[1], b.pre[1]) : 0)
}

/** 1.0.dev1 comes before 1.0a1, and 1.0 after 1.0rc1. */
function stageOf({ pre, post, dev }: PythonVersion): number {
  if (pre !== undefined) return pre[0]
  return post === undefined && dev !== undefined ? -1 : 3
}

/** `missing` is the order of a version without the part against one with it. */
function compareOptional(a: string | undefined, b: string | undefined, missing: number): number {
  if (a !== undefined && b !== undefined) return compareDigits(a, b)
  return a === b ? 0 : a === undefined ? missing : -missing
}

/** Local labels: none first; numbers after words. */
function compareLocal(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const left = a[index]!
    const right = b[index]!
    const numeric = isDigits(left)
    if (numeric !== isDigits(right)) return numeric ? 1 : -1
    const difference = numeric ? compareDigits(left, right) : compareText(left, right)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

const legacyWords: Readonly<Record<string, string>> = { pre: 'c', preview: 'c', '-': 'final-', rc: 'c', dev: '@' }

function compareLegacy(a: string, b: string): number {
  const left = legacyParts(a)
  const right = legacyParts(b)
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const difference = compareText(left[index]!, right[index]!)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

function legacyParts(version: string): readonly string[] {
  const parts: string[] = []
  for (const found of version.toLowerCase().match(/\d+|[a-z]+|\.|-/g) ?? []) {
    const part = legacyWords[found] ?? found
    if (part === '.') continue
    if (isDigits(part)) {
      parts.push(part.padStart(8, '0'))
      continue
    }
    if (part < 'final') while (parts.at(-1) === '*final-') parts.pop()
    while (parts.at(-1) === '00000000') parts.pop()
    parts.push(`*${part}`)
  }
  parts.push('*final')
  return parts
}
