import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { dockerBuild } from '../../models/dockerfile/docker-build.ts'
import { fileModes } from '../../models/dockerfile/file-modes.ts'

export const noWritableFiles = defineCheck({
  id: 'dockerfile/no-writable-files',
  controls: ['image-no-root'],
  subject: dockerBuild,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'No file is writable by everybody', ja: '誰でも書き込めるファイルを作らない' }),
  why: text({
    en: 'An intruder who gets into the process can then replace the program itself.',
    ja: 'プロセスに侵入されると、プログラム自体を書き換えられてしまいます。',
  }),
  messages: {
    writable: text({ en: '{mode} lets everybody write', ja: '{mode} では誰でも書き込めます' }),
  },
  *evaluate(build, { report }) {
    for (const { instruction } of build.instructions()) {
      for (const { mode, range, worldWritable } of fileModes(build, instruction)) {
        if (worldWritable) yield report('writable', { mode }, { at: build.at(instruction, range) })
      }
    }
  },
  references: ['https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html'],
  examples: [
    {
      name: 'everybody',
      file: 'Dockerfile',
      source: 'FROM debian:12\nRUN chmod -R «777» /app && chmod «o+w» /data\nCOPY «--chmod=0666» x /x\n',
      fails: ['writable', 'writable', 'writable'],
    },
    { name: 'owner only, and a sticky folder', file: 'Dockerfile', source: 'FROM debian:12\nRUN chmod -R 755 /app && chmod 1777 /tmp\n' },
  ],
})
