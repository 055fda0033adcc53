import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Numbers that look random and are the same on every machine. */
function* numbers(seed: number): Generator<number, never> {
  let state = seed
  for (;;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    yield state
  }
}

const words =
  'order basket customer price total amount list item find create update remove value result index count name region state event queue message handler service client request response page query filter sort group user account profile address country city street parse format render layout theme colour button field form table column row'.split(
    ' ',
  )

/** A source text of about `size` bytes of ordinary code, without anything that a rule could take for a secret. */
function code(size: number, random: Iterator<number>): string {
  const word = (): string => words[random.next().value % words.length]!
  const lines: string[] = []
  for (let length = 0; length < size;) {
    const [a, b, c, d] = [word(), word(), word(), word()]
    const block = `/** The ${a} of a ${b}, by ${c}. */\nexport function ${a}Of${b}(${c}: string, ${d}: number): string {\n  const ${a}${b} = ${c}.slice(0, ${d} + ${random.next().value % 90})\n  return ${a}${b}.length > ${d} ? ${a}${b} : '${b} ${d}'\n}\n`
    lines.push(block)
    length += block.length
  }
  return lines.join('\n')
}

/** Files of code in which nothing is to be found. Gives the bytes in all. */
export function cleanTree(folder: string, files: number, size: number): number {
  const random = numbers(7)
  let bytes = 0
  for (let index = 0; index < files; index++) {
    const at = join(folder, `part-${index % 50}`)
    mkdirSync(at, { recursive: true })
    const text = code(size, random)
    bytes += text.length
    writeFileSync(join(at, `file-${index}.ts`), text)
  }
  return bytes
}

/**
 * A repository with so many commits, half of which add a file and half change a few lines of one; one in a thousand adds a
 * token, which the next commit takes away.
 */
export function syntheticHistory(folder: string, commits: number): void {
  mkdirSync(folder, { recursive: true })
  execFileSync('git', ['init', '--quiet', '--initial-branch=main', folder])
  const random = numbers(11)
  const files: string[] = []
  const stream: string[] = []
  for (let index = 0; index < commits; index++) {
    const isNew = index < 50 || index % 2 === 0
    const at = isNew ? files.length : random.next().value % files.length
    if (isNew) files.push(code(2500, random))
    else files[at] = changed(files[at]!, index)
    const text = index % 1000 === 500 ? `${files[at]!}\nconst token = '${token(random)}'\n` : files[at]!
    stream.push(
      `commit refs/heads/main\ncommitter Kato <kato@example.com> ${1_700_000_000 + index * 600} +0000\ndata 6\nchange\nM 100644 inline src/part-${at % 60}/file-${at}.ts\ndata ${Buffer.byteLength(text)}\n${text}\n`,
    )
  }
  execFileSync('git', ['fast-import', '--quiet'], { cwd: folder, input: stream.join(''), maxBuffer: 1 << 30 })
}

function changed(text: string, index: number): string {
  const lines = text.split('\n')
  lines[index % lines.length] = `// changed in step ${index}`
  return lines.join('\n')
}

/** Of the form of a token of GitLab, and nobody's. */
function token(random: Iterator<number>): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'
  return `${['gl', 'pat-'].join('')}${Array.from({ length: 20 }, () => alphabet[random.next().value % 36]).join('')}`
}

/** Workflows of ordinary shape, for machines without those of real projects. */
export function generatedWorkflows(folder: string, count: number): void {
  for (let index = 0; index < count; index++) {
    const at = join(folder, `project-${index}`, '.github', 'workflows')
    mkdirSync(at, { recursive: true })
    writeFileSync(join(at, 'ci.yml'), workflow(index))
  }
}

function workflow(index: number): string {
  const jobs = Array.from(
    { length: 1 + (index % 4) },
    (_, job) =>
      `  job-${job}:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/checkout@v4\n      - uses: actions/setup-node@v4\n        with:\n          node-version: \${{ matrix.node }}\n      - run: |\n          npm ci\n          npm test -- --shard=${job}\n      - name: Deploy\n        if: github.ref == 'refs/heads/main'\n        env:\n          NAME: \${{ github.event.head_commit.message }}\n        run: kubectl apply -f deploy/ && echo "$NAME"\n`,
  )
  return `name: ci ${index}\non: [push, pull_request]\npermissions:\n  contents: read\njobs:\n${jobs.join('')}`
}

/** Bytes of all files below a folder, without those of git. */
export function bytesBelow(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('.git/objects'))
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}

/** Unique file versions of a repository and their bytes. */
export function versionsIn(folder: string): { readonly count: number; readonly bytes: number } {
  const listed = execFileSync('git', ['cat-file', '--batch-all-objects', '--unordered', '--batch-check=%(objecttype) %(objectsize)'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  })
  const sizes = listed.split('\n').flatMap((line) => (line.startsWith('blob ') ? [Number(line.slice(5))] : []))
  return { count: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) }
}
