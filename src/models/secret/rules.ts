import type { SecretRule } from './rule.ts'
import { aiRules } from './rules/ai.ts'
import { azureRules } from './rules/azure.ts'
import { cloudRules } from './rules/cloud.ts'
import { communicationRules } from './rules/communication.ts'
import { genericRules } from './rules/generic.ts'
import { monitoringRules } from './rules/monitoring.ts'
import { paymentRules } from './rules/payment.ts'
import { serviceRules } from './rules/service.ts'
import { sourceControlRules } from './rules/source-control.ts'
import { structuredRules } from './rules/structured.ts'

/** All rules. Where two match the same text with equal right, the earlier one reports. */
export const secretRules: readonly SecretRule[] = [
  ...azureRules,
  ...sourceControlRules,
  ...cloudRules,
  ...aiRules,
  ...paymentRules,
  ...communicationRules,
  ...monitoringRules,
  ...serviceRules,
  ...structuredRules,
  ...genericRules,
]
