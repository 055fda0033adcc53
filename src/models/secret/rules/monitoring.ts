import type { Range } from '../../../core/location.ts'
import { family, type SecretRule } from '../rule.ts'
import { mixed } from '../value-checks.ts'

const { token, assigned } = family('monitoring')

const newRelic = ['new-relic', 'newrelic', 'new_relic']

export const monitoringRules: readonly SecretRule[] = [
  assigned('beamer-api-token', 'Beamer', 'api-token', { names: ['beamer'], value: 'b_[a-z0-9=_-]{44}' }),
  assigned('datadog-access-token', 'Datadog', 'access-token', {
    names: ['datadog', 'dd_app_key', 'dd_application_key'],
    value: '[a-z0-9]{40}',
  }),
  assigned('datadog-api-key', 'Datadog', 'api-key', { names: ['datadog', 'dd_api_key'], value: '[a-f0-9]{32}', entropy: 3 }),
  token('dynatrace-api-token', 'Dynatrace', 'api-token', {
    marks: ['dt0c01.', 'dt0s01.'],
    form: 'dt0[cs]01\\.[a-z0-9]{24}\\.[a-z0-9]{64}',
    ignoreCase: true,
    entropy: 4,
  }),
  token('grafana-api-key', 'Grafana', 'api-key', {
    marks: ['eyjrijoi'],
    form: 'eyJrIjoi[A-Za-z0-9]{70,400}={0,3}',
    ignoreCase: true,
    entropy: 3,
  }),
  token('grafana-cloud-api-token', 'Grafana Cloud', 'api-token', {
    marks: ['glc_'],
    form: 'glc_[A-Za-z0-9+/]{32,400}={0,3}',
    ignoreCase: true,
    entropy: 3,
    accepts: mixed,
  }),
  token('grafana-service-account-token', 'Grafana', 'service-token', {
    marks: ['glsa_'],
    form: 'glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}',
    ignoreCase: true,
    entropy: 3,
  }),
  assigned('looker-client-id', 'Looker', 'client-id', { names: ['looker'], value: '[a-z0-9]{20}', accepts: mixed }),
  assigned('looker-client-secret', 'Looker', 'client-secret', { names: ['looker'], value: '[a-z0-9]{24}', accepts: mixed }),
  token('new-relic-browser-api-token', 'New Relic browser', 'api-token', {
    marks: ['nrjs-'],
    form: 'NRJS-[a-f0-9]{19}',
    ignoreCase: true,
    severity: 'low',
  }),
  token('new-relic-insert-key', 'New Relic', 'api-key', { marks: ['nrii-'], form: 'NRII-[a-z0-9-]{32}', ignoreCase: true }),
  token('new-relic-user-api-key', 'New Relic user', 'api-key', { marks: ['nrak-'], form: 'NRAK-[a-z0-9]{27}', ignoreCase: true }),
  assigned('new-relic-user-api-id', 'New Relic', 'account-id', { names: newRelic, value: '[a-z0-9]{64}' }),
  assigned('new-relic-license-key', 'New Relic', 'license-key', { names: newRelic, value: '[a-f0-9]{36}nral' }),
  assigned('sentry-access-token', 'Sentry', 'access-token', { names: ['sentry'], value: '[a-f0-9]{64}', entropy: 3 }),
  token('sentry-org-token', 'Sentry organization', 'access-token', {
    marks: ['sntrys_eyjpyxqio'],
    form: 'sntrys_eyJpYXQiO[A-Za-z0-9+/]{10,400}={0,2}_[A-Za-z0-9+/]{43}',
    beside: '\\w+/',
    entropy: 4.5,
    accepts: (value) => /LCJyZWdpb25fdXJs|InJlZ2lvbl91cmwi|cmVnaW9uX3VybCI6/.test(value),
  }),
  token('sentry-user-token', 'Sentry user', 'access-token', { marks: ['sntryu_'], form: 'sntryu_[a-f0-9]{64}', entropy: 3.5 }),
  assigned('sumologic-access-id', 'Sumo Logic', 'access-key-id', {
    names: ['sumo'],
    value: 'su[A-Za-z0-9]{12}',
    caseSensitive: true,
    entropy: 3,
    accepts: (value, text, range) => mixed(value) && namesSumo(text, range),
    severity: 'low',
  }),
  assigned('sumologic-access-token', 'Sumo Logic', 'access-key', {
    names: ['sumo'],
    value: '[a-z0-9]{64}',
    entropy: 3,
    accepts: (_value, text, range) => namesSumo(text, range),
  }),
  token('honeycomb-api-key', 'Honeycomb', 'api-key', {
    marks: ['hcaik_', 'hcbik_', 'hcalk_'],
    form: 'hc[abx][il]k_[0-9a-z]{58,64}',
    entropy: 3,
  }),
  token('posthog-personal-api-key', 'PostHog', 'personal-access-token', { marks: ['phx_'], form: 'phx_[A-Za-z0-9]{43,48}', entropy: 3 }),
]

/** `sumOfValues` holds the letters and does not mean Sumo Logic. */
function namesSumo(text: string, { start }: Range): boolean {
  return /sumo|Sumo|SUMO|sumO?L/.test(text.slice(Math.max(0, start - 100), start))
}
