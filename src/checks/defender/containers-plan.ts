import { text } from '../../core/text.ts'
import { defenderPlanCheck, planExamples } from '../defender-plan-check.ts'

export const containersPlan = defenderPlanCheck({
  id: 'defender/containers-plan',
  controls: ['def-containers'],
  severity: 'high',
  since: '0.1.0',
  plan: 'Containers',
  title: text({
    en: 'Defender for Containers is on',
    ja: 'Defender for Containers を有効にする',
  }),
  why: text({
    en: 'The plan watches clusters, scans images in registries and reports attacks; without it nobody looks.',
    ja: 'このプランはクラスターを監視し、レジストリのイメージをスキャンし、攻撃を知らせます。なければ誰も見ていません。',
  }),
  fails: text({
    en: 'Defender for Containers is off',
    ja: 'Defender for Containers が無効です',
  }),
  azurePolicy: '1c988dd6-ade4-430f-a608-2a3e5b0a6d38',
  examples: [...planExamples('Containers')],
})
