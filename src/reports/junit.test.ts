import { SaxesParser } from 'saxes'
import { expect, it } from 'vitest'

import { optionsOf, quietRun, runOf, sampleRun } from '../../tests/reports/sample.ts'
import { renderJunit } from './junit.ts'

/** Every element with its attributes; throws where the XML is not well-formed. */
function elements(xml: string): { name: string; attributes: Record<string, string> }[] {
  const found: { name: string; attributes: Record<string, string> }[] = []
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => found.push({ name, attributes }))
  parser.write(xml).close()
  return found
}

it('has a suite for each check, with what passed and what was skipped', () => {
  expect(renderJunit(sampleRun, optionsOf())).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="breakwater" tests="11" failures="2" errors="2" skipped="4" time="0.412">
      <testsuite name="pod/no-privileged" tests="3" failures="1" errors="0" skipped="1">
        <testcase name="shop/Deployment/web" classname="pod/no-privileged" file="deploy/web.yaml" line="13"><failure type="critical" message="container app runs privileged">deploy/web.yaml:13:25
    A privileged container reaches every device of its node.
    Fix: set privileged to false: breakwater fix deploy/web.yaml
    “Developer, manifest and configuration considerations”, AKS security best practices https://github.com/Azure/FTALive-Sessions/blob/main/content/containers/azure-kubernetes-service/aks-security/readme.md</failure></testcase>
        <testcase name="passed: 30" classname="pod/no-privileged"/>
        <testcase name="not applicable: 2" classname="pod/no-privileged"><skipped/></testcase>
      </testsuite>
      <testsuite name="pod/run-as-non-root" tests="4" failures="1" errors="1" skipped="1">
        <testcase name="shop/Deployment/web" classname="pod/run-as-non-root" file="deploy/web.yaml" line="11"><error type="unknown" message="the user of nginx:latest decides, and the image was not read">deploy/web.yaml:11:18
    Root in a container is close to root on the node.
    “Secure pod access to resources”, Developer best practices - Pod security in Azure Kubernetes Service (AKS) https://learn.microsoft.com/en-us/azure/aks/developer-best-practices-pod-security</error></testcase>
        <testcase name="shop/Deployment/web" classname="pod/run-as-non-root" file="deploy/web.yaml" line="13"><failure type="high" message="container app may run as root">deploy/web.yaml:13:13
    Root in a container is close to root on the node.
    “Secure pod access to resources”, Developer best practices - Pod security in Azure Kubernetes Service (AKS) https://learn.microsoft.com/en-us/azure/aks/developer-best-practices-pod-security</failure></testcase>
        <testcase name="passed: 30" classname="pod/run-as-non-root"/>
        <testcase name="not applicable: 2" classname="pod/run-as-non-root"><skipped/></testcase>
      </testsuite>
      <testsuite name="pod/liveness-probe" tests="3" failures="0" errors="0" skipped="2">
        <testcase name="shop/Deployment/web" classname="pod/liveness-probe" file="deploy/web.yaml" line="10"><skipped message="suppressed by a comment: a batch job in disguise"/></testcase>
        <testcase name="passed: 30" classname="pod/liveness-probe"/>
        <testcase name="not applicable: 2" classname="pod/liveness-probe"><skipped/></testcase>
      </testsuite>
      <testsuite name="inputs" tests="1" failures="0" errors="1" skipped="0">
        <testcase name="charts/shop/templates/a.yaml" classname="helm-render-failed" file="charts/shop/templates/a.yaml" line="3"><error type="helm-render-failed" message="values: image.tag is required"/></testcase>
      </testsuite>
    </testsuites>
    "
  `)
})

it.each([sampleRun, quietRun, runOf({ errors: [{ check: 'pod/no-privileged', uri: 'a.yaml', error: new Error('<&>') }] })])(
  'counts what it lists',
  (run) => {
    const found = elements(renderJunit(run, optionsOf({ locale: 'ja' })))
    const [root] = found
    const count = (name: string) => String(found.filter((element) => element.name === name).length)
    expect(root!.attributes).toMatchObject({
      tests: count('testcase'),
      failures: count('failure'),
      errors: count('error'),
      skipped: count('skipped'),
    })
    const suites = found.filter(({ name }) => name === 'testsuite')
    expect(suites.reduce((sum, { attributes }) => sum + Number(attributes['tests']), 0)).toBe(Number(root!.attributes['tests']))
  },
)
