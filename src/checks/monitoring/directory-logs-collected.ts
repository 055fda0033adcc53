import { text } from '../../core/text.ts'
import { subscriptionCheck, subscriptionExamples } from '../subscription-check.ts'

export const directoryLogsCollected = subscriptionCheck({
  id: 'monitoring/directory-logs-collected',
  controls: ['log-entra', 'detect-entra-logs'],
  severity: 'medium',
  since: '0.1.0',
  title: text({ en: 'The logs of Entra ID are exported', ja: 'Entra ID のログをエクスポートする' }),
  why: text({
    en: 'Entra ID keeps sign-ins for thirty days at most. Without an export nobody can follow a stolen account back to its first use.',
    ja: 'Entra ID のサインイン記録の保持は最長でも 30 日です。エクスポートがないと、盗まれたアカウントの最初の使用までさかのぼれません。',
  }),
  what: text({ en: 'diagnostic setting of Entra ID', ja: 'Entra ID の診断設定' }),
  types: ['microsoft.aadiam/diagnosticSettings'],
  isOfDirectory: true,
  references: ['https://learn.microsoft.com/entra/identity/monitoring-health/howto-configure-diagnostic-settings'],
  examples: [
    ...subscriptionExamples('/providers/microsoft.aadiam/diagnosticSettings/export', {
      name: 'export',
      type: 'microsoft.aadiam/diagnosticSettings',
      properties: { logs: [{ category: 'SignInLogs', enabled: true }] },
    }),
  ],
})
