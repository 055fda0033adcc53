import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import { describe, expect, test } from 'vitest'

import type { Package } from '../../src/models/dependency/package.ts'
import { lockFileReader } from '../../src/supply-chain/inventory/lock-file.ts'
import { readDpkgStatus } from '../../src/supply-chain/inventory/os/dpkg.ts'
import { describeOs } from '../../src/supply-chain/inventory/os/os-release.ts'
import { purlOf } from '../../src/supply-chain/inventory/purl-of.ts'
import type { Bill } from '../../src/supply-chain/sbom/bill.ts'
import { toCycloneDx } from '../../src/supply-chain/sbom/cyclonedx.ts'
import { readSbom } from '../../src/supply-chain/sbom/read-sbom.ts'
import { toSpdx } from '../../src/supply-chain/sbom/spdx.ts'
import { readVex } from '../../src/supply-chain/vex/read-vex.ts'
import { VexError } from '../../src/supply-chain/vex/statement.ts'
import { toOpenVex } from '../../src/supply-chain/vex/write-openvex.ts'
import { corpus } from '../corpora.ts'

const folder = corpus('supplychain') ?? ''
const json = (...path: string[]): object => JSON.parse(readFileSync(join(folder, ...path), 'utf8')) as object

function bill(): Bill {
  const status = readDpkgStatus(readFileSync(join(folder, 'ospkg/debian12-minbase/status'), 'utf8'))
  const os = describeOs('debian', 'Debian', '12')
  const debian = status.map((draft): Package => ({
    ...draft,
    ecosystem: 'Debian',
    release: '12',
    scope: 'runtime',
    file: 'var/lib/dpkg/status',
    layer: 'sha256:a',
  }))
  const lock = 'GoogleCloudPlatform__microservices-demo/src__currencyservice/package-lock.json'
  const npm = lockFileReader(lock)!({ uri: lock, text: readFileSync(join(folder, 'lockfiles', lock), 'utf8') }, () => undefined)
  return {
    name: 'example.com/app',
    digest: undefined,
    os,
    packages: [...debian, ...npm],
    timestamp: '2026-01-02T03:04:05Z',
    tool: { name: 'breakwater', version: '0.1.0' },
  }
}

describe.skipIf(folder === '')('bills of materials', () => {
  const cycloneDxValidator = () => {
    const ajv = new Ajv({ strict: false, logger: false })
    formats.default(ajv)
    for (const name of ['spdx.schema.json', 'jsf-0.82.schema.json']) ajv.addSchema(json('sbom/cyclonedx/schema', name))
    return ajv.compile(json('sbom/cyclonedx/schema/bom-1.6.schema.json'))
  }

  test('CycloneDX 1.6 is valid by the official schema, and reads back as the same packages', () => {
    const validate = cycloneDxValidator()
    const written = JSON.parse(JSON.stringify(toCycloneDx(bill()))) as Record<string, unknown>
    expect([validate(written), validate.errors]).toEqual([true, null])
    const purls = new Set(bill().packages.map(purlOf))
    const read = readSbom(JSON.stringify(written), 'bom.json')
    expect(new Set(read.packages.map(purlOf))).toEqual(purls)
    expect(read.unknown).toEqual([])
    expect(purls.size).toBeGreaterThan(200)
  })

  test('the same content gives the same bytes', () => {
    expect(JSON.stringify(toCycloneDx(bill()))).toBe(JSON.stringify(toCycloneDx(bill())))
    expect(JSON.stringify(toSpdx(bill()))).toBe(JSON.stringify(toSpdx(bill())))
  })

  test('SPDX 2.3 reads back as the same packages, and every relationship names an element', () => {
    const written = toSpdx(bill()) as {
      packages: { SPDXID: string }[]
      relationships: { spdxElementId: string; relatedSpdxElement: string }[]
    }
    const ids = new Set(['SPDXRef-DOCUMENT', ...written.packages.map(({ SPDXID }) => SPDXID)])
    expect(ids.size).toBe(written.packages.length + 1)
    expect(written.relationships.filter((each) => !ids.has(each.spdxElementId) || !ids.has(each.relatedSpdxElement))).toEqual([])
    expect(new Set(readSbom(JSON.stringify(written), 'spdx.json').packages.map(purlOf))).toEqual(new Set(bill().packages.map(purlOf)))
  })

  test('CycloneDX’s own documents are read without a crash', () => {
    const results = ['1.5', '1.6', '1.7'].flatMap((version) =>
      readdirSync(join(folder, 'sbom/cyclonedx', version))
        .filter((name) => name.startsWith('valid-'))
        .map((name) => readSbom(readFileSync(join(folder, 'sbom/cyclonedx', version, name), 'utf8'), name).format),
    )
    expect(new Set(results)).toEqual(new Set(['CycloneDX']))
  })
})

