import { defineCheck, type Check } from '../../src/core/check.ts'
import { set } from '../../src/core/edit.ts'
import type { Finding } from '../../src/core/finding.ts'
import { passGate } from '../../src/core/gate.ts'
import type { Path, Place, Source } from '../../src/core/location.ts'
import { compareFindings, type Run } from '../../src/core/run.ts'
import { defineSubject, type Document } from '../../src/core/subject.ts'
import { JudgedSuppression, type SuppressionState } from '../../src/core/suppression.ts'
import { message, text, type Message } from '../../src/core/text.ts'
import type { ReportOptions } from '../../src/reports/report.ts'

/** Reports are tested on runs that are made by hand, so that no change to a check changes what a format must say. */
const subject = defineSubject('sample')

function sampleCheck(id: string, severity: Check['severity'], words: Pick<Check, 'title' | 'why'>, controls: readonly string[]): Check {
  return defineCheck({
    id,
    controls,
    standards: ['pss-baseline/privileged'],
    subject,
    severity,
    confidence: 'high',
    since: '0.1.0',
    ...words,
    messages: {},
    *evaluate() {},
    references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
    examples: [
      { name: 'bad', source: 'spec:\n  privileged: «true»\n', fails: ['privileged'], fixed: 'spec:\n  privileged: false\n' },
      { name: 'good', source: 'spec: {}\n' },
    ],
  })
}

export const privileged = sampleCheck(
  'pod/no-privileged',
  'critical',
  {
    title: text({ en: 'Containers do not run privileged', ja: 'コンテナーを特権モードで実行しない' }),
    why: text({
      en: 'A privileged container reaches every device of its node.',
      ja: '特権コンテナーはノードのすべてのデバイスに触れることができます。乗っ取られると、ノード全体が奪われます。',
    }),
  },
  ['pod-no-privileged', 'pod-security-context'],
)

export const nonRoot = sampleCheck(
  'pod/run-as-non-root',
  'high',
  {
    title: text({ en: 'Containers do not run as root', ja: 'コンテナーを root で実行しない' }),
    why: text({ en: 'Root in a container is close to root on the node.', ja: 'コンテナー内の root は、ノードの root に近い存在です。' }),
  },
  ['pod-non-root'],
)

export const probe = sampleCheck(
  'pod/liveness-probe',
  'low',
  {
    title: text({ en: 'Containers have a liveness probe', ja: 'コンテナーに liveness プローブを設定する' }),
    why: text({ en: 'Without one a hung process is never restarted.', ja: '設定がないと、止まったプロセスは再起動されません。' }),
  },
  [],
)

