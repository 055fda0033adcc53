import { text } from '../../core/text.ts'
import { probeCheck } from '../probe-check.ts'

export const readinessProbe = probeCheck({
  id: 'availability/readiness-probe',
  probe: 'readinessProbe',
  title: text({ en: 'Containers say when they are ready', ja: 'コンテナーに準備完了の確認（readinessProbe）を設ける' }),
  why: text({
    en: 'Without a readiness probe traffic reaches a container as soon as its process exists, and an upgrade goes on to the next pod before this one can answer.',
    ja: 'readinessProbe がないと、プロセスが起動した直後から通信が届きます。更新時には、応答できるようになる前に次の Pod の入れ替えが始まります。',
  }),
  missing: text({ en: 'container {container} has no readiness probe', ja: 'コンテナー {container} に readinessProbe がありません' }),
})
