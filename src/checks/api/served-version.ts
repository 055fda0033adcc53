import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { apiStatus } from '../../models/kubernetes-api/api-status.ts'
import { isBuiltInGroup } from '../../models/kubernetes-api/kind-scope.ts'
import { knownMinors } from '../../models/kubernetes-api/versions.ts'
import { kubernetesObject } from '../../models/kubernetes/object.ts'
import { fieldsNotJudged } from './parts/not-judged.ts'
import { replacementName, versionFix } from './parts/version-fix.ts'

/** Kinds of the core group that never reach an API server: a client's configuration, and the list that clients take apart. */
const clientKinds = new Set(['Config', 'List'])

export const servedVersion = defineCheck({
  id: 'api/served-version',
  controls: ['build-manifest-analysis'],
  subject: kubernetesObject,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'The API version is served by the target cluster', ja: '対象クラスターが提供する API バージョンを使う' }),
  why: text({
    en: 'A cluster refuses objects of a version that it does not serve. After an upgrade this stops deployments, and policies that were written for the old version are simply not there.',
    ja: 'クラスターは、提供していないバージョンのオブジェクトを拒否します。アップグレード後にデプロイが止まり、古いバージョンで書かれたポリシーは存在しないことになります。',
  }),
  messages: {
    removed: text({
      en: '{apiVersion} {kind} is not served since Kubernetes 1.{minor}',
      ja: '{apiVersion} の {kind} は Kubernetes 1.{minor} 以降、提供されていません',
    }),
    replaced: text({
      en: '{apiVersion} {kind} is not served since Kubernetes 1.{minor}; use {replacement}',
      ja: '{apiVersion} の {kind} は Kubernetes 1.{minor} 以降、提供されていません。{replacement} を使ってください',
    }),
    notYet: text({
      en: '{apiVersion} {kind} is served only since Kubernetes 1.{minor}',
      ja: '{apiVersion} の {kind} は Kubernetes 1.{minor} 以降でなければ提供されません',
    }),
    switchedOff: text({
      en: '{apiVersion} {kind} is off by default in Kubernetes, and AKS offers no way to switch it on',
      ja: '{apiVersion} の {kind} は Kubernetes の既定で無効であり、AKS では有効にできません',
    }),
    elsewhere: text({
      en: '{apiVersion} has no kind {kind}; it is in {replacement}',
      ja: '{apiVersion} に {kind} という種類はありません。{replacement} にあります',
    }),
    unknownKind: text({ en: '{apiVersion} has no kind {kind}', ja: '{apiVersion} に {kind} という種類はありません' }),
  },
  *evaluate(object, { report, target: { kubernetes: minor } }) {
    const { apiVersion, kind } = object
    if (!isBuiltInGroup(apiVersion) || (object.group === '' && clientKinds.has(kind)) || !knownMinors.includes(minor)) {
      return fieldsNotJudged(minor)
    }
    const { state, since, removedIn, replacement, offByDefault } = apiStatus(apiVersion, kind, minor)
    const fix = versionFix(object, replacement, minor)
    const at = ['apiVersion']
    const name = replacement === undefined ? '' : replacementName(replacement, kind)
    if (state === 'removed' && replacement === undefined) yield report('removed', { apiVersion, kind, minor: removedIn! }, { at })
    else if (state === 'removed') yield report('replaced', { apiVersion, kind, minor: removedIn!, replacement: name }, { at, fix })
    else if (state === 'not-yet') yield report('notYet', { apiVersion, kind, minor: since! }, { at, fix })
    else if (state === 'unknown-kind' && replacement !== undefined) {
      yield report('elsewhere', { apiVersion, kind, replacement: name }, { at, fix })
    } else if (state === 'unknown-kind') yield report('unknownKind', { apiVersion, kind }, { at: ['kind'] })
    else if (offByDefault === true) yield report('switchedOff', { apiVersion, kind }, { at, fix, severity: 'medium', confidence: 'medium' })
    return undefined
  },
  references: [
    'https://kubernetes.io/docs/reference/using-api/deprecation-guide/',
    'https://learn.microsoft.com/azure/aks/supported-kubernetes-versions',
  ],
  examples: [
    {
      name: 'a version that is gone, and fits as it is under the new one',
      source: `apiVersion: «policy/v1beta1» # 2019
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  minAvailable: 1
  selector:
    matchLabels:
      app: web
`,
      fails: ['replaced'],
      fixed: `apiVersion: policy/v1 # 2019
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  minAvailable: 1
  selector:
    matchLabels:
      app: web
`,
    },
    {
      name: 'versions that are gone, and whose fields were changed or have no successor',
      source: `apiVersion: «extensions/v1beta1»
kind: Ingress
metadata:
  name: web
spec:
  backend:
    serviceName: web
    servicePort: 80
---
apiVersion: «policy/v1beta1»
kind: PodSecurityPolicy
metadata:
  name: restricted
`,
      fails: ['replaced', 'removed'],
    },
    {
      name: 'kinds in the wrong group, a misspelt kind, an alpha',
      source: `apiVersion: «v1»
kind: Deployment
metadata:
  name: web
---
apiVersion: apps/v1
kind: «Deploymnet»
metadata:
  name: web
---
apiVersion: «resource.k8s.io/v1alpha3»
kind: DeviceTaintRule
metadata:
  name: broken
spec:
  taint: { key: example.org/broken, effect: NoSchedule }
`,
      fails: ['elsewhere', 'unknownKind', 'switchedOff'],
    },
    {
      name: 'a version that the target does not have yet',
      kubernetes: 20,
      source: `apiVersion: «batch/v1»
kind: CronJob
metadata:
  name: nightly
`,
      fails: ['notYet'],
    },
    {
      name: 'a version that the target still serves',
      kubernetes: 24,
      source: `apiVersion: policy/v1beta1
kind: PodDisruptionBudget
metadata:
  name: web
`,
    },
    {
      name: 'a custom resource',
      source: `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: web
`,
    },
  ],
})
