import { text } from '../core/text.ts'

/** What is said where it is not known how long a version of Kubernetes is supported, or that it is not any more. */
export const versionWords = {
  ended: text({ en: 'support of {version} ended by {until}', ja: '{version} のサポートは {until} までに終了しています' }),
  undecided: text({
    en: 'the version depends on {input}, which is not known here',
    ja: 'バージョンは {input} によって決まりますが、その値がここでは分かりません',
  }),
  notInCalendar: text({
    en: 'the calendar of versions, as of {asOf}, does not say how long {version} is supported; a newer release of Breakwater or az aks get-versions tells',
    ja: '{asOf} 時点のバージョン一覧では {version} のサポート期限が分かりません。新しい Breakwater か az aks get-versions で確認してください',
  }),
} as const
