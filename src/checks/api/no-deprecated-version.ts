import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { apiStatus } from '../../models/kubernetes-api/api-status.ts'
import { isBuiltInGroup } from '../../models/kubernetes-api/kind-scope.ts'
import { knownMinors } from '../../models/kubernetes-api/versions.ts'
import { kubernetesObject } from '../../models/kubernetes/object.ts'
import { fieldsNotJudged } from './parts/not-judged.ts'
import { replacementName, versionFix } from './parts/version-fix.ts'

export const noDeprecatedVersion = defineCheck({
  id: 'api/no-deprecated-version',
  controls: ['build-manifest-analysis'],
  subject: kubernetesObject,
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'No deprecated API version is used', ja: '非推奨の API バージョンを使わない' }),
  why: text({
    en: 'What is deprecated goes away in an upgrade to come. Whoever moves in time chooses the day; whoever does not finds out when a release fails.',
    ja: '非推奨のバージョンは、いずれアップグレードでなくなります。早めに移れば時期を選べますが、放置するとリリースの失敗で気づくことになります。',
  }),
  messages: {
    ending: text({
      en: '{apiVersion} {kind} is deprecated since Kubernetes 1.{since} and not served from 1.{until} on',
      ja: '{apiVersion} の {kind} は Kubernetes 1.{since} で非推奨になり、1.{until} から提供されません',
    }),
    replaced: text({
      en: '{apiVersion} {kind} is deprecated since Kubernetes 1.{since} and not served from 1.{until} on; use {replacement}',
      ja: '{apiVersion} の {kind} は Kubernetes 1.{since} で非推奨になり、1.{until} から提供されません。{replacement} を使ってください',
    }),
    discouraged: text({
      en: '{apiVersion} {kind} is deprecated since Kubernetes 1.{since}',
      ja: '{apiVersion} の {kind} は Kubernetes 1.{since} で非推奨になりました',
    }),
    discouragedFor: text({
      en: '{apiVersion} {kind} is deprecated since Kubernetes 1.{since}; use {replacement}',
      ja: '{apiVersion} の {kind} は Kubernetes 1.{since} で非推奨になりました。{replacement} を使ってください',
    }),
  },
  *evaluate(object, { report, target: { kubernetes: minor } }) {
    const { apiVersion, kind } = object
    if (!isBuiltInGroup(apiVersion) || !knownMinors.includes(minor)) return fieldsNotJudged(minor)
    const { state, deprecatedIn: since, removedIn: until, replacement } = apiStatus(apiVersion, kind, minor)
    if (state !== 'deprecated' || since === undefined) return undefined
    const where = { at: ['apiVersion'], fix: versionFix(object, replacement, minor) }
    const name = replacement === undefined ? undefined : replacementName(replacement, kind)
    const base = { apiVersion, kind, since }
    if (until !== undefined && name !== undefined) yield report('replaced', { ...base, until, replacement: name }, where)
    else if (until !== undefined) yield report('ending', { ...base, until }, where)
    else if (name !== undefined) yield report('discouragedFor', { ...base, replacement: name }, where)
    else yield report('discouraged', base, where)
    return undefined
  },
  references: [
    'https://kubernetes.io/docs/reference/using-api/deprecation-policy/',
    'https://kubernetes.io/docs/reference/using-api/deprecation-guide/',
  ],
  examples: [
    {
      name: 'a version on its way out',
      kubernetes: 24,
      source: `apiVersion: «batch/v1beta1»
kind: CronJob
metadata:
  name: nightly
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: report
              image: registry.example/report:1
`,
      fails: ['replaced'],
      fixed: `apiVersion: batch/v1
kind: CronJob
metadata:
  name: nightly
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: report
              image: registry.example/report:1
`,
    },
    {
      name: 'a version on its way out, without a successor',
      kubernetes: 24,
      source: `apiVersion: «policy/v1beta1»
kind: PodSecurityPolicy
metadata:
  name: restricted
`,
      fails: ['ending'],
    },
    {
      name: 'kinds that stay, and that nobody should write any more',
      source: `apiVersion: «v1»
kind: Endpoints
metadata:
  name: web
---
apiVersion: «v1»
kind: ComponentStatus
metadata:
  name: scheduler
`,
      fails: ['discouragedFor', 'discouraged'],
    },
    {
      name: 'a stable version',
      source: `apiVersion: batch/v1
kind: CronJob
metadata:
  name: nightly
`,
    },
  ],
})
