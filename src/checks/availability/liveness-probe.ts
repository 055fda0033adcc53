import { text } from '../../core/text.ts'
import { probeCheck } from '../probe-check.ts'

export const livenessProbe = probeCheck({
  id: 'availability/liveness-probe',
  probe: 'livenessProbe',
  title: text({ en: 'Containers say whether they are alive', ja: 'コンテナーに生存確認（livenessProbe）を設ける' }),
  why: text({
    en: 'Without a liveness probe a process that hangs stays as it is until somebody notices; with one the kubelet starts it again.',
    ja: 'livenessProbe がないと、応答しなくなったプロセスは誰かが気付くまでそのままです。設けておけば kubelet が再起動します。',
  }),
  missing: text({ en: 'container {container} has no liveness probe', ja: 'コンテナー {container} に livenessProbe がありません' }),
})
