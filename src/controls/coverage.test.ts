import { describe, expect, it } from 'vitest'

import { controls, findControl } from './catalogue.ts'
import { coverage, coverageReport, danglingProofs, summarise, type Proof } from './coverage.ts'

const few = [findControl('pod-selinux'), findControl('upgrade-rehearsal'), findControl('entra-mfa'), findControl('pod-seccomp')]

describe('coverage', () => {
  it('calls nothing proven when nothing runs', () => {
    expect(summarise(coverage(controls, []))).toEqual({ controls: 205, proven: 0, manual: 11, unproven: 194 })
  })

  it('tells what runs from what a person vouches for', () => {
    const proofs: Proof[] = [
      { kind: 'attestation', id: 'mfa-2026', controls: ['entra-mfa'] },
      { kind: 'check', id: 'pod/seccomp', controls: ['pod-seccomp'] },
    ]
    expect(coverage(few, proofs).map(({ id, state }) => [id, state])).toEqual([
      ['pod-selinux', 'unproven'],
      ['upgrade-rehearsal', 'manual'],
      ['entra-mfa', 'manual'],
      ['pod-seccomp', 'proven'],
    ])
  })

  it.each(['check', 'detection', 'policy'] as const)('counts a %s as a proof that runs, also of what is usually attested', (kind) => {
    expect(coverage(few, [{ kind, id: 'x', controls: ['upgrade-rehearsal'] }])[1]!.state).toBe('proven')
  })

  it('lists proofs by kind and id, each once, and takes any iterable', () => {
    function* proofs(): Generator<Proof> {
      yield { kind: 'attestation', id: 'a', controls: ['pod-seccomp'] }
      yield { kind: 'policy', id: 'p', controls: ['pod-seccomp'] }
      yield { kind: 'check', id: 'pod/seccomp', controls: ['pod-seccomp', 'pod-seccomp'] }
      yield { kind: 'detection', id: 'd', controls: ['pod-seccomp'] }
      yield { kind: 'check', id: 'pod/a', controls: ['pod-seccomp', 'elsewhere'] }
      yield { kind: 'check', id: 'pod/seccomp', controls: ['pod-seccomp'] }
    }
    expect(coverage(few, proofs())[3]!.proofs).toEqual([
      { kind: 'check', id: 'pod/a' },
      { kind: 'check', id: 'pod/seccomp' },
      { kind: 'detection', id: 'd' },
      { kind: 'policy', id: 'p' },
      { kind: 'attestation', id: 'a' },
    ])
  })
})

describe('the coverage report', () => {
  it('has the shape that other programs rely on', () => {
    const report = coverageReport(
      [findControl('image-no-credentials')],
      [{ kind: 'check', id: 'image/no-secrets', controls: ['image-no-credentials'] }],
    )
    expect(JSON.parse(JSON.stringify(report))).toEqual({
      version: 1,
      summary: { controls: 1, proven: 1, manual: 0, unproven: 0 },
      controls: [
        {
          id: 'image-no-credentials',
          title: { en: 'Keep credentials out of images', ja: 'イメージへの資格情報の埋め込み禁止' },
          stage: 'build',
          roles: ['dev'],
          source: {
            document: 'pod-security',
            heading: {
              en: 'Best practices for pod security in Azure Kubernetes Service (AKS)',
              ja: 'Azure Kubernetes Service (AKS) でのポッドのセキュリティに関するベスト プラクティス',
            },
          },
          sources: [
            {
              document: 'pod-security',
              heading: {
                en: 'Best practices for pod security in Azure Kubernetes Service (AKS)',
                ja: 'Azure Kubernetes Service (AKS) でのポッドのセキュリティに関するベスト プラクティス',
              },
            },
            {
              document: 'devsecops',
              heading: {
                en: 'Best practice: perform secret scanning to prevent fraudulent use of secrets committed by accident',
                ja: 'ベスト プラクティス – シークレット スキャンを実行して、リポジトリに誤ってコミットされたシークレットの不正使用を防ぐ',
              },
            },
          ],
          mappings: {
            mcsb: ['IM-8'],
            owasp: ['K08', 'CICD-SEC-6'],
            stride: ['spoofing', 'information-disclosure'],
            wellArchitected: ['security'],
          },
          proofs: [{ kind: 'check', id: 'image/no-secrets' }],
          state: 'proven',
        },
      ],
    })
  })

  it('is the same bytes whatever the order of the proofs', () => {
    const proofs: Proof[] = ['b', 'a', 'c'].map((id) => ({ kind: 'check', id, controls: ['pod-seccomp'] }))
    expect(JSON.stringify(coverageReport(controls, proofs.toReversed()))).toBe(JSON.stringify(coverageReport(controls, proofs)))
  })
})

describe('dangling proofs', () => {
  it('are those that name what the catalogue does not hold', () => {
    const proof: Proof = { kind: 'check', id: 'pod/seccomp', controls: ['pod-seccomp', 'pod-secomp'] }
    expect(danglingProofs(controls, [proof])).toEqual([{ proof, control: 'pod-secomp' }])
  })
})
