import { text } from '../../core/text.ts'
import { defenderPlanCheck, planExamples } from '../defender-plan-check.ts'

export const posturePlan = defenderPlanCheck({
  id: 'defender/posture-plan',
  controls: ['def-cspm'],
  severity: 'low',
  since: '0.1.0',
  plan: 'CloudPosture',
  title: text({
    en: 'Defender CSPM is on',
    ja: 'Defender CSPM を有効にする',
  }),
  why: text({
    en: 'The plan finds the paths that an attacker could take through the whole environment.',
    ja: 'このプランは、環境全体で攻撃者がたどりうる経路を見つけます。',
  }),
  fails: text({
    en: 'Defender CSPM is off',
    ja: 'Defender CSPM が無効です',
  }),
  azurePolicy: '1f90fc71-a595-4066-8974-d4d0802e8ef0',
  examples: [...planExamples('CloudPosture')],
})
