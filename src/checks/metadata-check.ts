import { defineCheck, type Check } from '../core/check.ts'
import { strings } from '../core/option.ts'
import type { Text } from '../core/text.ts'
import { celTexts } from '../models/kubernetes/cel-text.ts'
import { workload } from '../models/workload/workload.ts'

export interface MetadataCheck {
  readonly id: string
  readonly field: 'labels' | 'annotations'
  readonly title: Text<never>
  readonly why: Text<never>
  readonly missing: Text<'kind' | 'name' | 'key'>
  /** The keys that are asked for unless others are configured. */
  readonly keys: readonly [string, ...string[]]
  readonly meaning: Text<never>
}

/** A check that what runs pods has agreed keys among its labels or annotations. */
export function metadataCheck({ field, missing, keys, meaning, ...rest }: MetadataCheck): Check {
  const [key] = keys
  const pod = (metadata: string): string => `apiVersion: v1
kind: Pod
metadata:
${metadata}spec:
  containers:
    - name: app
      image: registry.example/app:1
`
  return defineCheck({
    ...rest,
    controls: ['build-manifest-analysis'],
    subject: workload,
    severity: 'info',
    confidence: 'high',
    // Which keys an organisation has agreed on, only it knows.
    default: 'off',
    since: '0.1.0',
    messages: { missing },
    options: { keys: strings(keys, meaning) },
    enforce: {
      celFor: (values) => [
        {
          of: 'object',
          each: [{ in: celTexts(values.keys), as: 'key' }],
          forbids: `object.metadata.?${field}[?key].orValue('') == ''`,
          message: 'missing',
          args: { kind: 'object.kind', name: 'object.metadata.name', key: 'key' },
        },
      ],
    },
    *evaluate({ kind, object }, { report, options }) {
      for (const wanted of options.keys) {
        const found = object[field][wanted]
        if (found !== undefined && found !== '') continue
        yield report('missing', { kind, name: object.name, key: wanted }, { at: ['metadata', field, wanted] })
      }
    },
    references: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/'],
    examples: [
      { name: 'not there', options: { keys: [key] }, source: pod('  «name: web»\n'), fails: ['missing'] },
      {
        name: 'another one, and empty',
        options: { keys: [key, 'example.org/tier'] },
        source: pod(`  name: web\n  ${field}:\n    ${key}: «""»\n    example.org/tier: front\n`),
        fails: ['missing'],
      },
      { name: 'there', options: { keys: [key] }, source: pod(`  name: web\n  ${field}:\n    ${key}: shop\n`) },
    ],
  })
}
