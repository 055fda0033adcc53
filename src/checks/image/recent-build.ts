import { defineCheck, notApplicable } from '../../core/check.ts'
import { daysBetween } from '../../core/day.ts'
import { number } from '../../core/option.ts'
import { text } from '../../core/text.ts'
import { builtImage } from '../../models/image/built-image.ts'
import { exampleImage } from './parts/example-image.ts'
import { imageManagement } from './parts/references.ts'

const undated = text({ en: 'the image does not tell when it was built', ja: 'イメージにビルド日時がありません' })

/** Reproducible builds put a fixed date into images, the start of an epoch in most: nothing was built in a container before. */
const firstContainers = '2013-01-01'

export const recentBuild = defineCheck({
  id: 'image/recent-build',
  controls: ['image-base-rebuild'],
  subject: builtImage,
  severity: 'low',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Images are rebuilt regularly', ja: 'イメージを定期的にビルドし直す' }),
  why: text({
    en: 'An image does not change by itself: what its distribution has repaired since it was built is missing from it.',
    ja: 'イメージは自然には更新されません。ビルド後にディストリビューションで修正されたものは含まれていません。',
  }),
  messages: {
    old: text({
      en: 'the image was built on {date}, {days} days ago; at most {allowed} are allowed',
      ja: 'イメージは {date} のビルドで、{days} 日前のものです（上限 {allowed} 日）',
    }),
  },
  options: { maxDays: number(90, text({ en: 'how old an image may be, in days', ja: 'イメージの古さの上限（日数）' })) },
  *evaluate({ facts: { created }, today, top }, { report, options: { maxDays } }) {
    const date = created?.slice(0, 10)
    const days = daysBetween(date ?? '', today)
    if (date === undefined || Number.isNaN(days) || date < firstContainers) return notApplicable(undated)
    if (days > maxDays) yield report('old', { date, days, allowed: maxDays }, { at: { ...top, path: ['created'] } })
  },
  references: [imageManagement],
  examples: [
    {
      name: 'built years ago',
      file: 'Dockerfile',
      source: '«FROM debian:12»\n',
      files: exampleImage({ created: '2023-06-15T08:00:00Z' }),
      fails: ['old'],
    },
    {
      name: 'a reproducible build, whose date says nothing',
      file: 'Dockerfile',
      source: 'FROM scratch\n',
      files: exampleImage({ created: '1970-01-01T00:00:00Z' }),
    },
  ],
})
