import { defineCheck, type CelRule } from '../../core/check.ts'
import { remove } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { stringAt } from '../../models/kubernetes/json.ts'
import { workload } from '../../models/workload/workload.ts'

/** The sysctls that are kept apart for each pod, by the minor version of Kubernetes from which the standard allows them. */
const safeSince: Readonly<Record<string, number>> = {
  'kernel.shm_rmid_forced': 0,
  'net.ipv4.ip_local_port_range': 0,
  'net.ipv4.tcp_syncookies': 0,
  'net.ipv4.ping_group_range': 0,
  'net.ipv4.ip_unprivileged_port_start': 0,
  'net.ipv4.ip_local_reserved_ports': 27,
  'net.ipv4.tcp_keepalive_time': 29,
  'net.ipv4.tcp_fin_timeout': 29,
  'net.ipv4.tcp_keepalive_intvl': 29,
  'net.ipv4.tcp_keepalive_probes': 29,
  'net.ipv4.tcp_rmem': 32,
  'net.ipv4.tcp_wmem': 32,
  'net.ipv4.tcp_slow_start_after_idle': 37,
  'net.ipv4.tcp_notsent_lowat': 37,
}

/** The same in CEL: one demand for each range of versions, between which the allowed sysctls are the same. */
function rulesInCel(): readonly CelRule[] {
  const starts = [...new Set(Object.values(safeSince))].sort((a, b) => a - b)
  return starts.map((from, index): CelRule => {
    const names = Object.keys(safeSince).filter((name) => safeSince[name]! <= from)
    const before = starts[index + 1]
    return {
      of: 'sysctl',
      forbids: `!(sysctl.?name.orValue('') in [${names.map((name) => `'${name}'`).join(', ')}])`,
      message: 'unsafe',
      args: { sysctl: "sysctl.?name.orValue('')" },
      kubernetes: { from, ...(before === undefined ? {} : { before }) },
    }
  })
}

export const safeSysctls = defineCheck({
  id: 'pod/safe-sysctls',
  controls: ['pod-security-context', 'build-manifest-analysis'],
  standards: ['pss-baseline/sysctls'],
  subject: workload,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Pods set only the safe sysctls', ja: 'Pod では安全な sysctl だけを設定する' }),
  why: text({
    en: 'A sysctl that is not kept apart for each pod changes the kernel for every pod of the node, and can switch protections off.',
    ja: 'Pod ごとに分離されない sysctl は、ノード上のすべての Pod のカーネル設定を変え、保護を無効にすることもあります。',
  }),
  messages: {
    unsafe: text({ en: 'the pod sets the unsafe sysctl {sysctl}', ja: 'Pod が安全でない sysctl {sysctl} を設定します' }),
  },
  *evaluate(pod, { report, target }) {
    for (const [index, sysctl] of pod.list('securityContext', 'sysctls').entries()) {
      const name = stringAt(sysctl, ['name']) ?? ''
      const since = Object.hasOwn(safeSince, name) ? safeSince[name]! : Infinity
      if (since <= target.kubernetes) continue
      const at = pod.at('securityContext', 'sysctls', index)
      yield report(
        'unsafe',
        { sysctl: name },
        { at: [...at, 'name'], fix: { title: text({ en: 'do not set it', ja: '設定しない' }), safety: 'review', edits: [remove(at)] } },
      )
    }
  },
  enforce: { podSecurity: 'baseline', azurePolicy: '56d0a13f-712f-466b-8416-56fb354fb823', cel: rulesInCel() },
  references: ['https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/'],
  examples: [
    {
      name: 'a sysctl of the node',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    sysctls:
      - name: net.ipv4.tcp_syncookies
        value: "1"
      - name: «kernel.msgmax»
        value: "65536"
  containers:
    - name: app
      image: registry.example/app:1
`,
      fails: ['unsafe'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    sysctls:
      - name: net.ipv4.tcp_syncookies
        value: "1"
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
    {
      name: 'safe from 1.32 on',
      kubernetes: 31,
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    sysctls:
      - name: «net.ipv4.tcp_rmem»
        value: 4096 87380 16777216
  containers:
    - name: app
      image: registry.example/app:1
`,
      fails: ['unsafe'],
    },
    {
      name: 'safe',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    sysctls:
      - name: net.ipv4.ip_unprivileged_port_start
        value: "0"
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
  ],
})
