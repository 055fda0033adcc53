import { defineCheck, notApplicable, type Check, type Example } from '../core/check.ts'
import type { Path } from '../core/location.ts'
import type { Severity } from '../core/severity.ts'
import type { SubjectKind } from '../core/subject.ts'
import { shown, text, type Text } from '../core/text.ts'
import type { JsonObject } from '../models/kubernetes/json.ts'
import type { GithubSnapshot } from '../models/repository/github-snapshot.ts'

/** Said by every check of settings on GitHub whose answer GitHub does not show. */
export const hidden = text({
  en: 'GitHub does not show this to the token, which lacks {needs}',
  ja: 'このトークンには {needs} がないため、GitHub から読み取れません',
})

/** What a check of a setting says of itself, whatever it asks. */
interface SettingCheckWords<Name, S> {
  readonly id: string
  readonly controls: readonly string[]
  readonly severity: Severity
  readonly since: string
  readonly title: Text<never>
  readonly why: Text<never>
  readonly setting: Name
  /** Why the question does not arise, or undefined where it does. */
  readonly exempt?: (subject: S) => Text<never> | undefined
  readonly references: readonly string[]
  readonly examples: readonly Example[]
}

export interface SettingCheck<Name, S> extends SettingCheckWords<Name, S> {
  readonly field: Path
  readonly accepts: (value: unknown) => boolean
  /** The permission that shows a field which GitHub leaves out for others; without it a missing field fails. */
  readonly shownWith?: string
  readonly fails: Text<never>
}

/** The setting of `setting` is a list. */
export interface EntryCheck<Name, S> extends SettingCheckWords<Name, S> {
  /** The field of the entry that its name in messages comes from. */
  readonly named: string
  /** The field of an entry that is wrong, or undefined where the entry is as it should be. */
  readonly wrong: (entry: JsonObject, subject: S) => Path | undefined
  readonly fails: Text<'name'>
}

/** Whose settings a check is about, and the example of one that GitHub does not show. */
export interface SettingsOf<S> {
  readonly subject: SubjectKind<S & GithubSnapshot<string>>
  readonly hiddenExample: (setting: string, needs: string) => Example
}

/** A check of one switch. */
export function switchCheck<Name extends string, S extends GithubSnapshot<Name>>(
  { subject, hiddenExample }: SettingsOf<S>,
  { setting, field, accepts, shownWith, exempt, fails, examples, ...rest }: SettingCheck<Name, S>,
): Check {
  return defineCheck({
    ...rest,
    subject,
    confidence: 'high',
    messages: { fails, hidden },
    *evaluate(snapshot, { report, unknown }) {
      const reason = exempt?.(snapshot)
      if (reason !== undefined) return notApplicable(reason)
      const known = snapshot.setting(setting, ...field)
      if (known.state === 'hidden') yield unknown('hidden', { needs: known.needs }, { at: known.at })
      else if (known.state === 'absent' && shownWith !== undefined) yield unknown('hidden', { needs: shownWith }, { at: known.at })
      else if (!accepts(known.state === 'known' ? known.value : undefined)) yield report('fails', {}, { at: known.at })
      return undefined
    },
    // Put together when somebody asks: the bundle keeps examples in a data file.
    get examples() {
      return [...examples, ...(exempt === undefined ? [hiddenExample(setting, 'administration=read')] : [])]
    },
  })
}

/** A check of every entry of a list: environments, keys, hooks, people. */
export function entryCheck<Name extends string, S extends GithubSnapshot<Name>>(
  { subject, hiddenExample }: SettingsOf<S>,
  { setting, named, wrong, exempt, fails, examples, ...rest }: EntryCheck<Name, S>,
): Check {
  return defineCheck({
    ...rest,
    subject,
    confidence: 'high',
    messages: { fails, hidden },
    *evaluate(snapshot, { report, unknown }) {
      const reason = exempt?.(snapshot)
      if (reason !== undefined) return notApplicable(reason)
      const known = snapshot.setting(setting)
      if (known.state === 'hidden') yield unknown('hidden', { needs: known.needs }, { at: known.at })
      for (const { value, path } of snapshot.entries(setting)) {
        const field = wrong(value, snapshot)
        if (field !== undefined) yield report('fails', { name: shown(value[named] ?? '') }, { at: [...path, ...field] })
      }
      return undefined
    },
    // Put together when somebody asks: the bundle keeps examples in a data file.
    get examples() {
      return [...examples, hiddenExample(setting, 'administration=read')]
    },
  })
}
