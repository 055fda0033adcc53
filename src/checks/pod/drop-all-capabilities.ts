import { defineCheck } from '../../core/check.ts'
import { append, remove, set } from '../../core/edit.ts'
import { shown, text } from '../../core/text.ts'
import { usesNoCapability } from '../../models/workload/privilege.ts'
import { workload } from '../../models/workload/workload.ts'

export const dropAllCapabilities = defineCheck({
  id: 'pod/drop-all-capabilities',
  controls: ['pod-capabilities', 'pod-security-context', 'build-manifest-analysis'],
  standards: ['pss-restricted/capabilities_restricted'],
  subject: workload,
  severity: 'medium',
  confidence: 'high',
  coveredBy: ['pod/no-added-capabilities'],
  since: '0.1.0',
  title: text({
    en: 'Containers drop all capabilities and add back none but NET_BIND_SERVICE',
    ja: 'ケーパビリティをすべて外し、NET_BIND_SERVICE 以外は戻さない',
  }),
  why: text({
    en: 'Containers start with a dozen pieces of root that almost none of them needs. What is not there cannot be abused.',
    ja: 'コンテナーは、ほとんどの場合に不要な root の権限を十数個持って起動します。持っていない権限は悪用されません。',
  }),
  messages: {
    notDropped: text({
      en: 'container {container} does not drop all capabilities',
      ja: 'コンテナー {container} がケーパビリティをすべて外していません',
    }),
    lowerCase: text({
      en: 'container {container} drops "{written}"; the standard knows only "ALL" in capitals',
      ja: 'コンテナー {container} は "{written}" を外していますが、標準で認められるのは大文字の "ALL" だけです',
    }),
    added: text({ en: 'container {container} adds {capability}', ja: 'コンテナー {container} が {capability} を追加します' }),
  },
  *evaluate(pod, { report, target }) {
    if (target.kubernetes < 22 || (target.kubernetes >= 25 && pod.declaresWindows)) return
    for (const container of pod.containers) {
      const drop = container.list('securityContext', 'capabilities', 'drop')
      const dropAt = container.at('securityContext', 'capabilities', 'drop')
      if (!drop.includes('ALL')) {
        const almost = drop.findIndex((dropped) => typeof dropped === 'string' && dropped.toUpperCase() === 'ALL')
        const fix = {
          title: text({ en: 'drop ALL', ja: 'ALL を外す' }),
          // The kubelet reads `all` as `ALL` already: only the standard does not.
          safety: almost !== -1 || usesNoCapability(container) ? 'safe' : 'review',
          edits: almost === -1 ? [append(dropAt, 'ALL')] : [set([...dropAt, almost], 'ALL')],
        } as const
        yield almost === -1
          ? report('notDropped', { container: container.name }, { at: dropAt, part: 'key', fix })
          : report(
              'lowerCase',
              { container: container.name, written: shown(drop[almost]) },
              { at: [...dropAt, almost], severity: 'low', fix },
            )
      }
      for (const [index, capability] of container.list('securityContext', 'capabilities', 'add').entries()) {
        if (capability === 'NET_BIND_SERVICE') continue
        const at = container.at('securityContext', 'capabilities', 'add', index)
        yield report(
          'added',
          { container: container.name, capability: shown(capability) },
          { at, fix: { title: text({ en: 'do not add it', ja: '追加をやめる' }), safety: 'review', edits: [remove(at)] } },
        )
      }
    }
  },
  enforce: {
    podSecurity: 'restricted',
    azurePolicy: 'c26596ff-4d70-4e6a-9a30-c2506bd2f80c',
    cel: [
      {
        of: 'container',
        forbids:
          "variables.pod.?os.?name.orValue('') != 'windows' && !container.?securityContext.?capabilities.?drop.orValue([]).exists(c, c.upperAscii() == 'ALL')",
        message: 'notDropped',
        args: { container: 'container.name' },
      },
      {
        of: 'container',
        forbids:
          "variables.pod.?os.?name.orValue('') != 'windows' && !container.?securityContext.?capabilities.?drop.orValue([]).exists(c, c == 'ALL') && container.?securityContext.?capabilities.?drop.orValue([]).exists(c, c.upperAscii() == 'ALL')",
        message: 'lowerCase',
        args: {
          container: 'container.name',
          written: "container.?securityContext.?capabilities.?drop.orValue([]).filter(c, c.upperAscii() == 'ALL')[0]",
        },
      },
      {
        of: 'container',
        each: [{ in: 'container.?securityContext.?capabilities.?add.orValue([])', as: 'capability' }],
        forbids: "variables.pod.?os.?name.orValue('') != 'windows' && capability != 'NET_BIND_SERVICE'",
        message: 'added',
        args: { container: 'container.name', capability: 'capability' },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  examples: [
    {
      name: 'nothing dropped',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        «runAsNonRoot: true»
`,
      fails: ['notDropped'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        runAsNonRoot: true
        capabilities:
          drop:
            - ALL
`,
    },
    {
      name: 'some dropped, and one added back',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        capabilities:
          «drop»: [NET_RAW]
          add: [«CHOWN»]
`,
      fails: ['notDropped', 'added'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        capabilities:
          drop: [NET_RAW, ALL]
          add: []
`,
    },
    {
      name: 'in lower case, which the kubelet understands and the standard does not',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        capabilities:
          drop:
            - «all»
`,
      fails: ['lowerCase'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        capabilities:
          drop:
            - ALL
`,
    },
    {
      name: 'all dropped, low ports kept',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        capabilities:
          drop: [ALL]
          add: [NET_BIND_SERVICE]
`,
    },
  ],
})
