import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { checks } from '../../checks/index.generated.ts'
import { BreakwaterError } from '../../core/error.ts'
import type { NotAnalysed } from '../../core/estate.ts'
import { positionAt } from '../../core/location.ts'
import type { Scanned } from '../../core/run.ts'
import { render, spoken, type Locale } from '../../core/text.ts'
import { azureResource } from '../../models/azure/resource.ts'
import { kubernetesObject } from '../../models/kubernetes/object.ts'
import { azureKind } from '../../policy/cluster/azure-policies.ts'
import { problemPlace } from '../../policy/cluster/expression-place.ts'
import { ClusterJudge } from '../../policy/cluster/judge-object.ts'
import { readClusterPolicies, type ClusterPolicies, type PolicyProblem } from '../../policy/cluster/read-policies.ts'
import { readPolicyDocuments, type PolicyDocument } from '../../policy/documents.ts'
import { readTree } from '../../sources/files/read-tree.ts'
import { readSources } from '../../sources/read-sources.ts'
import type { Invocation, Io } from '../command.ts'
import type { Config } from '../config/config.ts'
import { findConfig } from '../config/find-config.ts'
import { listFlag, minorOf } from '../judging/judging-flags.ts'
import { existingPaths } from './existing-paths.ts'
import { podSecurityPolicies } from './pod-security.ts'
import { PolicyFiles } from './policy-files.ts'

/** What was read for judging objects by the policies of a cluster. */
export interface ReadCluster {
  readonly cluster: ClusterPolicies
  readonly judge: ClusterJudge
  readonly scanned: Scanned
  readonly config: Config
  readonly kubernetes: number
  /** Policies that could not be used, and files of theirs that could not be read. */
  readonly notAnalysed: readonly NotAnalysed[]
}

/**
 * Reads the objects that the command line names, and the policies: those of `--policies`, or those among the objects.
 *
 * @throws {BreakwaterError} `nothing-to-check` where there are no objects, or no policies
 */
export async function readCluster(targets: readonly string[], { flags, locale, io }: Invocation): Promise<ReadCluster> {
  const config = await findConfig(typeof flags['config'] === 'string' ? flags['config'] : undefined, io.cwd, checks, locale)
  const kubernetes = minorOf(flags['kubernetesVersion'] ?? config.kubernetes)
  const reading = { locale, podShapes: config.podShapes }
  const tree = { ...reading, cwd: io.cwd, excludes: config.excludes, kubernetes, valueSets: config.valueSets }
  const isStdin = targets.includes('-')
  const scanned = isStdin ? await readSources([await readStdin(io)], reading) : await readTree(existingPaths(targets, io.cwd), tree)
  const objects = scanned.estate.subjects(kubernetesObject)
  const resources = scanned.estate.subjects(azureResource)
  if (objects.length + resources.length + scanned.estate.notAnalysed.length === 0)
    throw new BreakwaterError('nothing-to-check', { path: targets.join(', ') })

  const files = new PolicyFiles(io.cwd, locale)
  const policyPaths = listFlag(flags, 'policies')
  const assignmentFiles = listFlag(flags, 'assignments') ?? []
  const paths = policyPaths ?? (isStdin ? [] : targets)
  const given = policyPaths === undefined ? scanned : await readTree(existingPaths(policyPaths, io.cwd), tree)
  const documents = [
    ...given.estate.subjects(kubernetesObject).map(({ value, document }): PolicyDocument => ({ value, document })),
    ...azureDocuments(paths, assignmentFiles, files, io),
  ]
  const written = readClusterPolicies(documents, new Date(), kubernetes)
  const held = objects.map(({ value, document }): PolicyDocument => ({ value, document }))
  const podSecurity = podSecurityPolicies([...written.others, ...held], { checks, kubernetes, locale })
  const cluster = {
    ...written,
    policies: [...written.policies, ...podSecurity.policies],
    problems: [...written.problems, ...podSecurity.problems],
  }
  const unread = policyPaths === undefined ? [] : given.estate.notAnalysed.filter(({ uri }) => /\.(?:ya?ml|json)$/i.test(uri))
  const notAnalysed = [...unread, ...cluster.problems.map((problem) => policyNotAnalysed(problem, locale))]
  if (cluster.policies.length + cluster.resourcePolicies.length + notAnalysed.length === 0)
    throw new BreakwaterError('nothing-to-check', { path: (policyPaths ?? targets).join(', ') })
  return { cluster, judge: new ClusterJudge(cluster, objects, config.podShapes), scanned, config, kubernetes, notAnalysed }
}

/** Definitions, initiatives, assignments and exemptions: all JSON files of the policies, and those named as assignments. */
function azureDocuments(
  paths: readonly string[],
  assignmentFiles: readonly string[],
  files: PolicyFiles,
  io: Io,
): readonly PolicyDocument[] {
  const { uris } = files.below(existingPaths(paths, io.cwd))
  const below = uris.filter((uri) => /\.json$/i.test(uri)).flatMap((uri) => files.of(uri).documents)
  const assigned = assignmentFiles.flatMap((file) => {
    existingPaths([file], io.cwd)
    const { documents, problems } = readPolicyDocuments({ uri: file, text: readFileSync(resolve(io.cwd, file), 'utf8') })
    if (problems.length > 0 || documents.every((document) => azureKind(document) === undefined))
      throw new BreakwaterError('bad-usage', {
        problem: spoken(
          {
            en: '--assignments {file}: no assignments of Azure Policy in it',
            ja: '--assignments {file}: Azure Policy の割り当てがありません',
          },
          { file },
        ),
      })
    return documents
  })
  return [...below, ...assigned].filter((document) => azureKind(document) !== undefined)
}

/** A policy that could not be used is something that could not be judged. */
export function policyNotAnalysed({ document, error }: PolicyProblem, locale: Locale): NotAnalysed {
  const place = problemPlace(document, error)
  return {
    uri: document.document.uri,
    reason: error.code,
    message: render(error.says, locale),
    ...positionAt(place.source, place.range.start),
  }
}

async function readStdin({ stdin }: Io): Promise<{ readonly uri: string; readonly text: string }> {
  const chunks: Buffer[] = []
  for await (const chunk of stdin) chunks.push(chunk as Buffer)
  return { uri: 'stdin.yaml', text: Buffer.concat(chunks).toString('utf8') }
}
