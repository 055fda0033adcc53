import { text } from '../../core/text.ts'
import { defenderPlanCheck, planExamples } from '../defender-plan-check.ts'

export const keyVaultsPlan = defenderPlanCheck({
  id: 'defender/key-vaults-plan',
  controls: ['def-key-vault', 'detect-key-vault-anomalies'],
  severity: 'medium',
  since: '0.1.0',
  plan: 'KeyVaults',
  title: text({
    en: 'Defender for Key Vault is on',
    ja: 'Defender for Key Vault を有効にする',
  }),
  why: text({
    en: 'Unusual reading of secrets is the sign of a stolen identity; the plan knows what is usual.',
    ja: 'シークレットの普段と違う読み取りは、ID が盗まれた兆候です。このプランは普段の様子を学習しています。',
  }),
  fails: text({
    en: 'Defender for Key Vault is off',
    ja: 'Defender for Key Vault が無効です',
  }),
  azurePolicy: '0e6763cc-5078-4e64-889d-ff4d9a839047',
  examples: [...planExamples('KeyVaults')],
})
