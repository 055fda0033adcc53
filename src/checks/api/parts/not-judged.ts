import { notApplicable, type NotApplicable } from '../../../core/check.ts'
import { text } from '../../../core/text.ts'
import { knownMinors } from '../../../models/kubernetes-api/versions.ts'

/** Why nothing can be said of the fields of an object whose kind the target version does not have. */
export function fieldsNotJudged(minor: number): NotApplicable {
  return notApplicable(
    knownMinors.includes(minor)
      ? text({
          en: 'the target version of Kubernetes has no such kind built in, so its fields are not known',
          ja: '対象バージョンの Kubernetes に組み込まれていない種類なので、フィールドがわかりません',
        })
      : text({
          en: 'the API of the target version of Kubernetes is not recorded',
          ja: '対象バージョンの Kubernetes の API が記録されていません',
        }),
  )
}
