import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { dockerBuild } from '../../models/dockerfile/docker-build.ts'
import { fileModes } from '../../models/dockerfile/file-modes.ts'

export const noSetuid = defineCheck({
  id: 'dockerfile/no-setuid',
  controls: ['image-no-root', 'pod-no-privilege-escalation'],
  subject: dockerBuild,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'No file gets the setuid or setgid bit', ja: 'setuid・setgid ビットを付けない' }),
  why: text({
    en: 'Who runs such a file gets the rights of its owner, root in most images.',
    ja: 'このようなファイルを実行すると、所有者（多くは root）の権限が得られます。',
  }),
  messages: {
    setuid: text({ en: '{mode} sets the setuid or setgid bit', ja: '{mode} は setuid または setgid ビットを付けます' }),
  },
  *evaluate(build, { report }) {
    for (const { instruction } of build.instructions()) {
      for (const { mode, range, setsId } of fileModes(build, instruction)) {
        if (setsId) yield report('setuid', { mode }, { at: build.at(instruction, range) })
      }
    }
  },
  references: ['https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html'],
  examples: [
    {
      name: 'two ways',
      file: 'Dockerfile',
      source: 'FROM debian:12\nRUN chmod «u+s» /bin/x && chmod «4755» /bin/y\nCOPY «--chmod=2755» z /bin/\n',
      fails: ['setuid', 'setuid', 'setuid'],
    },
    { name: 'plain modes', file: 'Dockerfile', source: 'FROM debian:12\nRUN chmod 0755 /bin/x && chmod u+x /bin/y && chmod a-s /bin/z\n' },
  ],
})
