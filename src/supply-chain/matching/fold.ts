/** Puts the matches of one package together that are about the same vulnerability: they share an id or an alias. */
export function foldAliases<Match extends { readonly ids: readonly string[] }>(matches: readonly Match[]): readonly (readonly Match[])[] {
  const groupOf = new Map<string, Match[]>()
  const groups = new Set<Match[]>()
  for (const match of matches) {
    const touched = new Set(match.ids.flatMap((id) => groupOf.get(id) ?? []))
    const met = new Set([...touched].flatMap((member) => groupOf.get(member.ids[0]!)!))
    const group = [...met, match]
    for (const member of met) groups.delete(groupOf.get(member.ids[0]!)!)
    groups.add(group)
    for (const member of group) for (const id of member.ids) groupOf.set(id, group)
  }
  return [...groups]
}
