/** Whether the argument of USER means root: by name or number, with or without a group. */
export function isRootUser(user: string): boolean {
  return /^(?:root|0+)(?::.*)?$/i.test(user)
}

/** Published images whose own user is not root, by their documentation. */
export function knownNonRoot(image: string): boolean {
  return /[:@-](?:[\w.-]*-)?(?:nonroot|chiseled(?:-[\w-]+)?|rootless|unprivileged)(?:-[\w-]+)?(?:[:@]|$)|(?:^|\/)(?:nginx-unprivileged|chainguard\/)|cgr\.dev\/chainguard/i.test(
    image,
  )
}
