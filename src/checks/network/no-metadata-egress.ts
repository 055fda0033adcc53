import { defineCheck } from '../../core/check.ts'
import { append, type PathEdit } from '../../core/edit.ts'
import type { Path } from '../../core/location.ts'
import { text } from '../../core/text.ts'
import { stringAt } from '../../models/kubernetes/json.ts'
import { contains, metadataAddress, wireServerAddress } from '../../models/network/cidr.ts'
import { letsThrough, networkPolicy } from '../../models/network/network-policy.ts'

/** What pods could talk to there, and the port that it listens on. */
const targets = [
  { address: metadataAddress, port: 80 },
  { address: wireServerAddress, port: 80 },
] as const

export const noMetadataEgress = defineCheck({
  id: 'network/no-metadata-egress',
  controls: ['node-imds-restricted', 'net-policy-objects', 'build-manifest-analysis'],
  subject: networkPolicy,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Egress leaves out the metadata service of Azure', ja: '送信先から Azure のメタデータサービスを除く' }),
  why: text({
    en: 'At 169.254.169.254 anybody gets tokens of the identities of the node, and the host agent at 168.63.129.16 has handed out node credentials before. No workload needs either by HTTP.',
    ja: '169.254.169.254 では、誰でもノードの ID のトークンを取得できます。168.63.129.16 のホストエージェントからノードの資格情報が取得できた事例もあります。どちらへの HTTP 接続も、ワークロードには必要ありません。',
  }),
  messages: {
    reachable: text({ en: 'policy {name} lets pods reach {addresses}', ja: 'ポリシー {name} により Pod から {addresses} に接続できます' }),
  },
  *evaluate(policy, { report }) {
    if (!policy.isAbout('egress')) return
    for (const rule of policy.rules('egress')) {
      const reached = targets.filter(({ address, port }) => letsThrough(rule, address, port)).map(({ address }) => address)
      if (reached.length === 0) continue
      const block = rule.peers.findIndex((peer) =>
        targets.some(({ address, port }) => letsThrough({ ...rule, peers: [peer] }, address, port)),
      )
      const at = rule.peers.length === 0 ? rule.at : [...rule.peersAt, block, 'ipBlock', 'cidr']
      const edits = rule.peers.length === 0 ? [] : exceptions(rule.peersAt, block, rule.peers[block]!.ipBlock, reached)
      const title = text({ en: 'leave them out of the range', ja: '範囲から除く' })
      yield report(
        'reachable',
        { name: policy.object.name, addresses: reached.join(', ') },
        {
          at,
          ...(rule.peers.length === 0 ? { part: 'key' } : {}),
          fix: edits.length === 0 ? undefined : { title, safety: 'review', edits },
        },
      )
    }
  },
  references: [
    'https://learn.microsoft.com/azure/aks/imds-restriction',
    'https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16',
  ],
  examples: [
    {
      name: 'everywhere',
      source: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: out
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to:
        - ipBlock:
            cidr: «0.0.0.0/0»
`,
      fails: ['reachable'],
      fixed: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: out
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to:
        - ipBlock:
            cidr: 0.0.0.0/0
            except:
              - 169.254.169.254/32
              - 168.63.129.16/32
`,
    },
    {
      name: 'everywhere but there, only by another port, and other pods',
      source: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: out
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to:
        - ipBlock:
            cidr: 0.0.0.0/0
            except: [169.254.169.254/32, 168.63.129.16/32]
    - to:
        - ipBlock:
            cidr: 0.0.0.0/0
      ports:
        - port: 443
    - to:
        - podSelector: {}
`,
    },
  ],
})

/** One exception for each address, which has to lie within the range itself. */
function exceptions(peersAt: Path, block: number, ipBlock: unknown, addresses: readonly string[]): readonly PathEdit[] {
  const cidr = stringAt(ipBlock, ['cidr']) ?? ''
  return addresses
    .filter((address) => contains(cidr, address) && cidr !== `${address}/32`)
    .map((address) => append([...peersAt, block, 'ipBlock', 'except'], `${address}/32`))
}
