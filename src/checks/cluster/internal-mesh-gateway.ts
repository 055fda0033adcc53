import { defineCheck, notApplicable } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { shapeOf } from '../../models/azure/relations.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { truthOf } from '../../models/azure/value/truth.ts'
import { isNull, valueAt } from '../../models/azure/value/value.ts'

const mesh = ['properties', 'serviceMeshProfile']
const gateways = [...mesh, 'istio', 'components', 'ingressGateways']

export const internalMeshGateway = defineCheck({
  id: 'cluster/internal-mesh-gateway',
  controls: ['net-internal-ingress'],
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'The gateways of the service mesh are internal', ja: 'サービスメッシュのゲートウェイを内部向けにする' }),
  why: text({
    en: 'An external gateway has a public address of its own, past the firewall that should stand in front of the cluster.',
    ja: '外部向けのゲートウェイは独自のパブリックアドレスを持ち、クラスターの前に置くべきファイアウォールを通りません。',
  }),
  subject: managedCluster,
  messages: {
    external: text({ en: 'the service mesh has an external gateway', ja: 'サービスメッシュに外部向けのゲートウェイがあります' }),
    undecided: text({
      en: 'whether the service mesh has an external gateway depends on {input}, which is not known here',
      ja: 'サービスメッシュに外部向けのゲートウェイがあるかどうかは {input} によって決まりますが、その値がここでは分かりません',
    }),
  },
  *evaluate(cluster: AzureResource, { report, unknown }) {
    const used = cluster.get(...mesh)
    if (used === undefined || isNull(used) || cluster.text(...mesh, 'mode')?.toLowerCase() === 'disabled')
      return notApplicable(text({ en: 'no service mesh is used', ja: 'サービスメッシュが使われていません' }))
    const listed = cluster.get(...gateways)
    if (listed?.kind === 'unknown') yield unknown('undecided', { input: listed.reason.decidedBy }, { at: gateways })
    if (listed?.kind !== 'list') return undefined
    for (const [index, gateway] of listed.items.entries()) {
      const mode = valueAt(gateway, ['mode'])
      const enabled = valueAt(gateway, ['enabled'])
      const isOff = enabled?.kind === 'scalar' && truthOf(enabled) !== true
      if (isOff || mode === undefined || shapeOf(mode) === 'internal') continue
      const at = [...gateways, index, 'enabled']
      const open = [mode, enabled].find((value) => value?.kind === 'unknown')
      const fix = {
        title: text({ en: 'switch the external gateway off', ja: '外部向けのゲートウェイを無効にする' }),
        safety: 'review',
        edits: [set(at, false)],
      } as const
      if (open?.kind === 'unknown') yield unknown('undecided', { input: open.reason.decidedBy }, { at })
      else yield report('external', {}, { at, fix })
    }
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/aks/istio-deploy-ingress'],
  examples: [
    { name: 'Bicep with an external gateway', file: 'main.bicep', source: bicep('«true»'), fails: ['external'], fixed: bicep('false') },
    { name: 'Bicep with the external gateway off', file: 'main.bicep', source: bicep('false') },
    {
      name: 'Bicep with a gateway that a parameter decides',
      file: 'main.bicep',
      source: `param isOpen bool\n\n${bicep('‹isOpen›')}`,
      unknown: ['undecided'],
    },
    {
      name: 'Terraform with an external gateway',
      file: 'main.tf',
      source: terraform('«true»'),
      fails: ['external'],
      fixed: terraform('false'),
    },
    { name: 'Terraform with the internal gateway alone', file: 'main.tf', source: terraform('false') },
    {
      name: 'an answer with an external gateway',
      file: 'cluster.json',
      source: `{
  "id": "/subscriptions/s/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/aks",
  "name": "aks",
  "type": "Microsoft.ContainerService/managedClusters",
  "properties": {
    "serviceMeshProfile": {
      "mode": "Istio",
      "istio": { "components": { "ingressGateways": [{ "mode": "External", "enabled": «true» }, { "mode": "Internal", "enabled": true }] } }
    }
  }
}
`,
      fails: ['external'],
    },
  ],
})

function bicep(enabled: string): string {
  return `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    serviceMeshProfile: {
      mode: 'Istio'
      istio: {
        components: {
          ingressGateways: [
            {
              mode: 'External'
              enabled: ${enabled}
            }
            {
              mode: 'Internal'
              enabled: true
            }
          ]
        }
      }
    }
  }
}
`
}

function terraform(enabled: string): string {
  return `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  service_mesh_profile {
    mode                             = "Istio"
    revisions                        = ["asm-1-25"]
    internal_ingress_gateway_enabled = true
    external_ingress_gateway_enabled = ${enabled}
  }
}
`
}
