import type { ConfigSecret } from '../../models/image/built-image.ts'
import { scanText, type SecretMatch } from '../../models/secret/detect.ts'
import type { HistoryStep, ImageConfig } from './manifest.ts'

/** The secrets that stand in the configuration of an image, and the configuration without those in its history. */
export interface SearchedConfig {
  readonly secrets: readonly ConfigSecret[]
  readonly config: ImageConfig
}

/**
 * Searches history and environment. Arguments of a build stand in its history too, in front of the command that saw them.
 *
 * @param layerOf the digest of the layer that a step made
 */
export function searchConfig(config: ImageConfig, layerOf: (step: HistoryStep) => string | undefined): SearchedConfig {
  const secrets: ConfigSecret[] = []
  const add = ({ rule, redacted, fingerprint, severity }: SecretMatch, at: ConfigSecret['at'], layer?: string): void => {
    secrets.push({ rule, redacted, fingerprint, severity, at, layer })
  }
  const history = config.history.map((step, index): HistoryStep => {
    const matches = scanText({ uri: 'history', text: step.createdBy })
    for (const match of matches) add(match, ['history', index], layerOf(step))
    return matches.length === 0 ? step : { ...step, createdBy: redactedText(step.createdBy, matches) }
  })
  for (const [index, entry] of config.env.entries())
    for (const match of scanText({ uri: 'environment', text: entry })) add(match, ['config', 'Env', index])
  return { secrets, config: { ...config, history } }
}

function redactedText(text: string, matches: readonly SecretMatch[]): string {
  let shown = ''
  let done = 0
  for (const { range, redacted } of matches) {
    shown += text.slice(done, range.start) + redacted
    done = range.end
  }
  return shown + text.slice(done)
}
