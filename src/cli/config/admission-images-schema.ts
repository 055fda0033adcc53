import { z } from 'zod'

import { failurePolicies, modes } from '../../admission/settings.ts'
import { severities } from '../../core/severity.ts'

const file = z.string().describe('File, from the working directory')

const signedBy = z
  .union([
    z.strictObject({ trustPolicy: file, trustStore: z.string().describe('Folder that holds x509/<type>/<name>/') }),
    z.strictObject({ cosignKey: file }),
    z.strictObject({ identity: z.string(), issuer: z.string(), trustedRoot: file }),
    z.strictObject({ ratify: z.array(file).min(1).describe('Custom resources, or config.json, of Ratify') }),
  ])
  .describe(
    'Whose signature an image has to carry: by a trust policy of the Notary Project, a key or an identity of cosign, or as Ratify has it',
  )

/** One entry of `admission.images`. */
export const imageRuleSchema = z.strictObject({
  images: z
    .array(z.string())
    .optional()
    .describe('Names without tag and digest: contoso.azurecr.io/*; * stands for any characters; all when left out'),
  namespaces: z.array(z.string()).optional().describe('Names; * stands for any characters; everywhere when left out'),
  mode: z.enum(modes).describe('off: not looked at; audit: recorded; warn: the caller is told; deny: refused'),
  signedBy: signedBy.optional(),
  bill: z
    .enum(['attached', 'signed'])
    .optional()
    .describe('A bill of materials has to be attached; signed: as an attestation by the key or identity of signedBy'),
  vulnerabilities: z
    .strictObject({
      severity: z.enum(severities).describe('Refuse what is at least as bad'),
      fixableOnly: z.boolean().optional().describe('Only what has a fix; true when left out'),
    })
    .optional()
    .describe('What the attached bill may not list; needs imageVerification.advisories'),
  maxAgeDays: z.number().int().positive().optional().describe('Days since the image was built'),
  failure: z.enum(failurePolicies).optional().describe('For images that could not be verified in time; fail (refuse) when left out'),
  pinDigest: z.boolean().optional().describe('Write the verified digest behind the tag; needs the mutating webhook'),
})

export const imageVerificationSchema = z.strictObject({
  advisories: z.string().optional().describe('OSV advisories: a folder, .zip, .jsonl.gz or a compiled store'),
  deadlineSeconds: z.number().positive().max(30).optional().describe('At most so long for the images of one request; 2.5 when left out'),
  rememberSeconds: z.number().positive().max(86_400).optional().describe('How long a verdict holds; 600 when left out'),
  platform: z.string().optional().describe('Which image of an index; linux/amd64 when left out'),
  plainHttp: z.boolean().optional().describe('Speak to registries without TLS'),
})

export type ImageRuleFile = z.infer<typeof imageRuleSchema>
