// Starts a new check: `npm run new-check -- pod/no-something [--subject workload] [--control ID…]`.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'

import { findControl } from '../src/controls/catalogue.ts'
import { checkSource } from './new-check/check-source.ts'
import { sampleRules, subjectOfArea, type SubjectName } from './new-check/sample-rules.ts'

const root = join(import.meta.dirname, '..')
const subjects = Object.keys(sampleRules)

function refuse(problem: string): never {
  console.error(`${problem}\nusage: npm run new-check -- AREA/SLUG [--subject ${subjects.join('|')}] [--control ID]…`)
  process.exit(2)
}

function readArguments(): { id: string; subject: SubjectName; controls: readonly string[] } {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { subject: { type: 'string' }, control: { type: 'string', multiple: true } },
  })
  const [id, ...more] = positionals
  if (id === undefined || more.length > 0) refuse('name one check, such as pod/no-something')
  if (!/^[a-z]+(?:-[a-z]+)*\/[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id)) refuse(`${id}: an id is area/slug, in lower case with hyphens`)
  const { subject = subjectOfArea(id.slice(0, id.indexOf('/'))), control: controls = [] } = values
  if (!subjects.includes(subject)) refuse(`--subject ${subject}: there is none of this name`)
  const unknown = controls.find((control) => findControl(control) === undefined)
  if (unknown !== undefined) refuse(`--control ${unknown}: there is none of this name; breakwater controls lists them`)
  return { id, subject: subject as SubjectName, controls }
}

const asked = readArguments()
const file = `src/checks/${asked.id}.ts`
const path = join(root, file)
if (existsSync(path)) refuse(`${file} exists already`)
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
mkdirSync(dirname(path), { recursive: true })
writeFileSync(path, checkSource({ ...asked, since: version }))
spawnSync(process.execPath, [join(root, 'node_modules/oxfmt/bin/oxfmt'), path], { cwd: root, stdio: 'inherit' })
console.log(`wrote ${file}

1. Put your rule, its words and its examples into it.
2. npm run generate                                    lists it and writes its documentation
3. npm test -- tests/check-examples.test.ts -t ${asked.id}
`)
