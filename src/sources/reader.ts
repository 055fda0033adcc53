import type { NotAnalysed } from '../core/estate.ts'
import type { Source } from '../core/location.ts'
import type { ConfidentialRange } from '../core/masking.ts'
import type { Pace } from '../core/pace.ts'
import type { Subject, SubjectKind } from '../core/subject.ts'
import type { Suppression } from '../core/suppression.ts'
import type { Locale } from '../core/text.ts'
import type { PodShape } from '../models/workload/pod-shapes.ts'
import type { AdvisoryStore } from '../supply-chain/advisories/store.ts'

export interface ReadOptions {
  readonly locale: Locale
  /** Custom kinds that carry pods, from the configuration. */
  readonly podShapes?: readonly PodShape[]
  /** Texts that stand in for what files hold, by uri: edits that are not saved yet. */
  readonly overlay?: ReadonlyMap<string, string>
  /** What is known of vulnerabilities; without it, the packages of lock files are listed and not judged. */
  readonly advisories?: AdvisoryStore | undefined
  /** Asked now and then whether to go on reading. Who stops need not say so: the whole run is then told as stopped. */
  readonly pace?: Pace | undefined
  /** Reports of other tools that are judged along, and the working directory that the places in them are relative to. */
  readonly toolReports?: { readonly files: readonly Source[]; readonly cwd: string } | undefined
  /** What the run needs besides its files and could not have, such as advisories that are broken or too old. */
  readonly unread?: readonly NotAnalysed[]
}

/** What became of some files: subjects for checks, and what could not become one. */
export interface Reading {
  readonly subjects: readonly (readonly [SubjectKind<Subject>, readonly Subject[]])[]
  readonly notAnalysed: readonly NotAnalysed[]
  /** Suppressions that the objects themselves carry. Comments are read by the caller, whatever the language. */
  readonly suppressions: readonly Suppression[]
  /** How many resources were found. */
  readonly resources: number
  /** Parts of the texts that no report may show. */
  readonly confidential?: readonly ConfidentialRange[]
}

/** A kind of file that Breakwater judges. */
export interface Reader {
  readonly id: string
  /** Reads files that belong to another reader, or to none, as well: such files do not count as inputs because of it. */
  readonly beside?: true
  /** Whether a file of this name is worth opening. Called for every file of a tree. */
  readonly wants: (uri: string) => boolean
  /** Whether an opened file really is of this kind; a cheap look. */
  readonly recognises: (source: Source) => boolean
  /**
   * Loads what reads such files, so that nothing is paid for kinds that a run does not meet. `all` are the texts of the
   * whole run, which such files may refer to.
   */
  readonly load: () => Promise<{
    read: (sources: readonly Source[], options: ReadOptions, all: readonly Source[]) => Promise<Reading> | Reading
  }>
}