describe.skipIf(folder === '')('VEX', () => {
  test('documents of the formats are read', () => {
    const counts = ['vex/go-vex', 'vex/trivy'].flatMap((place) =>
      readdirSync(join(folder, place)).map((name) => {
        try {
          const { format, statements } = readVex(readFileSync(join(folder, place, name), 'utf8'), name)
          return `${name}: ${format} ${statements.length} ${[...new Set(statements.map(({ status }) => status))].join(' ')}`
        } catch (error) {
          if (error instanceof VexError) return `${name}: refused`
          throw error
        }
      }),
    )
    expect(counts).toMatchInlineSnapshot(`
      [
        "pkg__csaf__testdata__csaf.json: CSAF 4 not_affected affected",
        "pkg__csaf__testdata__openvex.json: OpenVEX 1 fixed",
        "pkg__vex__testdata__csaf.json: CSAF 1 not_affected",
        "pkg__vex__testdata__v0.2.0.json: OpenVEX 5 fixed not_affected",
        "pkg__vex__testdata__v001-1.vex.json: OpenVEX 1 under_investigation",
        "pkg__vex__testdata__v001-2.vex.json: OpenVEX 1 fixed",
        "pkg__vex__testdata__v020-2.vex.json: OpenVEX 1 under_investigation",
        "csaf.json: CSAF 1 not_affected",
        "cyclonedx.json: CycloneDX 2 not_affected",
        "multi-repos__vex__repositories__default__0.1__bash-vex.json: OpenVEX 1 not_affected",
        "multi-repos__vex__repositories__default__0.1__index.json: refused",
        "multi-repos__vex__repositories__high-priority__0.1__bash-vex.json: OpenVEX 1 affected",
        "multi-repos__vex__repositories__high-priority__0.1__index.json: refused",
        "openvex-multiple.json: OpenVEX 2 affected not_affected",
        "openvex.json: OpenVEX 1 not_affected",
        "parent-location-repo__vex__repositories__default__0.1__index.json: refused",
        "parent-location-repo__vex__repositories__default__vex-repository.json: refused",
        "unknown.json: refused",
      ]
    `)
  })

  test('what we write is valid OpenVEX', () => {
    const ajv = new Ajv({ strict: false, logger: false })
    formats.default(ajv)
    const schema = json('vex/openvex-spec/openvex_json_schema.json') as { $schema?: string }
    delete schema.$schema
    const validate = ajv.compile(schema)
    const [found] = bill().packages
    const vulnerability = {
      id: 'CVE-2026-1',
      aliases: ['GHSA-aaaa-bbbb-cccc'],
      package: found!,
      purl: purlOf(found!),
      severity: 'high',
      severityFrom: 'vendor',
      summary: '',
      state: 'fixed',
      reasons: [],
    } as const
    const written = toOpenVex(
      [{ vulnerability, status: 'not_affected', justification: 'component_not_present' }],
      'Example',
      '2026-01-02T03:04:05Z',
    )
    expect([validate(JSON.parse(JSON.stringify(written))), validate.errors]).toEqual([true, null])
    expect(readVex(JSON.stringify(written), 'x').statements[0]).toMatchObject({
      ids: ['CVE-2026-1', 'GHSA-aaaa-bbbb-cccc'],
      status: 'not_affected',
    })
  })
})
