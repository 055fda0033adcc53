import { defineCheck, type Check } from '../../core/check.ts'
import { formatPath, type Path } from '../../core/location.ts'
import { shown, text } from '../../core/text.ts'
import type { Difference } from '../../models/drift/compare-objects.ts'
import { declaredObject, presentObject, unmanagedObject } from '../../models/drift/find-drift.ts'
import { isGuardingKind, isSecurityRelevant } from '../../models/drift/security-fields.ts'
import { isObject } from '../../models/kubernetes/json.ts'

const inCluster = text({ en: 'in the cluster', ja: 'クラスターにあるもの' })

/** Live fields that are not what is declared. */
const changed = defineCheck({
  id: 'drift/changed',
  controls: [],
  subject: presentObject,
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'What runs is what is declared', ja: '宣言したとおりに動かす' }),
  why: text({
    en: 'What somebody changed in the cluster alone passed no review, and the next deployment takes it back or lets it stand without anybody knowing.',
    ja: 'クラスターでだけ変更されたものはレビューを通っていません。次のデプロイで元に戻るか、誰も知らないまま残ります。',
  }),
  messages: {
    changed: text({
      en: '{path} is {live} in the cluster, and {declared} here',
      ja: '{path} はクラスターでは {live}、ここでは {declared} です',
    }),
    differs: text({ en: '{path} has another value in the cluster', ja: '{path} はクラスターでは別の値です' }),
    added: text({
      en: '{path} is set in the cluster, and not declared: {live}',
      ja: '{path} は宣言になく、クラスターで設定されています: {live}',
    }),
    'added-unshown': text({
      en: '{path} is set in the cluster, and not declared',
      ja: '{path} は宣言になく、クラスターで設定されています',
    }),
    removed: text({ en: '{path} is declared, and missing in the cluster', ja: '{path} は宣言されていますが、クラスターにありません' }),
  },
  *evaluate({ object, live, differences }, { report }) {
    for (const difference of differences) {
      const { change, path, livePath, declared: here, live: there } = difference
      const isShown = canShow(difference)
      const options = {
        at: path,
        related: change === 'removed' ? [] : [{ at: livePath, of: live!, note: inCluster }],
        ...(isSecurityRelevant(object.groupKind, change === 'added' ? livePath : path) ? { severity: 'high' as const } : {}),
        details: { difference: { change } },
      }
      const at = formatPath(change === 'added' ? livePath : path)
      if (change === 'removed') yield report('removed', { path: at }, options)
      else if (change === 'added')
        yield isShown ? report('added', { path: at, live: shown(there) }, options) : report('added-unshown', { path: at }, options)
      else
        yield isShown
          ? report('changed', { path: at, live: shown(there), declared: shown(here) }, options)
          : report('differs', { path: at }, options)
    }
  },
  references: ['https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/'],
  examples: [],
})

/** Declared objects that are not there. */
const missing = defineCheck({
  id: 'drift/missing',
  controls: [],
  subject: declaredObject,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'What is declared is in the cluster', ja: '宣言したものをクラスターに置く' }),
  why: text({
    en: 'A policy, a quota or a role that is declared and not there guards nothing, and the manifests make believe that it does.',
    ja: '宣言だけがありクラスターにないポリシーやクォータ、ロールは何も守りません。それでもマニフェストからは守られているように見えます。',
  }),
  messages: {
    absent: text({ en: '{kind} {name} is not in the cluster', ja: '{kind} {name} がクラスターにありません' }),
    unserved: text({
      en: 'the cluster has no kind {kind} in {apiVersion}',
      ja: 'クラスターには {apiVersion} の {kind} という種類がありません',
    }),
  },
  *evaluate({ object, live, isServed }, { report }) {
    if (live !== undefined) return
    const { kind, name, apiVersion } = object
    const severity = isGuardingKind(object.groupKind) ? 'high' : 'medium'
    const details = { difference: { change: 'missing' } }
    if (isServed) yield report('absent', { kind, name }, { at: ['metadata', 'name'], severity, details })
    else yield report('unserved', { kind, apiVersion }, { at: ['kind'], severity, details })
  },
  references: ['https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/'],
  examples: [],
})

/** Objects that nobody declared. */
const unmanaged = defineCheck({
  id: 'drift/unmanaged',
  controls: [],
  subject: unmanagedObject,
  severity: 'low',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'What is in the cluster is declared', ja: 'クラスターにあるものは宣言する' }),
  why: text({
    en: 'What somebody made by hand has passed no review, is in no backup of the manifests, and stays when nobody remembers it.',
    ja: '手作業で作られたものはレビューを通っておらず、マニフェストにも残りません。忘れられたまま残り続けます。',
  }),
  messages: {
    undeclared: text({ en: '{kind} {name} is in the cluster, and not declared', ja: '{kind} {name} は宣言になく、クラスターにあります' }),
  },
  *evaluate({ object }, { report }) {
    const { kind, name, groupKind } = object
    const isWorkload = object.get('spec', 'template', 'spec') !== undefined || kind === 'Pod' || kind === 'CronJob'
    const severity = isGuardingKind(groupKind) ? 'high' : isWorkload ? 'medium' : 'low'
    yield report('undeclared', { kind, name }, { at: ['metadata', 'name'], severity, details: { difference: { change: 'unmanaged' } } })
  },
  references: ['https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/'],
  examples: [],
})

export const driftChecks: readonly Check[] = [changed, missing, unmanaged]

/** Places where people put passwords all the same. */
const unshown: ReadonlySet<string> = new Set(['args', 'annotations', 'binaryData', 'command', 'data', 'env', 'stringData', 'parameters'])

function canShow({ path, declared, live }: Difference): boolean {
  if (path.some((step) => typeof step === 'string' && unshown.has(step))) return false
  return ![declared, live].some((value) => holdsUnshown(value, path))
}

/** A whole container that was added brings its variables along. */
function holdsUnshown(value: unknown, path: Path): boolean {
  if (Array.isArray(value)) return value.some((item) => holdsUnshown(item, path))
  return isObject(value) && Object.entries(value).some(([key, inner]) => unshown.has(key) || holdsUnshown(inner, path))
}
