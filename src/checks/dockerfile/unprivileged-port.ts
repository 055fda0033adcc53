import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { dockerBuild } from '../../models/dockerfile/docker-build.ts'

export const unprivilegedPort = defineCheck({
  id: 'dockerfile/unprivileged-port',
  controls: ['pod-unprivileged-port'],
  subject: dockerBuild,
  severity: 'low',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'The image listens above port 1023', ja: 'イメージは 1024 番以降のポートで待ち受ける' }),
  why: text({
    en: 'A port below 1024 needs root or the capability NET_BIND_SERVICE; the Service can map any port to another one.',
    ja: '1024 未満のポートには root か NET_BIND_SERVICE が必要です。ポートの対応付けは Service でできます。',
  }),
  messages: {
    privileged: text({ en: 'port {port} needs a privilege', ja: 'ポート {port} には特権が必要です' }),
    invalid: text({ en: '{port} is no port', ja: '{port} はポート番号ではありません' }),
  },
  *evaluate(build, { report }) {
    for (const { instruction } of build.instructions()) {
      if (instruction.effective.keyword !== 'EXPOSE') continue
      for (const { text: port, range } of instruction.effective.words) {
        const numbers = /^(\d+)(?:-(\d+))?(?:\/\w+)?$/.exec(port)
        if (numbers === null) continue
        const at = build.at(instruction, range)
        if (Number(numbers[1]) > 65_535 || Number(numbers[2] ?? 0) > 65_535) yield report('invalid', { port }, { at, confidence: 'high' })
        else if (Number(numbers[1]) < 1024) yield report('privileged', { port }, { at })
      }
    }
  },
  references: ['https://learn.microsoft.com/azure/aks/developer-best-practices-pod-security'],
  examples: [
    {
      name: 'low and impossible ports',
      file: 'Dockerfile',
      source: 'FROM debian:12\nEXPOSE «80/tcp» 8080 «80000»\n',
      fails: ['privileged', 'invalid'],
    },
    { name: 'high ports', file: 'Dockerfile', source: 'FROM debian:12\nEXPOSE 8080 8443/tcp $PORT\n' },
  ],
})
