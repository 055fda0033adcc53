import { defineCheck, type Check, type Example } from '../core/check.ts'
import type { Path } from '../core/location.ts'
import type { Subject, SubjectKind } from '../core/subject.ts'
import { text, type Text } from '../core/text.ts'
import { objectIndex } from '../models/kubernetes/object-index.ts'

/** A Service that something sends requests to. */
export interface NamedService {
  readonly name: string
  readonly scope: string
  /** Where it is named. */
  readonly at: Path
}

export interface BackendCheck<S extends Subject> {
  readonly id: string
  readonly title: Text<never>
  readonly subject: SubjectKind<S>
  readonly services: (subject: S) => readonly NamedService[]
  readonly references: readonly string[]
  readonly examples: readonly Example[]
}

/** A check that what brings requests into the cluster leads to Services that exist. */
export function backendCheck<S extends Subject>({ services, ...rest }: BackendCheck<S>): Check {
  return defineCheck({
    ...rest,
    controls: ['net-internal-ingress', 'build-manifest-analysis'],
    reads: 'estate',
    severity: 'low',
    confidence: 'medium',
    since: '0.1.0',
    why: text({
      en: 'A route to a Service that is not there leads, one day, to whatever somebody creates under that name.',
      ja: '存在しない Service への経路は、いつか同じ名前で作られたものへつながります。',
    }),
    messages: {
      absent: text({
        en: 'there is no Service {service} among those of the namespace',
        ja: '名前空間の Service の中に {service} がありません',
      }),
      notInSet: text({
        en: 'Service {service} is not in the scanned set; scan the files that define it as well',
        ja: 'Service {service} は検査対象に含まれていません。定義しているファイルも検査してください',
      }),
    },
    *evaluate(subject, { report, unknown, estate }) {
      for (const { name, scope, at } of services(subject)) {
        const standing = estate.view(objectIndex).standing('Service', scope, name)
        if (standing === 'absent') yield report('absent', { service: name }, { at })
        if (standing === 'elsewhere') yield unknown('notInSet', { service: name }, { at, severity: 'info' })
      }
    },
  })
}
