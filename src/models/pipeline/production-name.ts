/** Whether a name has `prod`, `production`, `prd` or `live` as one of its words. */
export function namesProduction(name: unknown): boolean {
  return typeof name === 'string' && /(?:^|[^a-z])(?:prod|production|prd|live)(?:$|[^a-z])/i.test(name)
}
