import { describe, expect, it } from 'vitest'

import { controls, findControl } from './catalogue.ts'
import { pillars, roles, stages, threatCategories, type Control } from './control.ts'
import { documentIds, documents, findDocument, podSecurity, sources } from './guidance.ts'

const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u
const each = controls.map((control) => [control.id, control] as const)

describe('the catalogue', () => {
  it('has 205 controls with ids in kebab-case, each once', () => {
    expect(controls.length).toBe(205)
    expect(new Set(controls.map(({ id }) => id)).size).toBe(controls.length)
    for (const { id } of controls) expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/)
  })

  it('gives every control titles of its own', () => {
    for (const language of ['en', 'ja'] as const) {
      expect(new Set(controls.map(({ title }) => title[language])).size).toBe(controls.length)
      expect(new Set(controls.map(({ statement }) => statement[language])).size).toBe(controls.length)
    }
  })

  it('covers every stage and every role', () => {
    expect(new Set(controls.map(({ stage }) => stage))).toEqual(new Set(stages))
    expect(new Set(controls.flatMap((control) => control.roles))).toEqual(new Set(roles))
  })

  it('draws on every heading that is named', () => {
    const used = new Set(controls.flatMap(({ source }) => source.map(({ heading }) => heading)))
    expect(sources.filter(({ heading }) => !used.has(heading))).toEqual([])
  })

  it('finds a control by its id', () => {
    expect(findControl('pod-no-privileged').title.ja).toBe('特権コンテナーの禁止')
    expect(findControl('pod-no-such-thing' as string)).toBeUndefined()
  })

  it('leaves to a person only what no machine can tell', () => {
    expect(controls.filter(({ proof }) => proof === 'manual').map(({ id }) => id)).toEqual([
      'plan-pillar-review',
      'plan-landing-zone-review',
      'release-penetration-test',
      'entra-mfa',
      'node-ssh-break-glass',
      'node-isolation-decision',
      'node-patch-sla',
      'upgrade-rehearsal',
      'upgrade-quota-reserve',
      'aks-cert-plan',
      'mon-live-data',
    ])
  })
})

describe.each(each)('%s', (_, control) => {
  it('speaks English', () => {
    expect(control.title.en).toMatch(/^[A-Z][^.]*$/)
    expect(control.statement.en).toMatch(/^[A-Z].{60,}\.$/)
    expect(control.title.en + control.statement.en).not.toMatch(japanese)
  })

  it('speaks Japanese', () => {
    expect(control.title.ja).toMatch(japanese)
    expect(control.title.ja).not.toMatch(/。/)
    expect(control.statement.ja).toMatch(/^.{30,}。$/)
    expect(control.statement.ja).toMatch(/(ます|です|ません|ください)。$/)
    expect(control.statement.ja).toMatch(japanese)
  })

  it('is placed and mapped in known words', () => {
    for (const source of control.source) expect(documentIds).toContain(source.document)
    expect(new Set(control.source).size).toBe(control.source.length)
    expect(new Set(control.roles).size).toBe(control.roles.length)
    expect(mappingFaults(control)).toEqual([])
  })
})

describe('the guidance', () => {
  it('is three documents with addresses in both languages', () => {
    expect(documents.map(({ id }) => id)).toEqual(documentIds)
    for (const { title, url } of documents) {
      expect(title.ja).toMatch(japanese)
      expect(title.en).not.toMatch(japanese)
      expect([new URL(url.en).protocol, new URL(url.ja).protocol]).toEqual(['https:', 'https:'])
    }
    expect(findDocument('devsecops').title.ja).toBe('Azure Kubernetes Service (AKS) の DevSecOps')
  })

  it('names headings in both languages', () => {
    for (const { heading } of sources) {
      expect(heading.ja).toMatch(japanese)
      expect(heading.en).not.toMatch(japanese)
    }
    expect(podSecurity.credentials).toEqual({
      document: 'pod-security',
      heading: { en: 'Limit credential exposure', ja: '資格情報の公開を制限する' },
    })
  })
})

/** Ids that are not of the form that their list uses, and lists that are empty or repeat themselves. */
function mappingFaults({ mappings }: Control): string[] {
  const { anchors = {}, ...lists } = mappings
  const forms: Readonly<Record<string, RegExp>> = {
    cisAks: /^[2-5]\.\d\.\d+$/,
    mcsb: /^(NS|IM|PA|DP|AM|LT|IR|PV|ES|BR|DS|GS)-\d+$/,
    azurePolicy: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
    owasp: /^(A(0[1-9]|10)|K(0[1-9]|10)|CICD-SEC-([1-9]|10))$/,
    stride: new RegExp(`^(${threatCategories.join('|')})$`),
    wellArchitected: new RegExp(`^(${pillars.join('|')})$`),
    psrule: /^AZR-\d{6}$/,
    checkov: /^CKV2?_AZURE_\d+$/,
    trivy: /^AZU-\d{4}$/,
    azqr: /^aks-\d{3}$/,
    aprl: /^[0-9a-f]{8}$/,
    reviewChecklist: /^A?\d\d\.\d\d(\.\d\d)?$/,
  }
  return Object.entries<readonly string[]>({ ...lists, ...anchors }).flatMap(([list, ids]) => [
    ...(ids.length === 0 || new Set(ids).size !== ids.length ? [`${list}: ${ids.join(' ')}`] : []),
    ...ids.filter((id) => !forms[list]!.test(id)).map((id) => `${list}: ${id}`),
  ])
}
