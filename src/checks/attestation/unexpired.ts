import { attestedControl, stateOn } from '../../core/attestation.ts'
import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'

export const unexpired = defineCheck({
  id: 'attestation/unexpired',
  controls: ['gov-exemptions'],
  subject: attestedControl,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'An attestation is renewed before it expires', ja: '表明は期限が切れる前に更新する' }),
  why: text({
    en: "A person's word is about a day. People, systems and threats change after it, so it counts until a date and then has to be given again.",
    ja: '人による確認は、その日の状態を述べたものにすぎません。担当者もシステムも脅威も変わるため、期限を決め、過ぎたら確認し直します。',
  }),
  messages: {
    expired: text({
      en: 'the attestation of {control} expired on {until}; {owner} answers for it',
      ja: '{control} の表明は {until} に期限が切れました。担当は {owner} です',
    }),
    early: text({
      en: 'the attestation of {control} counts from {on} on, which is in the future',
      ja: '{control} の表明は {on} からのもので、まだその日になっていません',
    }),
  },
  *evaluate({ attestation }, { report, today }) {
    const { control, owner, on, until, place } = attestation
    const state = stateOn(attestation, today)
    if (state === 'in-force') return { attested: true }
    if (state === 'expired') yield report('expired', { control, until, owner }, { at: place })
    else yield report('early', { control, on }, { at: place })
    return undefined
  },
  references: [],
  examples: [
    {
      name: 'the day has passed',
      file: 'breakwater.yaml',
      source: `attestations:
  - «control: entra-mfa
    owner: identity team
    statement: Conditional Access asks all operators for a second factor
    on: 2026-01-10
    until: 2026-07-10»
`,
      today: '2026-08-01',
      fails: ['expired'],
    },
    {
      name: 'a date that was mistyped',
      file: 'breakwater.yaml',
      source: `attestations:
  - «control: plan-threat-model
    owner: shop team
    statement: The threat model was renewed with the new payment service
    on: 2027-01-10
    until: 2027-07-10»
`,
      today: '2026-08-01',
      fails: ['early'],
    },
    {
      name: 'in force',
      file: 'breakwater.yaml',
      source: `attestations:
  - control: entra-mfa
    owner: identity team
    statement: Conditional Access asks all operators for a second factor
    evidence: https://wiki.example.com/mfa-review
    on: 2026-07-10
    until: 2027-01-10
`,
      today: '2026-08-01',
    },
  ],
})
