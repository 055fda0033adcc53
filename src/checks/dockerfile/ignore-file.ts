import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { dockerBuild } from '../../models/dockerfile/docker-build.ts'
import { missingIgnores } from '../../models/dockerfile/ignore-file.ts'

export const ignoreFile = defineCheck({
  id: 'dockerfile/ignore-file',
  controls: ['image-no-credentials'],
  subject: dockerBuild,
  severity: 'low',
  confidence: 'medium',
  since: '0.1.0',
  title: text({
    en: 'A .dockerignore keeps credentials out of the build context',
    ja: '.dockerignore で資格情報をビルドコンテキストから除外する',
  }),
  why: text({
    en: 'COPY of a whole folder takes everything that lies there, such as .git, .env files and keys, into the image.',
    ja: 'フォルダー全体を COPY すると、.git や .env、鍵など、そこにあるものすべてがイメージに入ります。',
  }),
  messages: {
    missing: text({
      en: 'everything in the folder is copied and there is no .dockerignore',
      ja: '.dockerignore がないまま、フォルダー全体がコピーされます',
    }),
    open: text({
      en: 'everything in the folder is copied and {file} does not leave out {missing}',
      ja: 'フォルダー全体がコピーされますが、{file} は {missing} を除外していません',
    }),
  },
  *evaluate(build, { report }) {
    const last = build.finalStage
    if (last === undefined) return
    for (const { stage, instruction } of build.instructions()) {
      const { keyword, words, flags } = instruction.effective
      if ((keyword !== 'COPY' && keyword !== 'ADD') || flags.some(({ name }) => name === 'from') || !build.lineage(last).includes(stage))
        continue
      const whole = words.slice(0, -1).find(({ text: source }) => /^(?:\.|\.\/|\*|\.\/\*|\/)$/.test(source))
      if (whole === undefined) continue
      const at = build.at(instruction, whole.range)
      if (build.ignoreFile === undefined) yield report('missing', {}, { at })
      else {
        const missing = missingIgnores(build.ignoreFile.text)
        if (missing.length > 0) yield report('open', { file: build.ignoreFile.uri, missing: missing.join(', ') }, { at })
      }
    }
  },
  references: ['https://docs.docker.com/build/concepts/context/#dockerignore-files'],
  examples: [
    { name: 'no file', file: 'Dockerfile', source: 'FROM debian:12\nCOPY «.» /app\n', fails: ['missing'] },
    {
      name: 'a file that forgets',
      file: 'Dockerfile',
      source: 'FROM debian:12\nCOPY «./» /app\n',
      files: { '.dockerignore': 'node_modules\n' },
      fails: ['open'],
    },
    {
      name: 'a file that leaves credentials out',
      file: 'Dockerfile',
      source: 'FROM debian:12\nCOPY . /app\n',
      files: { '.dockerignore': '.git\n**/.env*\n' },
    },
  ],
})
