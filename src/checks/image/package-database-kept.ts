import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { builtImage } from '../../models/image/built-image.ts'
import { exampleImage } from './parts/example-image.ts'
import { imageManagement } from './parts/references.ts'

const status = 'Package: zlib1g\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1:1.2.13.dfsg-1\n\n'

export const packageDatabaseKept = defineCheck({
  id: 'image/package-database-kept',
  controls: ['image-ci-scan', 'image-registry-scan'],
  subject: builtImage,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Images keep the database of their packages', ja: 'イメージはパッケージのデータベースを残す' }),
  why: text({
    en: 'Without it nobody can tell which packages are there, and a scan that finds nothing proves nothing.',
    ja: 'これがないと何が入っているか誰にも分からず、「脆弱性なし」という結果にも意味がなくなります。',
  }),
  messages: {
    removed: text({
      en: '{path} was taken away after its packages were installed',
      ja: '{path} が、パッケージの導入後に取り除かれています',
    }),
  },
  *evaluate(image, { report }) {
    for (const found of image.facts.removedDatabases) yield report('removed', { path: found.path }, { at: image.placeOf(found) })
  },
  references: [imageManagement],
  examples: [
    {
      name: 'the database is deleted to save space',
      file: 'Dockerfile',
      source: '«FROM debian:12»\nRUN rm -rf /var/lib/dpkg\n',
      files: exampleImage({
        layers: [
          { createdBy: '# debian.sh', files: { 'var/lib/dpkg/status': status } },
          { createdBy: 'RUN /bin/sh -c rm -rf /var/lib/dpkg', files: { 'var/lib/dpkg': { removed: true } } },
        ],
      }),
      fails: ['removed'],
    },
    {
      name: 'only what apt has downloaded is deleted',
      file: 'Dockerfile',
      source: 'FROM debian:12\nRUN rm -rf /var/lib/apt/lists\n',
      files: exampleImage({
        layers: [
          { createdBy: '# debian.sh', files: { 'var/lib/dpkg/status': status } },
          { createdBy: 'RUN /bin/sh -c rm -rf /var/lib/apt/lists', files: { 'var/lib/apt/lists': { removed: true } } },
        ],
      }),
    },
  ],
})
