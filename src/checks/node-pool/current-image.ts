import { defineCheck, notApplicable } from '../../core/check.ts'
import { daysBetween } from '../../core/day.ts'
import { number } from '../../core/option.ts'
import { text } from '../../core/text.ts'
import { agentPool } from '../../models/azure/kinds.ts'
import { dayOfNodeImage } from '../../models/azure/node-image.ts'
import { resourcesByType } from '../../models/azure/relations.ts'

const at = ['nodeImageVersion']

export const currentImage = defineCheck({
  id: 'node-pool/current-image',
  controls: ['node-image-age'],
  subject: agentPool,
  reads: 'estate',
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({
    en: 'Nodes run an image of the last two weeks, or the newest one',
    ja: 'ノードには 2 週間以内のイメージか最新のイメージを使う',
  }),
  why: text({
    en: 'A new image with the fixes of the operating system comes every week. Nodes that stay behind run with holes that are public.',
    ja: 'OS の修正を含む新しいイメージは毎週公開されます。古いままのノードには、公開済みの脆弱性が残ります。',
  }),
  options: { days: number(14, text({ en: 'how old an image may be, in days', ja: '許容するイメージの経過日数' })) },
  messages: {
    old: text({
      en: 'the nodes run {version}, which is {days} days old; {latest} is there',
      ja: 'ノードのイメージ {version} は {days} 日前のものです。{latest} が公開されています',
    }),
    oldAlone: text({ en: 'the nodes run {version}, which is {days} days old', ja: 'ノードのイメージ {version} は {days} 日前のものです' }),
    undated: text({
      en: 'the version {version} does not tell its day, and the newest image of the pool could not be read (upgradeProfiles/default)',
      ja: '{version} からは日付が分からず、プールの最新イメージ（upgradeProfiles/default）も読み取れません',
    }),
  },
  *evaluate(pool, { report, unknown, estate, options, today }) {
    const version = pool.text(...at)
    if (version === undefined)
      return notApplicable(text({ en: 'only a running pool has an image', ja: 'イメージは稼働中のプールにだけあります' }))
    const latest = estate
      .view(resourcesByType)
      .of('Microsoft.ContainerService/managedClusters/agentPools/upgradeProfiles')
      .find(({ id }) => isOfPool(id, pool.name))
      ?.text('properties', 'latestNodeImageVersion')
    if (latest === version) return undefined
    const made = dayOfNodeImage(version)
    if (made === undefined) {
      yield unknown('undated', { version }, { at })
      return undefined
    }
    const days = daysBetween(made, today)
    if (days <= options.days) return undefined
    if (latest === undefined) yield report('oldAlone', { version, days }, { at })
    else yield report('old', { version, days, latest }, { at })
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/aks/node-image-upgrade'],
  examples: [
    {
      name: 'a pool that stayed behind, one that is new, and one that runs the newest there is',
      file: 'live.json',
      source: `{
  "value": [
    {
      "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/shop",
      "name": "shop",
      "type": "Microsoft.ContainerService/managedClusters",
      "properties": {
        "agentPoolProfiles": [
          { "name": "system", "nodeImageVersion": «"AKSUbuntu-2204gen2containerd-202608.20.0"» },
          { "name": "user", "nodeImageVersion": "AKSUbuntu-2204gen2containerd-202610.28.0" },
          { "name": "windows", "nodeImageVersion": "AKSWindows-2022-20348.2.240" }
        ]
      }
    },
    {
      "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/shop/agentPools/system/upgradeProfiles/default",
      "name": "default",
      "type": "Microsoft.ContainerService/managedClusters/agentPools/upgradeProfiles",
      "properties": { "latestNodeImageVersion": "AKSUbuntu-2204gen2containerd-202611.02.0" }
    },
    {
      "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/shop/agentPools/windows/upgradeProfiles/default",
      "name": "default",
      "type": "Microsoft.ContainerService/managedClusters/agentPools/upgradeProfiles",
      "properties": { "latestNodeImageVersion": "AKSWindows-2022-20348.2.240" }
    }
  ]
}
`,
      today: '2026-11-05',
      fails: ['old'],
    },
    {
      name: 'the newest image could not be read',
      file: 'live.json',
      source: `{
  "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/shop/agentPools/user",
  "name": "user",
  "type": "Microsoft.ContainerService/managedClusters/agentPools",
  "properties": {
    "nodeImageVersion": «"AKSAzureLinux-V3gen2-202609.01.0"»
  }
}
`,
      today: '2026-11-05',
      fails: ['oldAlone'],
    },
    {
      name: 'neither a day nor the newest image is known',
      file: 'live.json',
      source: `{
  "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/shop/agentPools/user",
  "name": "user",
  "type": "Microsoft.ContainerService/managedClusters/agentPools",
  "properties": {
    "nodeImageVersion": ‹"AKSWindows-2022-20348.2.240"›
  }
}
`,
      unknown: ['undated'],
    },
    {
      name: 'a template, in which there is no image yet',
      file: 'main.bicep',
      source: `resource pool 'Microsoft.ContainerService/managedClusters/agentPools@2025-05-01' = {
  name: 'aks/user'
  properties: {
    count: 3
  }
}
`,
    },
  ],
})

/** Pools that a cluster lists are named after both. */
function isOfPool(profile: string, pool: string): boolean {
  const name = pool.slice(pool.lastIndexOf('/') + 1).toLowerCase()
  const cluster = pool.includes('/') ? pool.slice(0, pool.indexOf('/')).toLowerCase() : undefined
  const found = /\/managedclusters\/([^/]+)\/agentpools\/([^/]+)\/upgradeprofiles\/default$/.exec(profile)
  return found?.[2] === name && (cluster === undefined || found[1] === cluster)
}
