import { z } from 'zod'

/** The parts of SARIF 2.1.0 that are read; everything else is left alone. */
const message = z.looseObject({
  text: z.string().optional(),
  markdown: z.string().optional(),
  id: z.string().optional(),
  arguments: z.array(z.string()).optional(),
})

const artifactLocation = z.looseObject({ uri: z.string().optional(), uriBaseId: z.string().optional(), index: z.int().optional() })

const region = z.looseObject({
  startLine: z.int().min(1).optional(),
  startColumn: z.int().min(1).optional(),
  endLine: z.int().min(1).optional(),
  endColumn: z.int().min(1).optional(),
})

const location = z.looseObject({
  physicalLocation: z.looseObject({ artifactLocation: artifactLocation.optional(), region: region.optional() }).optional(),
})

const properties = z.looseObject({
  tags: z.array(z.string()).optional(),
  'security-severity': z.union([z.string(), z.number()]).optional(),
  cwe: z.union([z.string(), z.array(z.string())]).optional(),
})

const reference = z.looseObject({ id: z.string().optional(), toolComponent: z.looseObject({ name: z.string().optional() }).optional() })

const rule = z.looseObject({
  id: z.string(),
  name: z.string().optional(),
  shortDescription: message.optional(),
  fullDescription: message.optional(),
  helpUri: z.string().optional(),
  messageStrings: z.record(z.string(), message).optional(),
  defaultConfiguration: z.looseObject({ level: z.string().optional() }).optional(),
  relationships: z.array(z.looseObject({ target: reference })).optional(),
  properties: properties.optional(),
})

const component = z.looseObject({ name: z.string(), rules: z.array(rule).optional() })

const result = z.looseObject({
  ruleId: z.string().optional(),
  ruleIndex: z.int().optional(),
  rule: z
    .looseObject({
      id: z.string().optional(),
      index: z.int().optional(),
      toolComponent: z.looseObject({ index: z.int().optional() }).optional(),
    })
    .optional(),
  kind: z.string().optional(),
  level: z.string().optional(),
  baselineState: z.string().optional(),
  message,
  locations: z.array(location).optional(),
  suppressions: z.array(z.looseObject({ status: z.string().optional() })).optional(),
  taxa: z.array(reference).optional(),
  properties: properties.optional(),
})

const run = z.looseObject({
  tool: z.looseObject({ driver: component, extensions: z.array(component).optional() }),
  invocations: z
    .array(z.looseObject({ executionSuccessful: z.boolean().optional(), exitCodeDescription: z.string().optional() }))
    .optional(),
  originalUriBaseIds: z.record(z.string(), artifactLocation).optional(),
  artifacts: z.array(z.looseObject({ location: artifactLocation.optional() })).optional(),
  results: z.array(result).nullish(),
})

export const sarifDocument = z.looseObject({ version: z.literal('2.1.0'), runs: z.array(run) })

export type SarifRun = z.infer<typeof run>
export type SarifResult = z.infer<typeof result>
export type SarifRule = z.infer<typeof rule>
export type SarifArtifactLocation = z.infer<typeof artifactLocation>
export type SarifRegion = z.infer<typeof region>
