const part = /^[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?$/
const subdomain = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/

/**
 * Whether the API server takes a text as the key of a label or an annotation: a name of at most 63 characters, with a DNS
 * subdomain and a slash before it, or without. Source: Kubernetes documentation, "Labels and Selectors".
 */
export function isLabelKey(key: string): boolean {
  const slash = key.indexOf('/')
  const name = key.slice(slash + 1)
  if (name.length > 63 || !part.test(name)) return false
  return slash === -1 || (slash <= 253 && subdomain.test(key.slice(0, slash)))
}

/** Whether the API server takes a text as the value of a label: at most 63 characters, or none. */
export function isLabelValue(value: string): boolean {
  return value === '' || (value.length <= 63 && part.test(value))
}
