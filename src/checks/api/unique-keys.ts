import { defineCheck } from '../../core/check.ts'
import { render, text } from '../../core/text.ts'
import { doubtfulText } from '../../models/kubernetes/doubtful-text.ts'

export const uniqueKeys = defineCheck({
  id: 'api/unique-keys',
  controls: ['build-manifest-analysis'],
  subject: doubtfulText,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Each key stands once in its mapping', ja: '同じキーを 1 つのマップに 2 回書かない' }),
  why: text({
    en: 'Of two entries with one key the last one counts: a security context that somebody adds above another one has no effect, and the API server refuses the object where it validates strictly.',
    ja: '同じキーが 2 つあると、後のものだけが有効です。先に追加した securityContext は効かず、厳密な検証ではオブジェクト自体が拒否されます。',
  }),
  messages: {
    twice: text({ en: '{problem}', ja: '{problem}' }),
  },
  *evaluate({ problem, document }, { report }) {
    if (problem.code !== 'duplicate-key') return
    const { source } = document.place([])
    const words = { en: render(problem.message, 'en'), ja: render(problem.message, 'ja') }
    yield report('twice', { problem: words }, { at: { source, range: problem.range, path: [] } })
  },
  references: ['https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation'],
  examples: [
    {
      name: 'two security contexts',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        runAsNonRoot: true
      «securityContext»:
        allowPrivilegeEscalation: false
`,
      fails: ['twice'],
    },
    {
      name: 'one',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
  ],
})
