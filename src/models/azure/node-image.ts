/** The day on which a node image was made, as `YYYY-MM-DD`: `AKSUbuntu-2204gen2containerd-202605.14.0` is of 14 May 2026. */
export function dayOfNodeImage(version: string): string | undefined {
  const found = /-(20\d{2})(\d{2})\.(\d{1,2})\.\d+$/.exec(version)
  if (found === null) return undefined
  const [, year, month, day] = found
  const written = `${year}-${month}-${day!.padStart(2, '0')}`
  return Number.isNaN(Date.parse(written)) ? undefined : written
}