export const manifest: Source = {
  uri: 'deploy/web.yaml',
  text: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  template:
    spec:
      containers:
        - name: app # 本体
          image: "nginx:latest"
          securityContext:
            privileged: true # なぜ？
`,
}

/** The place of the first occurrence of `marked`. */
export function placeOf(source: Source, marked: string, path: Path = []): Place {
  const start = source.text.indexOf(marked)
  if (start === -1) throw new Error(`${marked} is not in ${source.uri}`)
  return { source, range: { start, end: start + marked.length }, path }
}

/** A document in which every edit replaces the place's text. */
export function documentAt(place: Place, replacement: string): Document {
  return { uri: place.source.uri, place: () => place, edit: () => [{ range: place.range, text: replacement }] }
}

export function say(en: string, ja: string = en): Message {
  return { text: { en, ja }, args: {} }
}

export function findingOf(check: Check, place: Place, about: Message, more: Partial<Finding> = {}): Finding {
  return {
    check: check.id,
    controls: check.controls,
    standards: check.standards ?? [],
    outcome: 'fail',
    severity: check.severity,
    confidence: check.confidence,
    resource: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' },
    message: about,
    title: check.title,
    place,
    related: [],
    fixes: [],
    suppressed: null,
    fingerprint: `${check.id}@${place.source.uri}:${place.range.start}`,
    ...more,
  }
}

const containerPath: Path = ['spec', 'template', 'spec', 'containers', 0]
const truePlace = placeOf(manifest, 'true', [...containerPath, 'securityContext', 'privileged'])

/** What the sample files hold: a fixable failure, a missing field, an open question and a suppressed finding. */
export const sampleFindings: readonly Finding[] = [
  findingOf(
    privileged,
    truePlace,
    message(text({ en: 'container {container} runs privileged', ja: 'コンテナー {container} が特権モードで動きます' }), {
      container: 'app',
    }),
    {
      fixes: [
        {
          title: say('set privileged to false', 'privileged を false にする'),
          safety: 'safe',
          document: documentAt(truePlace, 'false'),
          edits: [set(truePlace.path, false)],
        },
      ],
      related: [{ place: placeOf(manifest, '"nginx:latest"'), note: say('the image is here', 'イメージはここです') }],
    },
  ),
  findingOf(
    nonRoot,
    placeOf(manifest, 'privileged: true', [...containerPath, 'securityContext', 'runAsNonRoot']),
    say('container app may run as root', 'コンテナー app が root で動く可能性があります'),
  ),
  findingOf(
    nonRoot,
    placeOf(manifest, '"nginx:latest"', [...containerPath, 'image']),
    say(
      'the user of nginx:latest decides, and the image was not read',
      'nginx:latest の実行ユーザーで決まりますが、イメージを読んでいません',
    ),
    { outcome: 'unknown' },
  ),
  findingOf(
    probe,
    placeOf(manifest, 'name: app', containerPath),
    say('container app has no liveness probe', 'コンテナー app に liveness プローブがありません'),
    { suppressed: { by: 'comment', reason: 'a batch job in disguise', until: '2027-03-31' } },
  ),
]

export interface RunParts {
  readonly findings?: readonly Finding[]
  readonly notAnalysed?: Run['inputs']['notAnalysed']
  readonly errors?: Run['errors']
  readonly suppressionStates?: readonly SuppressionState[]
  readonly checks?: readonly Check[]
}

/** A run out of its parts, in the order and with the verdict that a real one has. */
export function runOf({
  findings = [],
  notAnalysed = [],
  errors = [],
  suppressionStates = [],
  checks = [privileged, nonRoot, probe],
}: RunParts): Run {
  const unsuppressed = (outcome: Finding['outcome']) => findings.filter((finding) => finding.outcome === outcome).length
  return {
    inputs: { files: 3, analysed: 3 - notAnalysed.length, resources: 41, notAnalysed },
    evaluations: {
      pass: 90,
      fail: unsuppressed('fail'),
      unknown: unsuppressed('unknown'),
      'not-applicable': 7,
      manual: 0,
      error: errors.length,
    },
    evaluationsByCheck: new Map(
      checks.map(({ id }) => [
        id,
        { pass: 30, fail: findings.filter(({ check }) => check === id).length, unknown: 0, 'not-applicable': 2, manual: 0, error: 0 },
      ]),
    ),
    findings: [...findings].sort(compareFindings),
    errors,
    suppressions: suppressionStates.map(
      (state) =>
        new JudgedSuppression(
          { by: 'comment', checks: ['pod/no-privileged'], reason: 'known', place: placeOf(manifest, 'true'), covers: () => false },
          state,
        ),
    ),
    gate: passGate({ findings, notAnalysed: notAnalysed.length, errors: errors.length }, 'high', false),
    checks,
  }
}

export const sampleRun = runOf({
  findings: sampleFindings,
  notAnalysed: [
    { uri: 'charts/shop/templates/a.yaml', reason: 'helm-render-failed', message: 'values: image.tag is required', line: 3, column: 5 },
  ],
  suppressionStates: ['in-force', 'expired'],
})

export const quietRun = runOf({})

export function optionsOf(more: Partial<ReportOptions> = {}): ReportOptions {
  return { locale: 'en', tool: { name: 'breakwater', version: '0.1.0' }, colour: false, elapsed: 412, showSuppressed: false, ...more }
}
