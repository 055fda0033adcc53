import type { CheckEnvironment } from './check/checker.ts'
import { allFunctions, kubernetesFunctions, type FunctionTable } from './check/function-table.ts'
import { authorizerType, namespaceType, requestType, resourceCheckType, variablesType } from './check/request-types.ts'
import { types, type StaticType } from './check/static-type.ts'

/** What all expressions about a request may use. The objects are of whatever kind is asked about. */
const ofRequests: readonly (readonly [string, StaticType])[] = [
  ['object', types.dyn],
  ['oldObject', types.dyn],
  ['request', requestType],
  ['namespaceObject', namespaceType],
]

const ofAuthorizer: readonly (readonly [string, StaticType])[] = [
  ['authorizer', authorizerType],
  ['authorizer.requestResource', resourceCheckType],
]

/** The types of what a policy is about, as far as they are known. */
export interface ObjectTypes {
  readonly object: StaticType
  readonly params: StaticType
}

function aboutRequests(functions: FunctionTable, hasParams: boolean, isMutation: boolean): CheckEnvironment {
  const params: typeof ofRequests = hasParams ? [['params', types.dyn]] : []
  return { functions, variables: new Map([...ofRequests, ...ofAuthorizer, ...params]), isMutation }
}

/** What the API server of a minor takes in an admission policy that is created. */
export function admissionEnvironment(
  minor: number,
  { hasParams, isMutation = false }: { readonly hasParams: boolean; readonly isMutation?: boolean },
): CheckEnvironment {
  return aboutRequests(kubernetesFunctions(minor, { isMutation }), hasParams, isMutation)
}

/** The same for objects, and parameters, whose types are known. */
export function withObjectTypes(environment: CheckEnvironment, { object, params }: ObjectTypes): CheckEnvironment {
  const known: readonly (readonly [string, StaticType])[] = [
    ['object', object],
    ['oldObject', object],
    ...(environment.variables.has('params') ? [['params', params] as const] : []),
  ]
  return { ...environment, variables: new Map([...environment.variables, ...known]) }
}

/** What Kyverno takes. It brings its own libraries, so the version of the cluster does not matter. */
export function kyvernoEnvironment(): CheckEnvironment {
  return aboutRequests(allFunctions(), false, false)
}

/** What Kyverno takes in policies that change objects. */
export function kyvernoMutationEnvironment(): CheckEnvironment {
  return aboutRequests(allFunctions(), false, true)
}

/** The same for a policy whose expressions may take into account what exceptions allow. */
export function exceptableEnvironment(): CheckEnvironment {
  const environment = kyvernoEnvironment()
  return { ...environment, variables: new Map([...environment.variables, ['exceptions', types.dyn]]) }
}

/** The same with variables of the policy, which are fields of `variables`. */
export function withPolicyVariables(environment: CheckEnvironment, fields: ReadonlyMap<string, StaticType>): CheckEnvironment {
  const own = [...fields].map(([name, type]) => [`variables.${name}`, type] as const)
  return { ...environment, variables: new Map([...environment.variables, ...own, ['variables', variablesType(fields)]]) }
}

/** The same without some of the variables. */
export function withoutVariables(environment: CheckEnvironment, isLeftOut: (name: string) => boolean): CheckEnvironment {
  return { ...environment, variables: new Map([...environment.variables].filter(([name]) => !isLeftOut(name))) }
}
