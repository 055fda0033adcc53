import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { stringAt, valueAt } from '../../models/kubernetes/json.ts'
import { portsInCel, windowsInCel } from '../../models/workload/conditions-in-cel.ts'
import { workload, type Workload } from '../../models/workload/workload.ts'

const sysctls = "variables.pod.?securityContext.?sysctls.orValue([]).filter(sysctl, sysctl.name == 'net.ipv4.ip_unprivileged_port_start')"

/** `lowestUnprivileged` in CEL. */
const lowestInCel = `(${sysctls}.exists(sysctl, sysctl.value.matches('^[0-9]{1,9}$')) ? int(${sysctls}[0].value) : 1024)`

export const unprivilegedPort = defineCheck({
  id: 'pod/unprivileged-port',
  controls: ['pod-unprivileged-port', 'build-manifest-analysis'],
  subject: workload,
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Containers listen on ports from 1024', ja: 'コンテナーは 1024 番以上のポートで待ち受ける' }),
  why: text({
    en: 'A port below 1024 needs root, a capability or a setting of the pod. A Service offers port 80 or 443 to its callers just as well in front of a container that listens on 8080.',
    ja: '1024 番未満のポートには、root、ケーパビリティ、または Pod の設定が必要です。コンテナーが 8080 番で待ち受けていても、Service は 80 番や 443 番で公開できます。',
  }),
  messages: {
    low: text({ en: 'container {container} listens on port {port}', ja: 'コンテナー {container} がポート {port} で待ち受けます' }),
  },
  *evaluate(pod, { report }) {
    // Windows knows no privileged ports.
    if (pod.os === 'windows') return
    const lowest = lowestUnprivileged(pod)
    for (const container of pod.containers) {
      for (const [index, entry] of container.list('ports').entries()) {
        const port = valueAt(entry, ['containerPort'])
        if (typeof port !== 'number' || port < 1 || port >= lowest) continue
        yield report('low', { container: container.name, port }, { at: container.at('ports', index, 'containerPort') })
      }
    }
  },
  enforce: {
    cel: [
      {
        of: 'container',
        each: [portsInCel],
        forbids: `!${windowsInCel} && port.containerPort >= 1 && port.containerPort < ${lowestInCel}`,
        message: 'low',
        args: { container: 'container.name', port: 'string(port.containerPort)' },
      },
    ],
  },
  references: ['https://learn.microsoft.com/azure/aks/developer-best-practices-pod-security'],
  examples: [
    {
      name: 'a port of root',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      ports:
        - containerPort: «80»
        - containerPort: 8443
`,
      fails: ['low'],
    },
    {
      name: 'opened to everybody by a setting of the pod',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    sysctls:
      - name: net.ipv4.ip_unprivileged_port_start
        value: "80"
  containers:
    - name: app
      image: registry.example/app:1
      ports:
        - containerPort: 80
`,
    },
  ],
})

/** The first port that needs no privilege, which a pod can set for itself. */
function lowestUnprivileged(pod: Workload): number {
  const setting = pod
    .list('securityContext', 'sysctls')
    .find((sysctl) => stringAt(sysctl, ['name']) === 'net.ipv4.ip_unprivileged_port_start')
  const start = Number(stringAt(setting, ['value']) ?? NaN)
  return Number.isInteger(start) ? start : 1024
}
