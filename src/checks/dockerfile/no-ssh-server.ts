import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { dockerBuild } from '../../models/dockerfile/docker-build.ts'
import { packageInstalls } from '../../models/dockerfile/package-manager.ts'

export const noSshServer = defineCheck({
  id: 'dockerfile/no-ssh-server',
  controls: ['node-ssh-not-exposed', 'image-minimal-base'],
  subject: dockerBuild,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'The image brings no SSH server', ja: 'イメージに SSH サーバーを含めない' }),
  why: text({
    en: 'A second way in, with its own keys and no trace in the audit log of the cluster. kubectl exec and debug do the same under access control.',
    ja: '独自の鍵を持ち、クラスターの監査ログにも残らない第二の入り口になります。kubectl exec や debug なら、アクセス制御の下で同じことができます。',
  }),
  messages: {
    port: text({ en: 'port 22 is exposed', ja: 'ポート 22 が公開されます' }),
    package: text({ en: '{package} installs an SSH server', ja: '{package} は SSH サーバーをインストールします' }),
  },
  *evaluate(build, { report }) {
    for (const { instruction } of build.instructions()) {
      if (instruction.effective.keyword === 'EXPOSE') {
        for (const word of instruction.effective.words)
          if (/^22(?:\/tcp)?$/.test(word.text)) yield report('port', {}, { at: build.at(instruction, word.range) })
      }
      for (const { packages } of packageInstalls(build.commandsOf(instruction))) {
        for (const word of packages) {
          const name = word.text.replace(/[=<>~].*$/, '')
          if (/^(?:openssh-server|openssh|dropbear|telnetd|telnet-server)$/.test(name))
            yield report('package', { package: name }, { at: build.at(instruction, word.range) })
        }
      }
    }
  },
  references: ['https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html'],
  examples: [
    {
      name: 'a server and its port',
      file: 'Dockerfile',
      source: 'FROM debian:12\nRUN apt-get install -y «openssh-server=1:9.2p1»\nEXPOSE 8080 «22»\n',
      fails: ['package', 'port'],
    },
    { name: 'a client', file: 'Dockerfile', source: 'FROM debian:12\nRUN apt-get install -y openssh-client=1:9.2p1\nEXPOSE 2222\n' },
  ],
})
