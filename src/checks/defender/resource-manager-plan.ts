import { text } from '../../core/text.ts'
import { defenderPlanCheck, planExamples } from '../defender-plan-check.ts'

export const resourceManagerPlan = defenderPlanCheck({
  id: 'defender/resource-manager-plan',
  controls: ['def-arm'],
  severity: 'medium',
  since: '0.1.0',
  plan: 'Arm',
  title: text({
    en: 'Defender for Resource Manager is on',
    ja: 'Defender for Resource Manager を有効にする',
  }),
  why: text({
    en: 'Attackers who hold Azure rights work through Resource Manager; the plan notices them there.',
    ja: 'Azure の権限を得た攻撃者は Resource Manager を使います。このプランはそこで気付きます。',
  }),
  fails: text({
    en: 'Defender for Resource Manager is off',
    ja: 'Defender for Resource Manager が無効です',
  }),
  azurePolicy: 'c3d20c29-b36d-48fe-808b-99a87530ad99',
  examples: [...planExamples('Arm')],
})
